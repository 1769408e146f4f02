// Calls the command `detente` of the test, and makes the results that several tests read.
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { scratchFolder, sourceFolder } from "./browser.mjs";

export const quickstart = path.join(sourceFolder, "configs/western_balkans/experiments/quickstart.yaml");

/** The program: first argument of a test file, or DETENTE; null where there is none. */
export function program() {
  const named = process.env.DETENTE ?? process.argv[2];
  return named && fs.existsSync(named) ? path.resolve(named) : null;
}

export function detente(...words) {
  return execFileSync(program(), words, { encoding: "utf8", cwd: scratchFolder, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs the quickstart experiment with other settings; the folder of its result. */
export function runExperiment(name, ...words) {
  const folder = path.join(scratchFolder, name);
  detente("run", quickstart, "--out", folder, ...words);
  return folder;
}

/** Data of the report of a result, as the page gets them. */
export function reportData(result, ...words) {
  return JSON.parse(detente("report", result, "--format", "json", ...words));
}

/** What a report needs to have all its figures: an experiment that tells uncertain numbers apart, and the claims. */
export function restOfReport() {
  const morris = ["design.type=morris", "design.trajectories=8", "design.replications=2", "uncertainties={from_evidence: [escalation]}", "experiment.months=60"];
  const screening = runExperiment("screening", ...morris.flatMap((setting) => ["--set", setting]), "--unset", "design.samples");
  return ["--sensitivity", screening, "--claims", path.join(sourceFolder, "docs/evidence/claims.json")];
}
