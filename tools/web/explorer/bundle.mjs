// Makes explorer.html: one page that holds its styles, its code, the worker's code and HDF5 itself. The same sources and
// the same node_modules give the same bytes on every machine and every version of Node.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { createRequire } from "node:module";

const expectedVersion = "0.10.3";
const literalStart = "function findWasmBinary(){return binaryDecode('";
const literalEnd = "')}";

function unexpected(what) {
  return new Error(`h5wasm is not laid out as the explorer expects: ${what} (expected version ${expectedVersion}; adapt tools/web/explorer/bundle.mjs)`);
}

/** h5wasm carries its binary inside its source; cut it out, and let the source ask for it at run time. */
async function splitLibrary(nodeModules) {
  const folder = join(nodeModules, "h5wasm");
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (version !== expectedVersion) throw unexpected(`it is version ${version}`);
  const source = await readFile(join(folder, "dist/esm/hdf5_util.js"), "utf8");
  const start = source.indexOf(literalStart);
  if (start < 0 || source.indexOf(literalStart, start + 1) >= 0) throw unexpected("its binary is not where it was");
  const end = source.indexOf(literalEnd, start);
  if (end < 0) throw unexpected("its binary has no end");
  const literal = source.slice(start + literalStart.length - 1, end + 1);
  const text = runInContext(literal, createContext({}));
  // As binaryDecode does it: zero is written as a character above 255.
  const wasm = Uint8Array.from(text, (character) => (~character.charCodeAt(0) >> 8) & character.charCodeAt(0));
  if (wasm[0] !== 0 || wasm[1] !== 0x61 || wasm[2] !== 0x73 || wasm[3] !== 0x6d) throw unexpected("what was cut out is no WebAssembly");
  const before = source.slice(0, start);
  const after = source.slice(end + literalEnd.length);
  const code = `${before}function findWasmBinary(){return new Uint8Array(globalThis.detenteHdf5Wasm)}${after}`;
  return { wasm, code };
}

function bundle(esbuild, nodeModules, entry, plugins) {
  return esbuild.build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    nodePaths: [nodeModules],
    // Without the alias esbuild takes a third form of the library, which carries the binary too.
    alias: { h5wasm: join(nodeModules, "h5wasm/dist/esm/hdf5_hl.js") },
    define: { "import.meta.url": '"blob:h5wasm"' },
    logLevel: "warning",
    plugins,
  }).then((result) => result.outputFiles[0].text);
}

function withoutBinary(code) {
  return {
    name: "h5wasm-without-binary",
    setup(build) {
      build.onLoad({ filter: /h5wasm[\\/]dist[\\/]esm[\\/]hdf5_util\.js$/ }, () => ({ contents: code, loader: "js" }));
    },
  };
}

/** A closing tag inside a script would end it. esbuild writes `<\/script`; this is for the day it does not. */
function insideScript(text, what) {
  if (/<\/script|<!--/i.test(text)) throw new Error(`${what} holds text that would end its script element`);
  return text;
}

export async function bundleExplorer({ esbuild, nodeModules, root }) {
  const folder = join(root, "tools/web/explorer");
  const library = await splitLibrary(nodeModules);
  const pako = createRequire(join(nodeModules, "resolve.js"))("pako");
  const packed = Buffer.from(pako.gzip(library.wasm, { level: 9 })).toString("base64");
  const worker = await bundle(esbuild, nodeModules, join(folder, "worker.ts"), [withoutBinary(library.code)]);
  if (worker.length > 400_000) throw unexpected(`its binary is still in the worker, which is ${worker.length} letters long`);
  const page = await bundle(esbuild, nodeModules, join(folder, "main.ts"), []);
  const parts = {
    STYLE: await styles(esbuild, root, folder),
    WASM: packed,
    WORKER: insideScript(worker, "the worker"),
    PAGE: insideScript(page, "the page's code"),
  };
  const template = await readFile(join(folder, "page.html"), "utf8");
  // A function as replacement: "$&" in code must stay as it is.
  return template.replace(/\{\{([A-Z]+)\}\}/g, (marker, name) => {
    if (!(name in parts)) throw new Error(`page.html asks for ${marker}, which is not made`);
    return parts[name];
  });
}

/** Colours and marks of the charts first, then the page's own rules. */
async function styles(esbuild, root, folder) {
  const source = await readFile(join(root, "tools/web/charts/chart_styles.ts"), "utf8");
  const { code: script } = await esbuild.transform(source, { loader: "ts", format: "esm" });
  const { chartStyles } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  const texts = [chartStyles, await readFile(join(folder, "explorer.css"), "utf8")];
  const { code } = await esbuild.transform(texts.join("\n"), { loader: "css", minify: true, charset: "utf8" });
  return code;
}
