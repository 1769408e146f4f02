"""The uncertain numbers of an experiment, with their laws, and experiments at chosen values of them."""
import csv
import dataclasses
import pathlib
import re
from collections.abc import Sequence

import numpy as np

from .. import yaml_text
from ..errors import DetenteError
from ..experiment import Experiment
from .arms import in_passing

NUMBER = r"(-?[\d.]+(?:e[-+]?\d+)?)"
LAW = re.compile(rf"(log-)?(uniform|triangular|normal, 95 % within) {NUMBER} to {NUMBER}(?:, mode {NUMBER})?")
SHARES = re.compile(r"region\.countries\.([^.]+)\.(stance|stock\.shares)\.")  # lists that sum to 1
WITHIN = re.compile(rf"uniform within {NUMBER} % of (itself|its distance to the nearer end of 0..1)")


@dataclasses.dataclass(frozen=True)
class SampledNumber:
    """One uncertain number.

    key: as in /parameters of a result; of a list that moves as a whole its factor, `<key>.factor`.
    law: "uniform", "triangular" or "normal", of the logarithm if is_logarithmic; the normal one has 95 % between lower
    and upper and is truncated there. lower, upper, mode: in the number's own unit; mode is NaN but of "triangular".
    columns, base: keys of single numbers, which are base times the value (base 1 where it is no factor).
    shares: of a share, keys and usual values of the whole list, which is divided by its sum in every sample.
    """
    key: str
    law: str
    lower: float
    upper: float
    mode: float
    is_logarithmic: bool
    unit: str
    columns: tuple[str, ...]
    base: tuple[float, ...]
    shares: tuple[tuple[str, float], ...] = ()


def sampled_numbers(experiment: Experiment, detente=None) -> list[SampledNumber]:
    """The uncertain numbers of the experiment in the order of its result. One run is computed to find them.

    DetenteError if nothing is uncertain, or a number has no law of its own (a posterior, a list)."""
    probe = experiment.copy().unset("stop").unset("analysis").unset("record").unset("uncertainties.correlations")
    probe.config["design"] = {"type": "factorial", "levels": 1}  # one sample: the median of every law
    if not probe.get("uncertainties"):
        raise DetenteError(f"nothing is uncertain in '{experiment.name}': it needs `uncertainties` "
                           "(docs/uncertainty.md)")
    with in_passing(probe, detente=detente) as result:
        inputs = yaml_text.load(result.provenance.experiment)
        return [_read(str(key), float(data.values[0]), data.attrs, inputs)
                for key, data in result.samples.data_vars.items()]


def _read(key: str, median: float, attributes: dict, inputs: dict) -> SampledNumber:
    text, unit = str(attributes["distribution"]), str(attributes.get("units", ""))
    columns, base = (key,), (1.0,)
    if text.startswith("common factor, "):
        columns, base = zip(*_elements(key.removesuffix(".factor"), inputs["parameters"]).items())
    law = LAW.match(text.removeprefix("common factor, "))
    if law:
        logarithmic, kind, lower, upper, mode = law.groups()
        return SampledNumber(key, kind.split(",")[0], float(lower), float(upper), float(mode or "nan"),
                             logarithmic is not None, unit, columns, base, _shares(key, inputs))
    within = WITHIN.match(text)
    if within is None:
        raise DetenteError(f"'{key}' has no law of its own ({text}): name the numbers one by one in `uncertainties`")
    size = abs(median) if within.group(2) == "itself" else min(median, 1 - median)
    half = float(within.group(1)) / 100 * size
    return SampledNumber(key, "uniform", median - half, median + half, float("nan"), False, unit, columns, base,
                         _shares(key, inputs))


def _shares(key: str, inputs: dict) -> tuple[tuple[str, float], ...]:
    found = SHARES.match(key)
    return tuple(_elements(found.group().removesuffix("."), inputs).items()) if found else ()


def _elements(key: str, inputs: dict) -> dict[str, float]:
    """Keys and values of all numbers of a list, a map or a matrix."""
    at = inputs
    for part in key.split("."):
        at = at[part]
    found: dict[str, float] = {}

    def visit(value, name: str) -> None:
        if isinstance(value, dict) and "value" in value:  # with its evidence
            visit(value["value"], name)
        elif isinstance(value, dict):
            for label, one in value.items():
                visit(one, f"{name}.{label}")
        elif isinstance(value, list):
            for k, one in enumerate(value):
                visit(one, f"{name}[{k}]")
        else:
            found[name] = float(value)

    visit(at, key)
    return found


def at_values(experiment: Experiment, numbers: Sequence[SampledNumber], values: np.ndarray, replications: int,
              table: pathlib.Path) -> Experiment:
    """The experiment at these values (samples, numbers) in place of its design; `table` is the CSV file it will read.
    Sample k has the luck that sample k has in every design. DetenteError if a value is no number."""
    if values.ndim != 2 or values.shape[1] != len(numbers) or not np.isfinite(values).all():
        raise DetenteError(f"values of the shape (samples, {len(numbers)}) are wanted, all finite; "
                           f"these have {values.shape}")
    columns: dict[str, np.ndarray] = {}
    for k, one in enumerate(numbers):
        columns |= {key: base * values[:, k] for key, base in zip(one.columns, one.base)}
    for shares in {one.shares for one in numbers if one.shares}:
        whole = {key: columns.get(key, np.full(len(values), usual)) for key, usual in shares}
        total = sum(whole.values())
        columns |= {key: value / total for key, value in whole.items()}
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*(value.tolist() for value in columns.values())))
    changed = experiment.copy().unset("uncertainties").unset("stop").unset("analysis").unset("record")
    changed.config["design"] = {"type": "list", "from": str(table.resolve()), "replications": replications}
    return changed
