"""Runs in this process, without files, by the extension module `detente._engine`, where it is built.

What `_engine` has to offer (protocol 1). A text of an experiment is YAML as the command reads it, of exactly one
policy, one scenario and the design mc with one replication; files named in it are whole paths.

    PROTOCOL: int = 1
    revision: str                                revision of the source, as the command writes it into a result
    class ConfigError(Exception)                 str(error) is what the command prints of the faults, NAME:LINE:COLUMN
    outcome_table(experiment: str, name: str) -> list[tuple[str, str, str, str, Sequence[str | int]]]
        name, unit, meaning, dimension ("" of one number a run) and labels (empty then) of every outcome, in the order
        of the result file; labels as in the coordinate of that name there. `name` stands for the file in messages.
        Raises ConfigError.
    simulate(experiment: str, name: str, threads: int) -> dict[str, numpy.ndarray]
        Of every outcome of the table float64 in C order, shape (runs,) or (runs, labels), runs being design.samples:
        the numbers that the command writes into /outcomes of that one arm, bit for bit, whatever `threads` is (0: as
        many as the machine has). A run that fails is NaN in all outcomes. Raises ConfigError; releases the GIL while it
        computes, asks PyErr_CheckSignals() at least once a second and ends with KeyboardInterrupt when told to.

Nothing is kept between calls, and two may run at the same time.
"""
import importlib
import os
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import numpy as np
import xarray as xr

from .errors import CommandError, DetenteError
from .experiment import Experiment

PROTOCOL = 1
CONFIG_FAULT = 3  # exit code of the command for the same fault


def engine() -> ModuleType:
    """The extension module; ImportError with a sentence where there is none, or one of another protocol."""
    try:
        found = importlib.import_module("detente._engine")
    except ModuleNotFoundError as error:
        if error.name != "detente._engine":
            raise
        raise ImportError("detente._engine is not built for this Python: runs in this process need it; "
                          "detente.Experiment(...).run(...) gives the same numbers by calling the command") from None
    if found.PROTOCOL != PROTOCOL:
        raise ImportError(f"detente._engine speaks protocol {found.PROTOCOL}, this package {PROTOCOL}: "
                          "build both from one revision")
    return found


class Simulation:
    """A region with its coefficients, to be run again and again: `region` and `parameters` as in Experiment.

    ImportError if detente._engine is not built."""

    def __init__(self, region: str | os.PathLike | Mapping, parameters: str | os.PathLike | Mapping | None = None):
        self._engine = engine()
        self.region, self.parameters = region, parameters

    def run(self, policy: str | Mapping[str, Any], scenario: str | Mapping[str, Any] = "baseline", runs: int = 256,
            seed: int = 1, *, months: int = 180, precision: str = "double", threads: int = 0) -> xr.Dataset:
        """Outcomes (run [, label]) of one arm, NaN where a run failed, with the units, names and bits of the command.

        policy: a name in policies.yaml beside the region, or levers as {"mediation": 0.9}; scenario likewise. Run r has
        the same luck for every policy under the same seed. CommandError with every fault if something is wrong."""
        if runs < 1:
            raise DetenteError(f"{runs} runs: one or more are wanted")
        experiment = Experiment(self.region, _one(policy, "given"), _one(scenario, "given"),
                                {"type": "mc", "samples": runs, "replications": 1}, self.parameters,
                                name="simulation", seed=seed, months=months, precision=precision)
        text = experiment.text
        try:
            table = self._engine.outcome_table(text, "simulation.yaml")
            numbers = self._engine.simulate(text, "simulation.yaml", threads)
        except self._engine.ConfigError as error:
            raise CommandError(str(error), CONFIG_FAULT, text) from error
        return _labelled(table, numbers, runs, {"seed": seed, "months": months, "revision": self._engine.revision})


def _one(given: str | Mapping[str, Any], name: str) -> list[str] | dict[str, Any]:
    """One policy or scenario: by name out of the file, or written here."""
    return [given] if isinstance(given, str) else {"use": [name], name: dict(given)}


def _labelled(table, numbers: dict[str, np.ndarray], runs: int, attributes: dict[str, Any]) -> xr.Dataset:
    data, coordinates = {}, {"run": np.arange(runs, dtype=np.int32)}
    for name, unit, meaning, dimension, labels in table:
        dimensions = ("run", dimension) if dimension else ("run",)
        if dimension:
            coordinates[dimension] = list(labels)
        data[name] = (dimensions, numbers[name], {"units": unit, "long_name": meaning})
    return xr.Dataset(data, coordinates, attributes)
