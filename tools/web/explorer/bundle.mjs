// Makes explorer.html: one page that holds its styles, its code, the worker's code and HDF5 itself. The same sources
// and the same node_modules give the same bytes on every machine and every version of Node.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { createRequire } from "node:module";
import { bundleScript, bundleStyles, fillTemplate } from "../bundling.mjs";

const expectedVersion = "0.10.3";
const literalStart = "function findWasmBinary(){return binaryDecode('";
const literalEnd = "')}";

function unexpected(what) {
  return new Error(
    `h5wasm is not laid out as the explorer expects: ${what} (expected version ${expectedVersion}; adapt ` +
      `tools/web/explorer/bundle.mjs)`,
  );
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
  if (wasm[0] !== 0 || wasm[1] !== 0x61 || wasm[2] !== 0x73 || wasm[3] !== 0x6d)
    throw unexpected("what was cut out is no WebAssembly");
  const before = source.slice(0, start);
  const after = source.slice(end + literalEnd.length);
  const code = `${before}function findWasmBinary(){return new Uint8Array(globalThis.detenteHdf5Wasm)}${after}`;
  return { wasm, code };
}

function withoutBinary(code) {
  return {
    name: "h5wasm-without-binary",
    setup(build) {
      build.onLoad({ filter: /h5wasm[\\/]dist[\\/]esm[\\/]hdf5_util\.js$/ }, () => ({ contents: code, loader: "js" }));
    },
  };
}

export async function bundleExplorer(tools) {
  const { nodeModules } = tools;
  const library = await splitLibrary(nodeModules);
  const pako = createRequire(join(nodeModules, "resolve.js"))("pako");
  const worker = await bundleScript(tools, "explorer/worker.ts", {
    // Without the alias esbuild takes a third form of the library, which carries the binary too.
    alias: { h5wasm: join(nodeModules, "h5wasm/dist/esm/hdf5_hl.js") },
    define: { "import.meta.url": '"blob:h5wasm"' },
    plugins: [withoutBinary(library.code)],
  });
  if (worker.text.length > 400_000) {
    throw unexpected(`its binary is still in the worker, which is ${worker.text.length} letters long`);
  }
  const script = await bundleScript(tools, "explorer/main.ts");
  const page = await fillTemplate(tools, "explorer/page.html", {
    STYLE: await bundleStyles(tools, "explorer/explorer.css"),
    WASM: Buffer.from(pako.gzip(library.wasm, { level: 9 })).toString("base64"),
    WORKER: worker.text,
    PAGE: script.text,
  });
  return { page, names: [...script.names, ...worker.names] };
}
