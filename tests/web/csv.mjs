// Reads CSV as `detente export` and the pages write it.

/** Rows of fields; quoted fields may hold commas, quotes and line ends. */
export function parseCsv(text) {
  const rows = [[]];
  let field = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; ++i) {
    const letter = text[i];
    if (isQuoted) {
      if (letter === '"' && text[i + 1] === '"') field += text[++i];
      else if (letter === '"') isQuoted = false;
      else field += letter;
    } else if (letter === '"') isQuoted = true;
    else if (letter === "," || letter === "\n") {
      rows.at(-1).push(field);
      field = "";
      if (letter === "\n") rows.push([]);
    } else if (letter !== "\r") field += letter;
  }
  if (field !== "" || rows.at(-1).length > 0) rows.at(-1).push(field);
  return rows.filter((row) => row.length > 0);
}

/** One object a row, by the names of the first. */
export function csvRecords(text) {
  const [names, ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}
