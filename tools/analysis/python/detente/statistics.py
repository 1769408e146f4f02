"""Statistics of a result, each with its interval: those of `detente analyze` and `detente compare`, by their methods.

Runs that failed are missing in every arm. Observations are what the design makes independent: runs, samples with their
replications, or batches (docs/analysis.md).
"""
import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from . import intervals
from .errors import ResultError, chosen, unknown
from .intervals import Comparison, Estimate

if TYPE_CHECKING:
    from .result import Names, Result

USUAL_OUTCOMES = ["crisis_cost", "crisis_cost.component", "policy_cost", "asset_value", "net_position", "open_conflict"]


def mean(result: "Result", outcome: str, policy: "Names", scenario: "Names", confidence: float) -> xr.Dataset:
    def of_runs(runs):
        return intervals.mean_or_probability(runs, result.cluster, confidence)
    return _of_arms(result, outcome, "mean", of_runs, policy, scenario, confidence)


def quantile(result: "Result", outcome: str, p: float, policy: "Names", scenario: "Names",
             confidence: float) -> xr.Dataset:
    _check_share("p", p)

    def of_runs(runs):
        return intervals.quantile_interval(runs, p, result.cluster, confidence)
    return _of_arms(result, outcome, "quantile", of_runs, policy, scenario, confidence).assign_attrs(p=p)


def tail(result: "Result", outcome: str, level: float, worst: str, policy: "Names", scenario: "Names",
         confidence: float) -> xr.Dataset:
    _check_share("level", level)
    if worst not in ("highest", "lowest"):
        raise unknown("worst", worst, ["highest", "lowest"])

    def of_runs(runs):
        return intervals.tail_mean(runs, level, worst == "highest", result.cluster, confidence)
    data = _of_arms(result, outcome, "tail_mean", of_runs, policy, scenario, confidence)
    return data.assign_attrs(level=level, worst=worst)


def exceedance(result: "Result", outcome: str, thresholds: Iterable[float] | None, policy: "Names", scenario: "Names",
               confidence: float) -> xr.Dataset:
    _check_share("confidence", confidence)
    data = result.column(outcome)
    if thresholds is None:  # of all arms, so that a choice of arms moves no threshold
        at = intervals.shared_thresholds(result.values(data).astype(float))
    else:
        at = np.asarray(list(thresholds), dtype=float)
    policies = chosen("policy", policy, result.policies)
    scenarios = chosen("scenario", scenario, result.scenarios)
    curves = np.array([[[_share_above(runs, one, result.cluster, confidence) for one in at]
                        for runs in (result.runs_of(outcome, p, s) for s in scenarios)] for p in policies])
    coordinates = {"policy": policies, "scenario": scenarios,
                   "threshold": ("threshold", at, {"units": result.unit(outcome)})}
    return _dataset("share", curves, ("policy", "scenario", "threshold"), coordinates, "1",
                    {"outcome": outcome, "confidence": confidence})


def fan(result: "Result", variable: str, quantiles: Iterable[float], policy: "Names", scenario: "Names",
        confidence: float) -> xr.Dataset:
    _check_share("confidence", confidence)
    shares = [float(one) for one in quantiles]
    for one in shares:
        _check_share("a quantile", one)
    if variable not in result.history.data_vars:
        raise _not_in_history(result, variable)
    policies = chosen("policy", policy, result.policies)
    scenarios = chosen("scenario", scenario, result.scenarios)
    data = result.history[variable].sel(policy=policies, scenario=scenarios)
    data = data.transpose("policy", "scenario", "month", ..., "history_run")

    def of_arm(arm: xr.DataArray) -> np.ndarray:
        runs = _whole_observations(result, result.values(arm).astype(np.float64))
        return np.stack([intervals.quantile_intervals(runs, p, result.cluster, confidence) for p in shares], axis=-2)

    curves = np.array([[of_arm(data.sel(policy=p, scenario=s)) for s in scenarios] for p in policies])
    coordinates = {name: data[name] for name in data.dims[:-1]} | {"date": data["date"], "quantile": shares}
    return _dataset("value", curves, (*data.dims[:-1], "quantile"), coordinates, data.attrs.get("units", ""),
                    {"variable": variable, "confidence": confidence})


def compare(result: "Result", a: str, b: str, outcomes: "Names", scenario: "Names", other: "Result | None",
            confidence: float) -> pd.DataFrame:
    """Columns, of each outcome in its unit: a, b, difference and lower_in, equal_in, higher_in (shares of pairs of
    runs), each with _lower and _upper but difference, whose interval is lower and upper; n, independent observations;
    run_p05, run_p50, run_p95 of differences of single runs; variance_reduction; p_value and p_value_holm, adjusted over
    the outcomes of the scenario; distinguishable, whether the interval excludes 0."""
    _check_share("confidence", confidence)
    second = result if other is None else other
    chosen("policy", [a], result.policies)
    chosen("policy", [b], second.policies)
    if second is result and a == b:
        raise ResultError(f"'{a}' less itself: two different policies are wanted")
    _check_pairing(result, second)
    asked = USUAL_OUTCOMES if outcomes is None else [outcomes] if isinstance(outcomes, str) else list(outcomes)
    columns = [column for one in asked for column in result.expand(one)]
    if second is not result:
        columns = [one for one in columns if one in second.columns]
    blocks = [_compared(result, second, a, b, one, columns, confidence)
              for one in chosen("scenario", scenario, result.scenarios)]
    table = pd.concat(blocks).set_index(["scenario", "outcome"])
    table.attrs = {"a": a, "b": b, "confidence": confidence}
    return table


