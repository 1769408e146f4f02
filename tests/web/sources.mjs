// Functions of the pages, without a page.
import path from "node:path";
import { requirePackage, sourceFolder } from "./browser.mjs";

/** What a file below tools/web exports. */
export async function importSource(file) {
  const settings = {
    bundle: true,
    format: "esm",
    write: false,
    nodePaths: [path.join(sourceFolder, "build/web/node_modules")],
  };
  const entryPoints = [path.join(sourceFolder, "tools/web", file)];
  const { text } = requirePackage("esbuild").buildSync({ ...settings, entryPoints }).outputFiles[0];
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
