// Licence notices of what the pages carry. They travel with every copy: in THIRD_PARTY.txt and as a comment in each
// page.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const map =
  "Map: Natural Earth (naturalearthdata.com), public domain, by way of world-atlas 2.0.2 (ISC, Copyright 2013-2019 " +
  "Michael Bostock).";

function packageNotice(nodeModules, name) {
  const folder = join(nodeModules, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder)
    .sort()
    .find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  const text =
    file === undefined
      ? `Licence: ${license}`
      : readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return { name: `${name} ${version}`, license: license ?? "see its notice", text };
}

// The copyright line differs, the terms are often the same to the letter: each text of terms is given once.
function groupByTerms(notices) {
  const groups = new Map();
  for (const notice of notices) {
    const lines = notice.text.split("\n");
    const holders = lines.filter((line) => /^\s*Copyright\b/i.test(line)).map((line) => line.trim());
    const terms = lines
      .filter((line) => !/^\s*Copyright\b/i.test(line))
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
    const key = terms.replace(/\s+/g, " ");
    const group = groups.get(key) ?? { terms, members: [] };
    group.members.push(`${notice.name} (${notice.license}): ${holders.join("; ") || "see below"}`);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function noticesText(nodeModules, names) {
  const groups = groupByTerms([...new Set(names)].map((name) => packageNotice(nodeModules, name)));
  const parts = groups.map(({ terms, members }) => `${members.join("\n")}\n\n${terms}\n`);
  return `${map}\n\n${parts.join("\n----\n\n")}`;
}

export function noticesFile(nodeModules, names) {
  const head = "What the pages of detente (report.html, explorer.html) carry of others, with the terms it comes under.";
  return `${head}\n\n${noticesText(nodeModules, names)}`;
}

export function noticesComment(nodeModules, names) {
  // "--" would end an HTML comment early.
  return `This page carries:\n\n${noticesText(nodeModules, names)}`.replace(/-{2,}/g, (dashes) =>
    dashes.split("").join(" "),
  );
}
