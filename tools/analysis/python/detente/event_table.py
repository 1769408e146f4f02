"""Tables of what happened: events with names in place of positions, and runs that failed."""
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from .errors import ResultError, chosen, unknown

if TYPE_CHECKING:
    from .result import Result

# What the entity of a kind is; those that are not here have none.
ENTITIES = {"move": "dispute", "settlement": "dispute", "breakdown": "dispute", "election": "country",
            "contract": "country", "stance": "country", "surge": "mission", "rule": "rule"}


def events(result: "Result", kind: str, policy, scenario, run: int | None) -> pd.DataFrame:
    kinds = result.subgroups("events")
    if kind not in kinds:
        raise unknown("kind of event", kind, kinds)
    rows = result.group(f"events/{kind}")
    policies = chosen("policy", policy, result.policies)
    scenarios = chosen("scenario", scenario, result.scenarios)
    wanted = (_is_among(result, rows, "policy_index", result.policies, policies) &
              _is_among(result, rows, "scenario_index", result.scenarios, scenarios))
    if run is not None:
        kept = result.root.sizes.get("event_run", 0)
        if not 0 <= run < kept:
            raise ResultError(f"events of run {run} are not kept: those of the first {kept} are (record.events.first)")
        wanted &= result.values(rows["run_index"]) == run
    table = _table(result, kind, rows.isel(event=np.flatnonzero(wanted)))
    for name, named in (("policy", policies), ("scenario", scenarios)):
        table[name] = table[name].cat.set_categories(named)
    return table


def failures(result: "Result") -> pd.DataFrame:
    if not result.has("failures"):
        return pd.DataFrame(columns=["policy", "scenario", "run", "sample", "replication", "outcome"])
    rows = result.group("failures")
    return pd.DataFrame({"policy": _labels(result, rows, "policy_index", result.policies),
                         "scenario": _labels(result, rows, "scenario_index", result.scenarios),
                         "run": rows["run_index"].values, "sample": rows["sample_index"].values,
                         "replication": rows["replication"].values, "outcome": rows["outcome"].values.astype(str)})


def _table(result: "Result", kind: str, rows: xr.Dataset) -> pd.DataFrame:
    month = result.values(rows["month_index"])
    columns = {"policy": _labels(result, rows, "policy_index", result.policies),
               "scenario": _labels(result, rows, "scenario_index", result.scenarios),
               "run": result.values(rows["run_index"]), "month": month,
               "date": result.root["date"].values[month].astype(str)}
    entity = ENTITIES.get(kind)
    if entity is not None:
        columns[entity] = _labels(result, rows, "entity", result.text_labels(entity))
        if f"{entity}_name" in result.root:
            columns[f"{entity}_name"] = result.root[f"{entity}_name"].values[result.values(rows["entity"])].astype(str)
    columns |= {name: result.values(rows[name]) for name in ("from", "to")}
    table = pd.DataFrame(columns)
    if "contribution" in rows:
        drivers = pd.DataFrame(result.values(rows["contribution"]), columns=result.text_labels("driver"))
        table = pd.concat([table, drivers], axis=1)
    return table


def _labels(result: "Result", rows: xr.Dataset, index: str, labels: list[str]) -> pd.Categorical:
    """The label of each row; categorical, since millions of rows have a few of them."""
    return pd.Categorical.from_codes(result.values(rows[index]), categories=labels)


def _is_among(result: "Result", rows: xr.Dataset, index: str, all_labels: list[str], wanted: list[str]) -> np.ndarray:
    return np.isin(result.values(rows[index]), [all_labels.index(one) for one in wanted])
