// What a map of any region must be: its countries in the picture, its disputes marked in them, nothing over anything else,
// and no name that is not of the region. Each check takes what mapOf read from the page.
import assert from "node:assert/strict";
import { figureData } from "./report_page.mjs";
import { longitudes, withoutShape } from "./sample_maps.mjs";

/** Boxes of all that the map draws [px from its corner], and in whose land the marks stand. */
export async function mapOf(page) {
  return page.evaluate(() => {
    const svg = document.querySelector("#map svg[role=img]");
    if (svg === null) return null;
    const corner = svg.getBoundingClientRect();
    const boxOf = (one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return { x: left - corner.left, y: top - corner.top, width, height };
    };
    const named = (prefix) => [...svg.querySelectorAll(`[class^="${prefix}-"]`)].map((group) => [group.getAttribute("class").slice(prefix.length + 1), group]);
    const lands = named("country").map(([country, group]) => [country, group.querySelector("path, circle") ?? group]);
    const holds = (shape, { x, y, width, height }) => {
      const point = new DOMPoint(corner.left + x + width / 2, corner.top + y + height / 2).matrixTransform(shape.getScreenCTM().inverse());
      return shape.isPointInFill(point);
    };
    const owners = (box) => lands.filter(([, shape]) => holds(shape, box)).map(([country]) => country);
    const circles = (prefix) => named(prefix).flatMap(([index, group]) => {
      const drawn = group.matches("circle") ? [group] : [...group.querySelectorAll("circle, path")];
      return drawn.map((one) => ({ dispute: Number(index), box: boxOf(one), owners: owners(boxOf(one)) }));
    });
    const legend = [...svg.children].at(-1);
    const frame = svg.querySelector("rect").getBoundingClientRect();
    return {
      frame: { x: frame.left - corner.left, y: frame.top - corner.top, width: frame.width, height: frame.height },
      picture: { x: 0, y: 0, width: corner.width, height: corner.height },
      lands: lands.map(([country, shape]) => ({ country, box: boxOf(shape), isShape: shape.matches("path") })),
      notes: [...document.querySelectorAll("#map p.note")].map((note) => note.textContent).join(" "),
      marks: circles("mark"),
      ends: circles("ends"),
      legend: boxOf(legend),
      texts: [...svg.querySelectorAll("text")].filter((one) => one.textContent !== "").map((one) => ({ text: one.textContent, box: boxOf(one), isLegend: legend.contains(one) })),
    };
  });
}

const overlap = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 2 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 2;
const isIn = (box, frame, slack = 1) => box.x >= frame.x - slack && box.y >= frame.y - slack && box.x + box.width <= frame.x + frame.width + slack && box.y + box.height <= frame.y + frame.height + slack;

export function checkLands(map, data) {
  const { countries } = figureData(data, "map").data;
  // Would catch: a source that is named for borders where a schematic map has none.
  assert.equal(/Natural Earth/.test(map.notes), countries.some(({ id }) => !withoutShape.has(id)), "the source of borders must be named where there are any");
  assert.equal(/no shape/.test(map.notes), countries.some(({ id }) => withoutShape.has(id)), `what has no shape must be said, and nothing else: "${map.notes.slice(0, 80)}"`);
  assert.deepEqual(map.lands.map(({ country }) => country).sort(), countries.map(({ id }) => id).sort(), "every country must be on the map");
  for (const { country, box, isShape } of map.lands) {
    assert.equal(isShape, !withoutShape.has(country), `${country} must ${isShape ? "be a disc" : "have its shape"}`);
    assert.ok(box.width > 8 && box.height > 8, `${country} must be seen, it has ${box.width} by ${box.height} px`);
    // What reaches the frame is cut there.
    assert.ok(isIn(box, map.frame, -2), `${country} must be whole within the map`);
  }
  const across = Math.max(...map.lands.map(({ box }) => box.x + box.width)) - Math.min(...map.lands.map(({ box }) => box.x));
  assert.ok(across > 0.6 * map.frame.width, `the region must fill the map; it has ${across} of ${map.frame.width} px`);
}

export function checkMarks(map, data) {
  const { disputes } = figureData(data, "map").data;
  assert.deepEqual(map.marks.map(({ dispute }) => dispute).sort(), disputes.map((_, i) => i), "every dispute must have its mark");
  for (const { dispute, box, owners } of map.marks) {
    const { id, parties, lon } = disputes[dispute];
    const ends = map.ends.filter((end) => end.dispute === dispute);
    assert.ok(isIn(box, map.frame), `the mark of ${id} must be within the map`);
    const reached = new Set(ends.length > 0 ? ends.flatMap((end) => end.owners) : owners);
    for (const party of parties) assert.ok(reached.has(party), `the mark of ${id} must stand in ${party} or have a line there`);
    const land = map.lands.find(({ country }) => country === parties[0]);
    if (lon !== undefined && land.isShape) {
      const [west, east] = longitudes[parties[0]];
      const part = (box.x + box.width / 2 - land.box.x) / land.box.width;
      assert.ok(owners.includes(parties[0]) && Math.abs(part - (lon - west) / (east - west)) < 0.15, `${id} has a place in ${parties[0]}, and its mark must stand there`);
    }
  }
  for (const [i, mark] of map.marks.entries()) {
    for (const other of map.marks.slice(i + 1)) assert.ok(!overlap(mark.box, other.box), `the marks ${mark.dispute + 1} and ${other.dispute + 1} must not overlap`);
  }
}

export function checkTexts(map, data) {
  const { countries, nodes, corridors, disputes } = figureData(data, "map").data;
  const squeeze = (text) => text.replace(/\s+/g, "");
  const own = new Set([...countries, ...nodes].map(({ name }) => squeeze(name)).concat(corridors.map(({ id }) => id), disputes.map((_, i) => String(i + 1))));
  const onMap = map.texts.filter((one) => !one.isLegend);
  for (const { text, box } of onMap) {
    assert.ok(own.has(squeeze(text)), `"${text}" is no name of this region`);
    assert.ok(isIn(box, map.frame, 3), `"${text}" must be within the map`);
  }
  for (const { name } of countries) assert.ok(onMap.some(({ text }) => squeeze(text) === squeeze(name)), `${name} must be named`);
  for (const [i, one] of onMap.entries()) {
    for (const other of onMap.slice(i + 1)) assert.ok(!overlap(one.box, other.box), `"${one.text}" and "${other.text}" must not overlap`);
    for (const mark of map.marks) {
      const isNumber = one.text === String(mark.dispute + 1);
      assert.ok(isNumber || !overlap(one.box, mark.box), `"${one.text}" must not be over mark ${mark.dispute + 1}`);
    }
    assert.ok(!overlap(one.box, map.legend), `"${one.text}" must not be under the legend`);
  }
  assert.ok(isIn(map.legend, map.picture, 2), "the legend must be within the picture");
  for (const mark of map.marks) assert.ok(!overlap(mark.box, map.legend), `mark ${mark.dispute + 1} must not be under the legend`);
}
