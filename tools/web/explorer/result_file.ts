// A result of detente, read as it is needed. What was read is kept while the file is open; results are never changed.
import type { FileClient } from "./file_client.ts";
import {
  entitiesOf,
  numberOf,
  only,
  summaryPaths,
  summaryVariables,
  textOf,
  unitOf,
  type Entity,
  type Labels,
  type Outcome,
  type ResultFacts,
  type Variable,
} from "./layout.ts";
import type { DatasetDescription, GroupDescription, Ranges } from "./protocol.ts";

/** Above this many, the values of entities are read one by one: the others would be read in vain. */
const MOST_ENTITIES_AT_ONCE = 64;

/** Values over time (and, of quantiles, over quantiles) of one entity. */
export type Series = Float64Array;

export class ResultFile {
  private readonly labelsByAxis = new Map<string, Promise<Labels>>();
  private readonly numbers = new Map<string, Promise<Float64Array>>();
  private variablesRead: Promise<Variable[]> | null = null;
  private outcomesRead: Promise<Outcome[]> | null = null;

  private constructor(
    readonly facts: ResultFacts,
    private readonly client: FileClient,
    private readonly root: GroupDescription,
  ) {}

  static async read(client: FileClient, root: GroupDescription): Promise<ResultFile> {
    return new ResultFile(await readFacts(client, root), client, root);
  }

  has(group: string): boolean {
    return this.root.names.includes(group);
  }

  labels(axis: string): Promise<Labels> {
    return remember(this.labelsByAxis, axis, async () => {
      if (!this.root.names.includes(axis)) {
        return { ids: [], names: [] };
      }
      const ids = toTexts(await this.client.read(`/${axis}`));
      if (axis === "year") {
        // Counted from the start, which need not be a January.
        return {
          ids,
          names: ids.map((year) => `12 months from ${this.facts.dates[12 * Number(year)] ?? `year ${year}`}`),
        };
      }
      const hasNames = this.root.names.includes(`${axis}_name`);
      const names = hasNames ? toTexts(await this.client.read(`/${axis}_name`)) : ids;
      return { ids, names };
    });
  }

  async entities(axes: string[]): Promise<Entity[]> {
    return entitiesOf(await Promise.all(axes.map((axis) => this.labels(axis))));
  }

  variables(): Promise<Variable[]> {
    this.variablesRead ??= this.describeVariables();
    return this.variablesRead;
  }

  outcomes(): Promise<Outcome[]> {
    this.outcomesRead ??= this.describeOutcomes();
    return this.outcomesRead;
  }

  /** Mean or standard deviation by month. */
  summary(
    variable: Variable,
    what: "mean" | "sd",
    policy: number,
    scenario: number,
    entities: Entity[],
  ): Promise<Series[]> {
    const months: [number, number] = [0, this.facts.dates.length];
    return this.byEntity(
      `/summary/${variable.name}_${what}`,
      [only(policy), only(scenario), months],
      variable,
      entities,
    );
  }

  /** Quantiles by end of year: value [year][quantile] stands at year * quantiles + quantile. */
  quantiles(variable: Variable, policy: number, scenario: number, entities: Entity[]): Promise<Series[]> {
    const { yearEnds, quantiles } = this.facts;
    const fixed: Ranges = [only(policy), only(scenario), [0, yearEnds.length], [0, quantiles.length]];
    return this.byEntity(`/summary/${variable.name}_quantile`, fixed, variable, entities);
  }

  async summaryRuns(policy: number, scenario: number): Promise<number> {
    const [runs] = await this.read("/summary/runs", [only(policy), only(scenario)]);
    return runs ?? 0;
  }

  /** Values by month of consecutive runs: run r of them starts at r * months. */
  history(
    variable: Variable,
    policy: number,
    scenario: number,
    runs: [number, number],
    entities: Entity[],
  ): Promise<Series[]> {
    const fixed: Ranges = [only(policy), only(scenario), runs, [0, this.facts.dates.length]];
    return this.byEntity(`/history/${variable.name}`, fixed, variable, entities);
  }

  /** All runs of one outcome. */
  outcome(outcome: Outcome, policy: number, scenario: number, entity: Entity): Promise<Float64Array> {
    const ranges: Ranges = [only(policy), only(scenario), [0, this.facts.runs], ...entity.position.map(only)];
    return this.read(`/outcomes/${outcome.name}`, ranges);
  }

  group(path: string): Promise<GroupDescription | null> {
    return this.client.group(path);
  }

  describe(paths: string[]): Promise<DatasetDescription[]> {
    return this.client.datasets(paths);
  }

  /** Numbers of a slice, all axes of the file kept, the last one fastest. */
  read(path: string, ranges: Ranges): Promise<Float64Array> {
    return remember(this.numbers, `${path} ${JSON.stringify(ranges)}`, async () => {
      const values = await this.client.read(path, ranges);
      if (values instanceof Float64Array) {
        return values;
      }
      throw new Error(`${path} should hold numbers and holds text`);
    });
  }

