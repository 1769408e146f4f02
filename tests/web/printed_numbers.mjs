// Reads numbers as people see them and compares them with exact ones, to the last digit that is printed.
import assert from "node:assert/strict";

/** "−1,234.5" -> { value: -1234.5, half: 0.05 }: half of what the last digit counts. */
export function printedNumbers(text) {
  return [...text.matchAll(/(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?/g)].map(([printed]) => {
    const plain = printed.replaceAll(",", "").replace("−", "-");
    const decimals = plain.includes(".") ? plain.split(".")[1].length : 0;
    return { printed, value: Number(plain), half: 0.5 * 10 ** -decimals };
  });
}

export function agrees({ value, half }, exact) {
  return Math.abs(value - exact) <= half * (1 + 1e-6) + 1e-9 * Math.abs(exact);
}

/** The numbers in a text are these, in this order, each rounded to what is printed. */
export function expectPrinted(text, exact, where) {
  const found = printedNumbers(text);
  assert.equal(found.length, exact.length, `${where}: "${text}" has ${found.length} numbers, ${exact.length} were expected (${exact.join(", ")})`);
  found.forEach((number, i) => assert.ok(agrees(number, exact[i]), `${where}: "${text}" prints ${number.printed}, recomputed ${exact[i]}`));
}

/** A number of the text is this one, its sign apart: sentences write "lowers by 150". */
export function expectMentioned(text, exact, where) {
  const found = printedNumbers(text).some((number) => agrees({ ...number, value: Math.abs(number.value) }, Math.abs(exact)));
  assert.ok(found, `${where}: "${text}" does not print ${exact}`);
}

export function expectNear(value, exact, where, relative = 1e-5) {
  if (Number.isNaN(exact) || exact === null) {
    assert.equal(value, null, `${where}: ${value} where nothing is known`);
    return;
  }
  assert.ok(value !== null && Math.abs(value - exact) <= relative * Math.max(1, Math.abs(exact)), `${where}: ${value}, recomputed ${exact}`);
}

export function expectEstimate(estimate, exact, where, relative) {
  for (const part of ["value", "lower", "upper"]) {
    if (exact[part] !== undefined) expectNear(estimate[part], exact[part], `${where}, ${part}`, relative);
  }
}
