"""A model of the EMA Workbench 2.5: uncertainties, levers and outcomes of an experiment.

    model = DetenteModel("balkans", experiment, levers={"mediation": (0, 1)}, outcomes=["crisis_cost"])
    experiments, outcomes = ema_workbench.perform_experiments(model, scenarios=100, policies=4)

A scenario of the workbench is a choice of the uncertain numbers, a policy one of the levers; each pair is one call of
the command. Names are identifiers, as the workbench wants them from 3.0 on (release notes of 2.5.0); `variable_name`
has the key. The interface is that of em_framework/model.py: SingleReplication calls run_experiment with all values by
variable name, and takes outcomes by theirs.
"""
import pathlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

try:
    from ema_workbench import RealParameter, ScalarOutcome
    from ema_workbench.em_framework.model import SingleReplication
except ImportError as error:
    raise ImportError("detente.connectors.ema needs the EMA Workbench: pip install ema_workbench") from error

from ..experiment import Experiment
from .arms import estimate_of_arm, in_passing, only_scenario, with_levers
from .sampled_numbers import at_values, sampled_numbers


def identifier(key: str) -> str:
    """A key as a name of the workbench: "mean.g[SRB]" is mean_g_SRB."""
    return re.sub(r"\W+", "_", key).strip("_")


class DetenteModel(SingleReplication):
    """An experiment as a model of the workbench.

    name: letters and digits. levers: ranges by lever of the policy that is made, as {"access.mobility.SRB": (0, 1)}.
    outcomes: means over runs, each followed by the ends of its 95 % interval, <name>_lower and <name>_upper; with
    `less` of the difference to that policy. kinds: direction by outcome for searches (ScalarOutcome.MINIMIZE ...).
    runs: of each call, all under the same seed: the same luck in every one. Uncertain numbers are taken over their
    whole ranges (the workbench weighs no values); their laws serve `design` and detente.connectors.salib.
    """

    def __init__(self, name: str, experiment: Experiment, levers: Mapping[str, tuple[float, float]],
                 outcomes: Sequence[str], *, policy: str = "levers", scenario: str | None = None,
                 less: str | None = None, runs: int = 64, kinds: Mapping[str, int] | None = None,
                 threads: int | None = None, detente=None):
        super().__init__(name)
        self.experiment, self.made_policy, self.less, self.runs = experiment.copy(), policy, less, runs
        self.scenario = only_scenario(experiment, scenario)
        self.experiment.set("scenarios.use", [self.scenario])
        self.options = {"threads": threads, "detente": detente}
        self.measured = list(outcomes)
        self.numbers = sampled_numbers(self.experiment, detente) if experiment.get("uncertainties") else []
        self.lever_keys = list(levers)
        self.uncertainties = [RealParameter(identifier(one.key), one.lower, one.upper, variable_name=one.key)
                              for one in self.numbers]
        self.levers = [RealParameter(identifier(key), low, high, variable_name=key)
                       for key, (low, high) in levers.items()]
        self.outcomes = [self._outcome(one, end, kinds or {})
                         for one in self.measured for end in ("", "_lower", "_upper")]

    def run_experiment(self, experiment: Mapping[str, Any]) -> dict[str, float]:
        """Outcomes by variable name, of numbers and levers by theirs; called by the workbench."""
        levers = {key: float(experiment[key]) for key in self.lever_keys}
        changed = with_levers(self.experiment, self.made_policy, levers, self.less)
        with tempfile.TemporaryDirectory(prefix="detente-") as folder:
            if self.numbers:
                values = np.array([[float(experiment[one.key]) for one in self.numbers]])
                changed = at_values(changed, self.numbers, values, self.runs, pathlib.Path(folder) / "sample.csv")
            else:
                changed.config["design"] = {"type": "mc", "samples": self.runs}
            with in_passing(changed, **self.options) as result:
                return {key: value for one in self.measured for key, value in self._measure(result, one).items()}

    def _measure(self, result, outcome: str) -> dict[str, float]:
        found = estimate_of_arm(result, outcome, self.made_policy, self.scenario, self.less)
        return {outcome: found.value, f"{outcome}_lower": found.lower, f"{outcome}_upper": found.upper}

    @staticmethod
    def _outcome(outcome: str, end: str, kinds: Mapping[str, int]) -> ScalarOutcome:
        kind = kinds.get(outcome, ScalarOutcome.INFO) if end == "" else ScalarOutcome.INFO
        return ScalarOutcome(identifier(outcome) + end, kind=kind, variable_name=outcome + end)
