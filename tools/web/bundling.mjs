// What both pages are made with: a script and a style sheet, each of many sources, put into a template. `tools` is
// { esbuild, nodeModules, root }.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** One script of `entry` and all it imports, and the names of the packages of which it carries code. */
export async function bundleScript({ esbuild, nodeModules, root }, entry, settings = {}) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join("tools/web", entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // they are in the comment of the page
    nodePaths: [nodeModules],
    metafile: true,
    logLevel: "warning",
    ...settings,
  });
  const [output] = Object.values(result.metafile.outputs);
  const carried = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const inputs = carried.map(([path]) => path).filter((path) => path.includes("node_modules/"));
  const names = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)[1]);
  const text = result.outputFiles[0].text.trimEnd();
  // esbuild writes `<\/script`; this is for the day it does not.
  if (/<\/script|<!--/i.test(text)) {
    throw new Error(`the script of ${entry} holds text that would end its element`);
  }
  return { text, names: [...new Set(names)].sort() };
}

/** Colours and marks of the charts first, then the page's own rules. */
export async function bundleStyles({ esbuild, root }, file) {
  const source = await readFile(join(root, "tools/web/charts/chart_styles.ts"), "utf8");
  const { code: script } = await esbuild.transform(source, { loader: "ts", format: "esm" });
  const { chartStyles } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  const styles = chartStyles + (await readFile(join(root, "tools/web", file), "utf8"));
  return (await esbuild.transform(styles, { loader: "css", minify: true, charset: "utf8" })).code.trim();
}

/** The template with each of the parts in its place, {{NAME}}; every place is there once, and no other. */
export async function fillTemplate({ root }, file, parts) {
  const template = await readFile(join(root, "tools/web", file), "utf8");
  const places = [...template.matchAll(/\{\{([A-Z]+)\}\}/g)].map(([, name]) => name);
  if (places.sort().join() !== Object.keys(parts).sort().join()) {
    throw new Error(`${file} has places for ${places.join(", ")}, but made are ${Object.keys(parts).join(", ")}`);
  }
  // A function as replacement: "$&" in code must stay as it is.
  return template.replace(/\{\{([A-Z]+)\}\}/g, (_, name) => parts[name]);
}
