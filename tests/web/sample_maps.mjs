// Made-up reports whose map is of other regions than the Western Balkans: places that lie far apart, countries without a
// shape, no place at all.
import { figureData } from "./report_page.mjs";
import { sampleReport } from "./sample_report.mjs";

const nodes = [
  { id: "IAS", name: "Iași", lon: 27.59, lat: 47.16 }, { id: "CHI", name: "Chișinău", lon: 28.86, lat: 47.01 },
  { id: "GAL", name: "Galați", lon: 28.05, lat: 45.44 }, { id: "ODS", name: "Odesa", lon: 30.73, lat: 46.48 },
  { id: "POT", name: "Poti", lon: 41.67, lat: 42.15 }, { id: "BAT", name: "Batumi", lon: 41.64, lat: 41.65 },
  { id: "TBI", name: "Tbilisi", lon: 44.79, lat: 41.72 }, { id: "YER", name: "Yerevan", lon: 44.51, lat: 40.18 },
  { id: "KAR", name: "Kars", lon: 43.1, lat: 40.6 }, { id: "GAN", name: "Ganja", lon: 46.36, lat: 40.68 }, { id: "BAK", name: "Baku", lon: 49.87, lat: 40.41 },
];
const segment = (from, to, country, ...corridors) => ({ id: `${from}_${to}`, from, to, corridors, country, km: 180 });
const segments = [
  segment("IAS", "CHI", "MDA", "IX"), segment("CHI", "ODS", "MDA", "IX"), segment("GAL", "CHI", "MDA", "SOUTH"), segment("POT", "TBI", "GEO", "MIDDLE"),
  segment("BAT", "TBI", "GEO", "MIDDLE"), segment("TBI", "GAN", "AZE", "MIDDLE"), segment("GAN", "BAK", "AZE", "MIDDLE"), segment("TBI", "YER", "ARM", "NS"),
  segment("TBI", "KAR", "GEO", "BTK"), segment("GAL", "ODS", ""),
];
const countries = [
  { id: "MDA", name: "Moldova" }, { id: "GEO", name: "Georgia" }, { id: "ARM", name: "Armenia" }, { id: "AZE", name: "Azerbaijan" },
];
// The first two have a place: at Chișinău, and by the coast of the Black Sea.
const disputes = [
  { id: "MDA_A", name: "In Moldova", parties: ["MDA"], lon: 28.86, lat: 47.01 }, { id: "GEO_A", name: "In Georgia", parties: ["GEO"], lon: 41.05, lat: 43.05 },
  { id: "GEO_B", name: "In Georgia, too", parties: ["GEO"] }, { id: "GEO_C", name: "In Georgia, again", parties: ["GEO"] },
  { id: "ARM_AZE", name: "Armenia – Azerbaijan", parties: ["ARM", "AZE"] }, { id: "ARM_A", name: "In Armenia", parties: ["ARM"] },
];

/** Westernmost and easternmost longitude of those in which a dispute has a place. */
export const longitudes = { MDA: [26.6, 30.2], GEO: [40.0, 46.7] };

const estimate = (value) => ({ value, lower: value * 0.8, upper: Math.min(1, value * 1.2), n: 200 });

function armOf(policy, k) {
  return {
    policy,
    risk: disputes.map((_, d) => [estimate(0.05 * (d + 1)), estimate(0.1 * (d + 1) - 0.01 * k)]),
    mean_level: null,
    throughput: { value: 15, lower: 14, upper: 16, n: 200 },
    loss: [6, 0, 6, 2, 3].map((value) => ({ value, lower: value, upper: value, n: 200 })),
  };
}

const rest = ["fans", "exceedance", "dots", "differences", "costs", "sensitivity", "story", "frontier", "claims"];

function reportWith(change) {
  const report = sampleReport({ months: 24, absent: rest });
  const data = figureData(report, "map").data;
  const corridors = ["IX", "SOUTH", "MIDDLE", "NS", "BTK"].map((id) => ({ id }));
  Object.assign(data, structuredClone({ countries, nodes, segments, corridors, disputes, months: [12, 24], dates: ["2027-01", "2028-01"], arms: report.policies.map(armOf) }));
  change(data);
  return report;
}

/** Another id and name for countries, wherever they stand. */
function rename(data, names) {
  for (const country of data.countries) if (names[country.id]) Object.assign(country, { name: names[country.id], id: names[country.id] });
  for (const one of data.segments) one.country = names[one.country] ?? one.country;
  for (const one of data.disputes) one.parties = one.parties.map((party) => names[party] ?? party);
}

const withoutPlaces = (data) => data.disputes.forEach((one) => ["lon", "lat"].forEach((key) => delete one[key]));

/** Ids of the countries that no map has a shape of. */
export const withoutShape = new Set(["Northland", "Westland", "Middleland", "Eastland"]);

export const mapReports = {
  "another region": () => reportWith(() => undefined),
  "no place given": () => reportWith(withoutPlaces),
  "one without a shape, one found by its name": () => reportWith((data) => {
    rename(data, { GEO: "Westland", AZE: "EASTLAND" });
    data.countries.find(({ id }) => id === "EASTLAND").name = "Azerbaijan";
  }),
  "no shapes": () => reportWith((data) => rename(data, { MDA: "Northland", GEO: "Westland", ARM: "Middleland", AZE: "Eastland" })),
  "no place at all": () => reportWith((data) => {
    rename(data, { MDA: "Northland", GEO: "Westland", ARM: "Middleland", AZE: "Eastland" });
    withoutPlaces(data);
    Object.assign(data, { nodes: [], segments: [] });
  }),
};
