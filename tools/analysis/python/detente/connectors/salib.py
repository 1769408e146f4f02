"""Sensitivity analysis by SALib of an experiment's uncertain numbers (problem dict of SALib 1.4, src/SALib/util).

    study = Study(experiment, ["crisis_cost"], policy="status_quo", replications=4)
    X = SALib.sample.sobol.sample(study.problem, 64)
    indices = SALib.analyze.sobol.analyze(study.problem, study.evaluate(X))

Nothing of SALib is imported here: a problem is a dict, samples and answers are arrays.
"""
import math
import pathlib
import tempfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..errors import DetenteError
from ..experiment import Experiment
from .arms import in_passing, only_scenario, runs_of_arm
from .sampled_numbers import SampledNumber, at_values, sampled_numbers

Z_95 = 1.959963984540054  # half the middle 95 % of a normal law, in standard deviations


class Study:
    """The uncertain numbers of an experiment as a problem of SALib, and the outcomes at chosen values of them.

    problem: {"num_vars", "names", "bounds", "dists"}; a number that moves on the logarithmic scale stands in it as the
    natural logarithm of its ratio to its lower end, named "ln(key/lower)": SALib knows hardly any law on that scale.
    outcomes: of one policy in one scenario, or, with `less`, of its difference to another policy in the same luck.
    """

    def __init__(self, experiment: Experiment, outcomes: str | Sequence[str], policy: str, *,
                 scenario: str | None = None, less: str | None = None, replications: int = 1,
                 threads: int | None = None, detente=None):
        self.experiment, self.policy, self.less, self.replications = experiment.copy(), policy, less, replications
        self.outcomes = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        self.scenario = only_scenario(experiment, scenario)
        self.options = {"threads": threads, "detente": detente}
        self.experiment.set("scenarios.use", [self.scenario])
        self.experiment.set("policies.use", [policy] if less is None else [less, policy])
        self.experiment.set("baseline", policy if less is None else less)
        self.numbers: list[SampledNumber] = sampled_numbers(self.experiment, detente)
        laws = [_law_of(one) for one in self.numbers]
        self.problem: dict[str, Any] = {
            "num_vars": len(laws), "names": [_name_of(one) for one in self.numbers],
            "bounds": [bounds for _, bounds in laws], "dists": [dist for dist, _ in laws]}

    def values(self, samples: np.ndarray) -> np.ndarray:
        """Samples of the problem (samples, num_vars) as values of the numbers, each in its own unit and law's range."""
        values = np.array(samples, dtype=float)
        for k, one in enumerate(self.numbers):
            if one.is_logarithmic:
                values[:, k] = np.clip(one.lower * np.exp(values[:, k]), one.lower, one.upper)
        return values

    def evaluate(self, samples: np.ndarray) -> np.ndarray:
        """Means over replications at each sample: (samples,), of several outcomes (samples, outcomes). One run of the
        command. NaN where all replications failed or had nothing to measure. Luck is in it: more replications, or
        `detente sensitivity`, which takes it out."""
        with tempfile.TemporaryDirectory(prefix="detente-") as folder:
            experiment = at_values(self.experiment, self.numbers, self.values(np.atleast_2d(samples)),
                                   self.replications, pathlib.Path(folder) / "samples.csv")
            with in_passing(experiment, **self.options) as result:
                answers = [self._means(runs_of_arm(result, one, self.policy, self.scenario, self.less))
                           for one in self.outcomes]
        return answers[0] if len(answers) == 1 else np.stack(answers, axis=1)

    def _means(self, runs: np.ndarray) -> np.ndarray:
        samples = runs.reshape(-1, self.replications)
        known = ~np.isnan(samples)
        sums, counts = np.where(known, samples, 0).sum(axis=1), known.sum(axis=1)
        return np.divide(sums, counts, out=np.full(len(samples), np.nan), where=counts > 0)


def _name_of(number: SampledNumber) -> str:
    return f"ln({number.key}/{number.lower:g})" if number.is_logarithmic else number.key


def _law_of(number: SampledNumber) -> tuple[str, list[float]]:
    """SALib's name and bounds of a law; DetenteError where it has none."""
    def scale(value: float) -> float:
        return math.log(value / number.lower) if number.is_logarithmic else value

    lower, upper = scale(number.lower), scale(number.upper)
    if number.law == "uniform":
        return "unif", [lower, upper]
    if number.law == "normal":
        return "truncnorm", [lower, upper, (lower + upper) / 2, (upper - lower) / 2 / Z_95]
    peak = (scale(number.mode) - lower) / (upper - lower)
    if upper <= 0 or peak >= 1:  # SALib refuses both
        raise DetenteError(f"SALib has no triangular law like that of '{number.key}' (its upper end is not above 0, or "
                           "is its mode); write it a uniform one in `uncertainties`")
    return "triang", [lower, upper, peak]