  private async byEntity(path: string, fixed: Ranges, variable: Variable, entities: Entity[]): Promise<Series[]> {
    const extents = await Promise.all(variable.axes.map(async (axis) => (await this.labels(axis)).ids.length));
    const width = extents.reduce((product, extent) => product * extent, 1);
    if (entities.length === 1 || width > MOST_ENTITIES_AT_ONCE) {
      return Promise.all(entities.map((entity) => this.read(path, [...fixed, ...entity.position.map(only)])));
    }
    const all = await this.read(path, [...fixed, ...extents.map((extent): [number, number] => [0, extent])]);
    return entities.map((entity) => {
      const offset = entity.position.reduce((sum, index, axis) => sum * (extents[axis] ?? 1) + index, 0);
      return Float64Array.from({ length: all.length / width }, (_, row) => all[row * width + offset] ?? Number.NaN);
    });
  }

  private async describeVariables(): Promise<Variable[]> {
    const summary = (await this.client.group("/summary"))?.names ?? [];
    const history = (await this.client.group("/history"))?.names ?? [];
    const names = summaryVariables(summary);
    const paths = names.flatMap((name) => summaryPaths(name, summary).filter((path) => !path.endsWith("_sd")));
    const described = await this.client.datasets(paths.map((path) => `/summary/${path}`));
    const variables = names.map((name) => summaryVariable(name, described, history));
    const known = new Set([...names, ...this.root.names]); // coordinates stand in every group
    const others = history.filter((name) => !known.has(name));
    const alone = await this.client.datasets(others.map((name) => `/history/${name}`));
    const onlyHistory = alone.filter((dataset) => dataset.shape.length >= 4).map(historyVariable);
    return [...variables, ...onlyHistory].sort((a, b) => a.name.localeCompare(b.name, "en"));
  }

  private async describeOutcomes(): Promise<Outcome[]> {
    const names = (await this.client.group("/outcomes"))?.names ?? [];
    const coordinates = new Set(this.root.names);
    const described = await this.client.datasets(
      names.filter((name) => !coordinates.has(name)).map((name) => `/outcomes/${name}`),
    );
    return described.map((dataset) => ({
      name: dataset.name,
      meaning: textOf(dataset.attributes["long_name"]),
      unit: unitOf(dataset),
      axes: dataset.axes.slice(3),
    }));
  }
}

function summaryVariable(name: string, described: DatasetDescription[], history: string[]): Variable {
  const mean = described.find((dataset) => dataset.name === `${name}_mean`);
  if (mean === undefined) {
    throw new Error(`/summary has no mean of ${name}`);
  }
  const quantile = described.find((dataset) => dataset.name === `${name}_quantile`);
  const attributes = quantile?.attributes ?? {};
  return {
    name,
    meaning: textOf(mean.attributes["long_name"]).replace(/^mean over runs: /, ""),
    unit: unitOf(mean),
    axes: mean.axes.slice(3),
    summary: {
      hasQuantiles: quantile !== undefined,
      binWidth: numberOf(attributes["bin_width"], Number.NaN),
      lowest: numberOf(attributes["lowest"], Number.NaN),
      highest: numberOf(attributes["highest"], Number.NaN),
    },
    inHistory: history.includes(name),
  };
}

function historyVariable(dataset: DatasetDescription): Variable {
  return {
    name: dataset.name,
    meaning: textOf(dataset.attributes["long_name"]),
    unit: unitOf(dataset),
    axes: dataset.axes.slice(4),
    summary: null,
    inHistory: true,
  };
}

async function readFacts(client: FileClient, root: GroupDescription): Promise<ResultFacts> {
  const has = (name: string): boolean => root.names.includes(name);
  const texts = async (name: string): Promise<string[]> => (has(name) ? toTexts(await client.read(`/${name}`)) : []);
  const numbers = async (name: string): Promise<number[]> =>
    has(name) ? toNumbers(await client.read(`/${name}`)) : [];
  const lengths = await client.datasets(["run", "history_run", "event_run"].filter(has).map((name) => `/${name}`));
  const lengthOf = (name: string): number => lengths.find((dataset) => dataset.name === name)?.shape[0] ?? 0;
  const attributes = root.attributes;
  return {
    title: textOf(attributes["title"]),
    seed: textOf(attributes["seed_text"]),
    start: textOf(attributes["start"]),
    months: numberOf(attributes["months"], 0),
    runs: lengthOf("run"),
    samples: numberOf(attributes["samples"], 0),
    replications: numberOf(attributes["replications"], 1),
    samplesPerObservation: numberOf(attributes["samples_per_observation"], 1),
    droppedRuns: numberOf(attributes["dropped_runs"], 0),
    design: textOf(attributes["design"]),
    precision: textOf(attributes["precision"]),
    baseline: textOf(attributes["baseline_policy"]),
    policies: await texts("policy"),
    scenarios: await texts("scenario"),
    dates: await texts("date"),
    yearEnds: await numbers("year_end"),
    quantiles: await numbers("quantile"),
    historyRuns: lengthOf("history_run"),
    eventRuns: lengthOf("event_run"),
  };
}

/** What was asked before is not read again; what failed is. */
function remember<Kept>(kept: Map<string, Promise<Kept>>, key: string, make: () => Promise<Kept>): Promise<Kept> {
  const before = kept.get(key);
  if (before !== undefined) {
    return before;
  }
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  return made;
}

function toTexts(values: Float64Array | string[]): string[] {
  return Array.from(values, String);
}

function toNumbers(values: Float64Array | string[]): number[] {
  return Array.from(values, Number);
}
