"""A search over the levers of a policy by Optuna (3.1 and later).

    objective = Objective(experiment, {"mediation": (0, 1)}, "net_position", less="status_quo", sign=-1)
    optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1)).optimize(objective, n_trials=50)

`detente tune` searches too, for several goals and with the uncertainty of the result counted in (docs/tuning.md).
"""
from collections.abc import Mapping, Sequence

try:
    import optuna
except ImportError as error:
    raise ImportError("detente.connectors.optuna needs Optuna: apt-get install python3-optuna") from error

from ..experiment import Experiment
from .arms import estimate_of_arm, in_passing, only_scenario, with_levers


class Objective:
    """What Optuna calls with a trial: the mean of an outcome, or of several, under the levers that the trial suggests.

    levers: ranges by lever, as {"access.mobility.SRB": (0, 1)}, on top of what is written of `policy`.
    less: a policy of which the difference in the same luck is taken. sign: -1 where high is good and the study
    minimizes, one for all or for each outcome. Every trial runs under the same seed, so trials share their luck: what
    is best in it is a little too good; run the best again under another seed.
    The attributes "<outcome>", "<outcome> lower", "<outcome> upper" and "<outcome> n" of a trial have the estimate with
    its 95 % interval, without the sign.
    """

    def __init__(self, experiment: Experiment, levers: Mapping[str, tuple[float, float]], outcomes: str | Sequence[str],
                 *, policy: str = "searched", scenario: str | None = None, less: str | None = None,
                 sign: float | Sequence[float] = 1, runs: int | None = None, threads: int | None = None, detente=None):
        self.experiment, self.levers, self.policy, self.less = experiment.copy(), dict(levers), policy, less
        self.outcomes = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        self.signs = list(sign) if isinstance(sign, Sequence) else [sign] * len(self.outcomes)
        if len(self.signs) != len(self.outcomes):
            raise ValueError(f"{len(self.signs)} signs for {len(self.outcomes)} outcomes")
        self.scenario = only_scenario(experiment, scenario)
        self.experiment.set("scenarios.use", [self.scenario]).unset("record")
        self.options = {"runs": runs, "threads": threads, "detente": detente}

    def __call__(self, trial: optuna.trial.BaseTrial) -> float | tuple[float, ...]:
        settings = {lever: trial.suggest_float(lever, low, high) for lever, (low, high) in self.levers.items()}
        values = []
        with in_passing(with_levers(self.experiment, self.policy, settings, self.less), **self.options) as result:
            for outcome, sign in zip(self.outcomes, self.signs):
                found = estimate_of_arm(result, outcome, self.policy, self.scenario, self.less)
                for name, value in ((outcome, found.value), (f"{outcome} lower", found.lower),
                                    (f"{outcome} upper", found.upper), (f"{outcome} n", found.n)):
                    trial.set_user_attr(name, value)
                values.append(sign * found.value)
        return values[0] if len(values) == 1 else tuple(values)
