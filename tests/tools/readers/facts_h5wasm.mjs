// What h5wasm sees in a result, as a page in a browser would. In the folder where h5wasm is installed (build/readers),
// node --input-type=module - FILE QUESTIONS < facts_h5wasm.mjs prints the answers as JSON. The form of both is described in
// facts.py.
import { readFileSync } from "node:fs";
import h5wasm from "h5wasm/node";

await h5wasm.ready;
const [path, questionsPath] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(questionsPath, "utf8"));
const file = new h5wasm.File(path, "r");

// 64-bit integers arrive as BigInt, which JSON does not know and sums do not mix with.
const plain = (x) => (typeof x === "bigint" ? Number(x) : x);
const types = { "<d": "float64", "<f": "float32", "<i": "int32", "<q": "int64" };
const attributeOf = (object, name) => (name in object.attrs ? plain(object.attrs[name].value) : null);
const nameOf = (scalePath) => scalePath.split("/").pop();

// The scales of the axes; a scale has only itself.
function scalesOf(name, dataset) {
  if (attributeOf(dataset, "CLASS") === "DIMENSION_SCALE") return [name];
  return dataset.shape.map((_, axis) => dataset.get_attached_scales(axis)[0]);
}

function answer(question) {
  const dataset = file.get(question.name);
  const scales = scalesOf(question.name, dataset);
  const labels = scales.map((scale) => Array.from(file.get(scale).value, plain));
  const isText = dataset.metadata.type === 3;
  const values = dataset.shape.length === 0 ? [dataset.value] : Array.from(dataset.value, plain);  // flat, last axis fastest
  const at = question.at.map((place) => {
    const offset = scales.reduce((sum, scale, axis) =>
      sum * dataset.shape[axis] + labels[axis].indexOf(place[nameOf(scale)]), 0);
    return values[offset];
  });
  const known = isText ? values : values.filter((x) => !Number.isNaN(x));
  return {
    dimensions: scales.map(nameOf),
    shape: dataset.shape,
    labels: Object.fromEntries(scales.map((scale, axis) => [nameOf(scale), labels[axis]])),
    type: isText ? "text" : types[dataset.dtype],
    attributes: Object.fromEntries(question.attributes.map((name) => [name, attributeOf(dataset, name)])),
    values: at,  // JSON.stringify makes null of NaN
    missing: values.length - known.length,
    sum: known.reduce((sum, x) => sum + (isText ? Buffer.byteLength(x, "utf8") : x), 0),
  };
}

function namesBelow(group, prefix = "") {
  return group.keys().flatMap((key) => {
    const item = group.get(key);
    return item instanceof h5wasm.Group ? namesBelow(item, `${prefix}${key}/`) : [prefix + key];
  });
}

console.log(JSON.stringify({
  attributes: Object.fromEntries(questions.attributes.map((name) => [name, attributeOf(file, name)])),
  datasets: Object.fromEntries(questions.datasets.map((question) => [question.name, answer(question)])),
  names: namesBelow(file).sort(),
}));
