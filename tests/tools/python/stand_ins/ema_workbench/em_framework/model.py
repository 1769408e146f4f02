"""AbstractModel and SingleReplication, as far as a model with run_experiment has to do with them."""


class AbstractModel:
    def __init__(self, name):
        if not name.isalnum():
            raise ValueError("name of model should only contain alpha numerical characters")
        self.name = name
        self.uncertainties, self.levers, self.outcomes, self.constants = [], [], [], []
        self._outcomes_output = {}

    @property
    def outcomes_output(self):
        return self._outcomes_output

    @outcomes_output.setter
    def outcomes_output(self, outputs):
        for outcome in self.outcomes:
            data = [outputs[variable] for variable in outcome.variable_name]
            self._outcomes_output[outcome.name] = outcome.process(data)

    def reset_model(self):
        self._outcomes_output = {}


class SingleReplication(AbstractModel):
    def run_model(self, scenario, policy):
        experiment = {}
        for given, parameters in ((scenario, self.uncertainties), (policy, self.levers)):
            for parameter in parameters:
                for variable in parameter.variable_name:
                    experiment[variable] = given[parameter.name]
        self.outcomes_output = self.run_experiment(experiment)