def _compared(first: "Result", second: "Result", a: str, b: str, scenario: str, columns: list[str],
              confidence: float) -> pd.DataFrame:
    chosen("scenario", [scenario], second.scenarios)
    runs = min(first.runs, second.runs) // first.cluster * first.cluster
    rows = []
    for name in columns:
        in_a = first.runs_of(name, a, scenario)[:runs]
        in_b = second.runs_of(name, b, scenario)[:runs]
        rows.append(_row(name, first.unit(name), in_a, in_b, first.cluster, confidence))
    table = pd.DataFrame(rows)
    table["p_value_holm"] = intervals.holm_adjusted(table["p_value"].to_numpy())
    table.insert(0, "scenario", scenario)
    return table


def _row(name: str, unit: str, a: np.ndarray, b: np.ndarray, cluster: int, confidence: float) -> dict:
    found: Comparison = intervals.paired_comparison(a, b, cluster, confidence)
    if intervals.is_indicator(a) and intervals.is_indicator(b):
        arms = [intervals.probability_interval(one, cluster, confidence) for one in (a, b)]
    else:
        arms = [intervals.mean_interval(intervals.cluster_means(one, cluster), confidence) for one in (a, b)]
    row = {"outcome": name, "unit": unit}
    for what, one in zip(("a", "b"), arms):
        row |= _with_ends(what, one)
    row |= {"difference": found.difference.value, "lower": found.difference.lower, "upper": found.difference.upper,
            "n": found.difference.n, "distinguishable": found.difference.excludes_zero}
    for what in ("lower_in", "equal_in", "higher_in"):
        row |= _with_ends(what, getattr(found, what))
    row |= dict(zip(("run_p05", "run_p50", "run_p95"), found.run_quantiles))
    return row | {"variance_reduction": found.variance_reduction, "p_value": found.p_value}


def _with_ends(name: str, one: Estimate) -> dict[str, float]:
    return {name: one.value, f"{name}_lower": one.lower, f"{name}_upper": one.upper}


def _check_pairing(a: "Result", b: "Result") -> None:
    """Runs of two results are in the same luck only if all of this is the same."""
    for name in ("seed_text", "replications", "months", "design", "samples_per_observation"):
        in_a, in_b = a.root.attrs[name], b.root.attrs[name]
        if in_a != in_b:
            what = name.removesuffix("_text").replace("_", " ")
            raise ResultError(f"runs are not in the same luck: the {what} is {in_a} in '{a.file}' "
                              f"and {in_b} in '{b.file}'")


def _of_arms(result: "Result", outcome: str, name: str, of_runs: Callable[[np.ndarray], Estimate], policy: "Names",
             scenario: "Names", confidence: float) -> xr.Dataset:
    """A statistic of every arm, and of every label where the outcome has some."""
    _check_share("confidence", confidence)
    policies = chosen("policy", policy, result.policies)
    scenarios = chosen("scenario", scenario, result.scenarios)
    columns = result.expand(outcome)
    numbers = np.array([[[of_runs(result.runs_of(column, p, s)) for column in columns] for s in scenarios]
                        for p in policies])
    attributes, unit = {"outcome": outcome, "confidence": confidence}, result.unit(columns[0])
    coordinates = {"policy": policies, "scenario": scenarios}
    if columns == [outcome]:
        return _dataset(name, numbers[:, :, 0], ("policy", "scenario"), coordinates, unit, attributes)
    label = result.outcomes[outcome].dims[3]
    coordinates[label] = result.outcomes[label].values
    return _dataset(name, numbers, ("policy", "scenario", label), coordinates, unit, attributes)


def _dataset(name: str, numbers: np.ndarray, dimensions: tuple, coordinates: dict, unit: str,
             attributes: dict) -> xr.Dataset:
    """Estimates (..., 4) as a Dataset of the value under its name, lower, upper and n."""
    data = {key: (dimensions, numbers[..., k], {"units": unit}) for k, key in enumerate((name, "lower", "upper"))}
    data["n"] = (dimensions, numbers[..., 3].astype(np.int64), {"long_name": "independent observations"})
    return xr.Dataset(data, coordinates, attributes)


def _share_above(runs: np.ndarray, threshold: float, cluster: int, confidence: float) -> Estimate:
    return intervals.probability_interval(np.where(np.isnan(runs), np.nan, runs >= threshold), cluster, confidence)


def _whole_observations(result: "Result", values: np.ndarray) -> np.ndarray:
    """Histories (..., runs) of whole observations, runs dropped in any arm missing."""
    runs = values.shape[-1] // result.cluster * result.cluster
    if runs == 0:
        raise ResultError(f"histories of {values.shape[-1]} runs are kept, an observation of this design has "
                          f"{result.cluster}: record.history.runs.first must be as large")
    values = values[..., :runs]
    dropped = result.failures["run"].to_numpy(dtype=int)
    values[..., dropped[dropped < runs]] = math.nan
    return values


def _not_in_history(result: "Result", variable: str) -> Exception:
    with_mean = [name.removesuffix("_mean") for name in result.group("summary")] if result.has("summary") else []
    if variable in with_mean:
        return ResultError(f"no history of '{variable}' is kept, only its summary; add it to record.history.variables")
    return unknown("variable in the history", variable, result.history.data_vars)


def _check_share(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(f"{name} is {value}: it lies between 0 and 1")
