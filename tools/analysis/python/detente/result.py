"""A result: labelled data, and statistics of it."""
import dataclasses
import functools
import pathlib
from collections.abc import Iterable

import numpy as np
import pandas as pd
import xarray as xr

from . import event_table, statistics
from .errors import ResultError, unknown
from .labelled_file import LabelledFile

Names = str | Iterable[str] | None


@dataclasses.dataclass(frozen=True)
class Provenance:
    """What a result rests on. `experiment` as YAML repeats it; `with_origins` adds where each value was written."""
    title: str
    seed: int
    precision: str
    program: str
    revision: str
    experiment: str
    with_origins: str
    libraries: dict[str, str]
    stopping: str = ""  # of an experiment with `stop`: what was reached


class Result(LabelledFile):
    """An opened result.h5. Axes and units are those of docs/result-format.md.

    outcomes: (policy, scenario, run [, label]), one number a run; coordinates `sample`, `replication` along run.
    summary:  (policy, scenario, month | year_end [, quantile] [, entity]), means and quantiles of all runs.
    history:  (policy, scenario, history_run, month [, entity]), variables of the first runs.
    samples:  (sample), the numbers that were sampled, each with `units`, `distribution`, `status`.
    levers:   (policy, scenario, month, lever), what each policy sets.
    Groups that the experiment did not record raise ResultError, which says what would record them.
    """

    def __init__(self, file: pathlib.Path):
        super().__init__(file)
        attributes = self.root.attrs
        self.policies, self.scenarios = self.text_labels("policy"), self.text_labels("scenario")
        self.baseline = str(attributes["baseline_policy"])
        self.months, self.replications = int(attributes["months"]), int(attributes["replications"])
        self.samples_per_observation = int(attributes["samples_per_observation"])
        self.dropped_runs = int(attributes["dropped_runs"])

    @property
    def runs(self) -> int:
        """Runs of each arm, with those that came to no result."""
        return self.root.sizes["run"]

    @property
    def cluster(self) -> int:
        """Consecutive runs that form one independent observation."""
        return self.samples_per_observation * self.replications

    @property
    def outcomes(self) -> xr.Dataset:
        def with_sample() -> xr.Dataset:
            return self.group("outcomes").assign_coords(sample=("run", self.root["sample_of_run"].values),
                                                        replication=("run", self.root["replication_of_run"].values))
        return self.kept("outcomes of samples", with_sample)

    @property
    def summary(self) -> xr.Dataset:
        return self._with_date("summary", "record.summary: default")

    @property
    def history(self) -> xr.Dataset:
        return self._with_date("history", "record.history: {variables: [...], runs: {first: 256}}")

    @property
    def samples(self) -> xr.Dataset:
        return self.group("parameters")

    @property
    def levers(self) -> xr.Dataset:
        return self._with_date("levers")

    @property
    def events(self) -> pd.DataFrame:
        """Moves on the ladder, one a row; `events_of` has the other kinds."""
        return self.events_of("move")

    def events_of(self, kind: str, policy: Names = None, scenario: Names = None,
                  run: int | None = None) -> pd.DataFrame:
        """Events of one kind (move, settlement, election ...), of all arms or those named, of one run or all that are
        kept. Columns: policy, scenario, run, month, date (as the command exports it), the entity and its name, from,
        to; of moves and agreements each driver, what it adds to the logarithm of the yearly rate."""
        self._recorded("events", "record.events: {first: 512}")
        return event_table.events(self, kind, policy, scenario, run)

    @functools.cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that came to no result: policy, scenario, run, sample, replication, outcome. Empty if all did."""
        return event_table.failures(self)

    @functools.cached_property
    def provenance(self) -> Provenance:
        texts = {name: str(one.values) for name, one in self.group("provenance").items()}
        libraries = {name.removeprefix("library_"): text for name, text in texts.items() if name.startswith("library_")}
        return Provenance(str(self.root.attrs["title"]), int(self.root.attrs["seed_text"]), texts["precision"],
                          texts["program"], texts["revision"], texts["experiment"], texts["experiment_with_origins"],
                          libraries, texts.get("stopping", ""))

    # One number a run, by name: "crisis_cost", "peak_level[BEL_PRI]".

    @functools.cached_property
    def columns(self) -> list[str]:
        """Names of all outcomes that are one number a run, with their label where they have one."""
        return [f"{name}[{label}]" if label else name
                for name, data in self.group("outcomes").items() for label in self.labels_of(data) or [""]]

    @staticmethod
    def labels_of(outcome: xr.DataArray) -> list[str]:
        """Labels of an outcome's fourth axis as they are written in names; empty without one."""
        if outcome.ndim < 4:
            return []
        return [one if isinstance(one, str) else f"{one:g}" for one in outcome[outcome.dims[3]].values]

    def expand(self, outcome: str) -> list[str]:
        """Columns of an outcome: itself, or one for each label. UnknownName with the nearest."""
        known = self.group("outcomes").data_vars
        if outcome in known:
            return [f"{outcome}[{label}]" for label in self.labels_of(known[outcome])] or [outcome]
        if outcome in self.columns:
            return [outcome]
        raise unknown("outcome", outcome, [*known, *self.columns])

    def column(self, name: str) -> xr.DataArray:
        """One number a run: (policy, scenario, run). UnknownName; of an outcome with labels it names these."""
        known = self.group("outcomes").data_vars
        if self.expand(name) != [name]:
            raise UnknownLabel(name, self.labels_of(known[name]))
        if name in known:
            return known[name]
        outcome, _, label = name.removesuffix("]").partition("[")
        data = known[outcome]
        return data.isel({data.dims[3]: self.labels_of(data).index(label)})

    def unit(self, name: str) -> str:
        return str(self.column(name).attrs.get("units", ""))

    def runs_of(self, name: str, policy: str, scenario: str) -> np.ndarray:
        """Runs of one arm (runs,), float64, NaN where a run failed or there was nothing to measure."""
        return self.values(self.column(name).sel(policy=policy, scenario=scenario)).astype(np.float64)

    # Statistics; none without its interval.

    def mean(self, outcome: str, *, policy: Names = None, scenario: Names = None,
             confidence: float = 0.95) -> xr.Dataset:
        """Mean of an outcome, of 0 and 1 a probability: Dataset (policy, scenario [, label]) of mean, lower, upper and
        n, the number of independent observations."""
        return statistics.mean(self, outcome, policy, scenario, confidence)

    def quantile(self, outcome: str, p: float, *, policy: Names = None, scenario: Names = None,
                 confidence: float = 0.95) -> xr.Dataset:
        """Quantile p of single runs: Dataset (policy, scenario [, label]) of quantile, lower, upper, n."""
        return statistics.quantile(self, outcome, p, policy, scenario, confidence)

    def tail(self, outcome: str, level: float = 0.95, *, worst: str = "highest", policy: Names = None,
             scenario: Names = None, confidence: float = 0.95) -> xr.Dataset:
        """Expected shortfall, the mean of the worst share 1 - level of runs; worst: "highest" or "lowest". Dataset
        (policy, scenario [, label]) of tail_mean, lower, upper, n; no interval with less than 10 runs in the tail."""
        return statistics.tail(self, outcome, level, worst, policy, scenario, confidence)

    def exceedance(self, outcome: str, thresholds: Iterable[float] | None = None, *, policy: Names = None,
                   scenario: Names = None, confidence: float = 0.95) -> xr.Dataset:
        """P(outcome >= threshold): Dataset (policy, scenario, threshold) of share, lower, upper, n. Thresholds: those
        given, else at most 100 that all arms of the result share. Intervals hold at each threshold, not all at once."""
        return statistics.exceedance(self, outcome, thresholds, policy, scenario, confidence)

    def fan(self, variable: str, quantiles: Iterable[float] = (0.05, 0.25, 0.5, 0.75, 0.95), *, policy: Names = None,
            scenario: Names = None, confidence: float = 0.95) -> xr.Dataset:
        """Quantiles of single runs by month, of the runs whose history is kept: Dataset (policy, scenario, month
        [, entity], quantile) of value, lower, upper, n."""
        return statistics.fan(self, variable, quantiles, policy, scenario, confidence)

    def compare(self, a: str, b: str, outcomes: Names = None, *, scenario: Names = None, other: "Result | None" = None,
                confidence: float = 0.95) -> pd.DataFrame:
        """Policy a less policy b, run by run in the same luck, as `detente compare` prints it; with `other`, b of that
        result. A row for each scenario and outcome (default: costs and open conflict); see statistics.compare."""
        return statistics.compare(self, a, b, outcomes, scenario, other, confidence)

    def _recorded(self, group: str, how: str) -> xr.Dataset:
        if not self.has(group):
            raise ResultError(f"'{self.file}' has no {group}: the experiment did not record it ({how})")
        return self.group(group)

    def _with_date(self, group: str, how: str = "") -> xr.Dataset:
        def made() -> xr.Dataset:
            return self._recorded(group, how).assign_coords(date=("month", self.root["date"].values))
        return self.kept(f"{group} with date", made)

    def __repr__(self) -> str:
        dropped = f", {self.dropped_runs} of them dropped" if self.dropped_runs else ""
        return (f"<detente.Result {self.file}: {', '.join(self.policies)} in {', '.join(self.scenarios)}; "
                f"{self.runs} runs each{dropped}, {self.months} months>")


class UnknownLabel(ResultError):
    """An outcome with labels where one number a run is wanted."""

    def __init__(self, name: str, labels: list[str]):
        super().__init__(f"'{name}' has a number for each of {', '.join(labels)}; name one, as '{name}[{labels[0]}]'")
