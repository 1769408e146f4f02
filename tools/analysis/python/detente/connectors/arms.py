"""What connectors ask of a run that is not kept: policies of given levers, and means with intervals of one arm."""
import contextlib
import pathlib
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .. import intervals
from ..errors import DetenteError
from ..experiment import Experiment
from ..intervals import Estimate
from ..result import Result


@contextlib.contextmanager
def in_passing(experiment: Experiment, **options: Any) -> Iterator[Result]:
    """Runs the experiment into a temporary folder, which goes when the block ends; options as of Experiment.run."""
    with tempfile.TemporaryDirectory(prefix="detente-") as folder:
        with experiment.run(pathlib.Path(folder) / "result", **options) as result:
            yield result


def with_levers(experiment: Experiment, policy: str, levers: Mapping[str, Any], less: str | None) -> Experiment:
    """The experiment with a policy of these levers on top of what is written of it, alone or beside the policy `less`
    it is compared with."""
    changed = experiment.copy()
    for lever, setting in levers.items():
        changed.set(f"policies.{policy}.{lever}", setting)
    used = [policy] if less is None else [less, policy]
    return changed.set("policies.use", used).set("baseline", used[0])


def only_scenario(experiment: Experiment, scenario: str | None) -> str:
    """The scenario named, or the only one in use; DetenteError if it is not clear which."""
    used = experiment.get("scenarios.use")
    if scenario is not None:
        return scenario
    if not isinstance(used, list) or len(used) != 1:
        raise DetenteError(f"which scenario? '{experiment.name}' uses {used if used else 'all that its file names'}")
    return str(used[0])


def runs_of_arm(result: Result, outcome: str, policy: str, scenario: str, less: str | None) -> np.ndarray:
    """Runs (runs,) of an outcome, or of its difference to the policy `less` in the same luck."""
    runs = result.runs_of(outcome, policy, scenario)
    return runs if less is None else runs - result.runs_of(outcome, less, scenario)


def estimate_of_arm(result: Result, outcome: str, policy: str, scenario: str, less: str | None) -> Estimate:
    """Its mean with the 95 % interval; of 0 and 1 a probability."""
    runs = runs_of_arm(result, outcome, policy, scenario, less)
    if less is None:
        return intervals.mean_or_probability(runs, result.cluster)
    return intervals.mean_interval(intervals.cluster_means(runs, result.cluster))
