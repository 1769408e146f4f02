"""What detente.connectors.ema needs of the EMA Workbench, as its 2.x documents it: model, parameters, outcomes, and a
runner of experiments. Names are checked as 3.0 does: they are identifiers."""
import itertools


class Variable:
    """A name, and the names that it has in the model."""

    def __init__(self, name, variable_name=None):
        if not name.isidentifier():
            raise ValueError(f"{name} is no valid Python identifier")
        self.name = name
        self.variable_name = [variable_name or name] if isinstance(variable_name or name, str) else variable_name


class RealParameter(Variable):
    def __init__(self, name, lower_bound, upper_bound, resolution=None, default=None, variable_name=None, pff=False):
        super().__init__(name, variable_name)
        if lower_bound >= upper_bound:
            raise ValueError("upper bound should be larger than lower bound")
        self.lower_bound, self.upper_bound, self.default = lower_bound, upper_bound, default


class ScalarOutcome(Variable):
    MINIMIZE, INFO, MAXIMIZE = -1, 0, 1

    def __init__(self, name, kind=INFO, variable_name=None, function=None, expected_range=None, shape=None):
        super().__init__(name, variable_name)
        self.kind = kind

    def process(self, values):
        if len(values) != 1:
            raise ValueError(f"one value is wanted of {self.name}")
        return values[0]


def perform_experiments(model, scenarios, policies):
    """Every scenario under every policy: lists of dicts. Outcomes by name, a list each."""
    outcomes = {one.name: [] for one in model.outcomes}
    for policy, scenario in itertools.product(policies, scenarios):
        model.run_model(dict(scenario), dict(policy))
        for name, value in model.outcomes_output.items():
            outcomes[name].append(value)
        model.reset_model()
    return outcomes
