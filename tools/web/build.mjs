// Builds the pages that detente carries: dist/report.html and dist/explorer.html, and THIRD_PARTY.txt.
//
// usage: node tools/web/build.mjs            write them
//        node tools/web/build.mjs --check    build in memory; exit 1 if anything differs from what is committed
//        node tools/web/build.mjs --types    check the types of all sources
//
// The packages are those of package-lock.json, installed below build/web by tools/install_dependencies --tests. The bytes
// depend on sources and packages only: not on the version of Node, the time or the folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { noticesComment, noticesFile } from "./third_party.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const packages = join(root, "build/web");
const nodeModules = join(packages, "node_modules");
const web = join(root, "tools/web");
const marker = "@REPORT_DATA@";

function fail(message) {
  console.error(`build.mjs: ${message}`);
  process.exit(1);
}

function loadEsbuild() {
  if (!existsSync(nodeModules)) {
    fail("build/web/node_modules is missing (tools/install_dependencies --tests installs it)");
  }
  return createRequire(join(packages, "package.json"))("esbuild");
}

async function bundleScript(esbuild, entry) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // they are in the comment of the page
    nodePaths: [nodeModules],
    loader: { ".css": "text" },
    metafile: true,
    logLevel: "error",
  });
  const [output] = Object.values(result.metafile.outputs);
  const carried = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const inputs = carried.map(([path]) => path).filter((path) => path.includes("node_modules/"));
  const names = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)[1]);
  return { text: result.outputFiles[0].text, names: [...new Set(names)].sort() };
}

// A closing tag within a script would end it.
function insideScript(text) {
  return text.replace(/<\/(script)/gi, "<\\/$1").trimEnd();
}

function putInto(template, name, text) {
  const parts = template.split(`{{${name}}}`);
  if (parts.length !== 2) {
    fail(`the template must have {{${name}}} exactly once`);
  }
  return parts.join(text);
}

async function bundleReport(esbuild, script) {
  const styles = await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: `export { chartStyles } from "./charts/index.ts"; export { default as pageStyles } from "./report/page.css";`,
      resolveDir: web,
    },
    bundle: true,
    write: false,
    format: "cjs",
    treeShaking: true,
    nodePaths: [nodeModules],
    loader: { ".css": "text" },
    logLevel: "error",
  });
  const exported = { exports: {} };
  new Function("module", "exports", "require", styles.outputFiles[0].text)(exported, exported.exports, () => ({}));
  const { chartStyles, pageStyles } = exported.exports;
  const style = (await esbuild.transform(chartStyles + pageStyles, { loader: "css", minify: true, charset: "utf8" }))
    .code;
  const template = readFileSync(join(web, "report/page.html"), "utf8");
  const page = putInto(putInto(template, "STYLE", style.trim()), "SCRIPT", insideScript(script));
  if (page.split(marker).length !== 2) {
    fail(`report.html must have ${marker} exactly once`);
  }
  return page;
}

// Only a comment before <html> leaves the page as it was.
function withNotices(page, notices) {
  return page.replace(/^<!doctype html>\s*/i, (start) => `${start}<!--\n${notices}-->\n`);
}

async function buildAll() {
  const esbuild = loadEsbuild();
  const { text, names } = await bundleScript(esbuild, "tools/web/report/main.ts");
  const report = withNotices(await bundleReport(esbuild, text), noticesComment(nodeModules, names));
  const made = new Map([["dist/report.html", report]]);
  const explorer = join(web, "explorer/bundle.mjs");
  if (existsSync(explorer)) {
    const { bundleExplorer } = await import(pathToFileURL(explorer).href);
    const page = await bundleExplorer({ esbuild, nodeModules, root });
    made.set("dist/explorer.html", withNotices(page, noticesComment(nodeModules, [...names, "h5wasm"])));
  } else {
    console.log("explorer.html: tools/web/explorer/bundle.mjs is missing, so it is not built");
  }
  made.set("THIRD_PARTY.txt", noticesFile(nodeModules, [...names, "h5wasm"]));
  return made;
}

function check(made) {
  const different = [...made].filter(
    ([path, text]) => !existsSync(join(web, path)) || readFileSync(join(web, path), "utf8") !== text,
  );
  for (const [path] of different) {
    console.error(
      `build.mjs: tools/web/${path} is not what its sources make (run node tools/web/build.mjs and commit it)`,
    );
  }
  process.exitCode = different.length > 0 ? 1 : 0;
}

function write(made) {
  mkdirSync(join(web, "dist"), { recursive: true });
  for (const [path, text] of made) {
    writeFileSync(join(web, path), text);
    console.log(`tools/web/${path}: ${Buffer.byteLength(text)} bytes`);
  }
}

const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || ![undefined, "--check", "--types"].includes(option)) {
  console.error("usage: node tools/web/build.mjs [--check | --types]");
  process.exit(2);
}
if (option === "--types") {
  const compiler = join(nodeModules, "typescript/bin/tsc");
  process.exit(
    spawnSync(process.execPath, [compiler, "-p", join(web, "tsconfig.json")], { stdio: "inherit" }).status ?? 1,
  );
}
const made = await buildAll();
option === "--check" ? check(made) : write(made);
