// Builds the pages that detente carries: dist/report.html and dist/explorer.html, and THIRD_PARTY.txt.
//
// usage: node tools/web/build.mjs            write them
//        node tools/web/build.mjs --check    build in memory; exit 1 if anything differs from what is committed
//        node tools/web/build.mjs --types    check the types of all sources
//
// The packages are those of package-lock.json, installed below build/web by tools/install_dependencies --tests. The
// bytes depend on sources and packages only: not on the version of Node, the time or the folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleScript, bundleStyles, fillTemplate } from "./bundling.mjs";
import { bundleExplorer } from "./explorer/bundle.mjs";
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

async function bundleReport(tools) {
  const { text, names } = await bundleScript(tools, "report/main.ts");
  const parts = { STYLE: await bundleStyles(tools, "report/page.css"), SCRIPT: text };
  const page = await fillTemplate(tools, "report/page.html", parts);
  if (page.split(marker).length !== 2) {
    fail(`report.html must have ${marker} exactly once`);
  }
  return { page, names };
}

// Only a comment before <html> leaves the page as it was.
function withNotices({ page, names }) {
  const comment = `<!--\n${noticesComment(nodeModules, names)}-->\n`;
  return page.replace(/^<!doctype html>\s*/i, (start) => start + comment);
}

async function buildAll() {
  const tools = { esbuild: loadEsbuild(), nodeModules, root };
  const report = await bundleReport(tools);
  const explorer = await bundleExplorer(tools);
  return new Map([
    ["dist/report.html", withNotices(report)],
    ["dist/explorer.html", withNotices(explorer)],
    ["THIRD_PARTY.txt", noticesFile(nodeModules, [...new Set([...report.names, ...explorer.names])])],
  ]);
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
