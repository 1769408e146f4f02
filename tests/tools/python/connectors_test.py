"""Connectors: SALib's problem and its evaluation, a model of the EMA Workbench (a stand-in beside this file), and a
real search by Optuna. What they tell has to be what the command computes of the same values."""
import importlib
import math
import pathlib
import sys
import unittest.mock

import numpy
from scipy import stats

from package_case import CommandTest, experiment, temporary_folder
from detente_command import main

import detente
from detente.connectors import salib

STAND_INS = pathlib.Path(__file__).resolve().parent / "stand_ins"
# A factor of a list, laws of every kind, rates on the logarithmic scale, shares that sum to 1.
UNCERTAIN = {"from_evidence": ["cost", "escalation", "governance", "region.countries.SRB"],
             "mistrust.mis_arms": {"distribution": "triangular", "min": 0.1, "mode": 0.15, "max": 0.4}}


def setUpModule():
    global MANY
    MANY = temporary_folder() / "many"
    small(uncertainties=UNCERTAIN, design={"type": "mc", "samples": 12, "replications": 2}).run(MANY).close()


def small(**blocks):
    return experiment(record={}, **blocks)


class Salib(CommandTest):
    def test_values_of_a_monte_carlo_give_its_runs_again(self):
        """Would catch a number in another's column, a factor that moves one element, shares that sum to anything, and
        a logarithm that is not taken back. The oracle is the command's own sampling, in the same luck."""
        study = salib.Study(small(uncertainties=UNCERTAIN), ["crisis_cost", "mean.g[SRB]"], "align_and_comply",
                            less="status_quo", replications=2)
        with detente.open(MANY) as result:
            values = numpy.stack([result.samples[one.key].values for one in study.numbers], axis=1)
            logarithms = [one.is_logarithmic for one in study.numbers]
            self.assertTrue(any(logarithms) and not all(logarithms))
            lower = numpy.array([one.lower for one in study.numbers])
            samples = values.copy()
            samples[:, logarithms] = numpy.log(values[:, logarithms] / lower[logarithms])
            answers = study.evaluate(samples)
            for k, outcome in enumerate(study.outcomes):
                wanted = (result.runs_of(outcome, "align_and_comply", "baseline") -
                          result.runs_of(outcome, "status_quo", "baseline")).reshape(12, 2).mean(axis=1)
                numpy.testing.assert_allclose(answers[:, k], wanted, rtol=1e-6, atol=1e-9, err_msg=outcome)

    def test_the_problem_has_the_laws_that_were_sampled(self):
        """Would catch bounds of another number, ends in place of moments, and a peak in the wrong unit: every sample of
        the command lies inside, and known laws are themselves, as SALib.util of 1.4 reads them."""
        study = salib.Study(small(uncertainties=UNCERTAIN), "crisis_cost", "status_quo")
        problem = study.problem
        self.assertEqual({len(problem[key]) for key in ("names", "bounds", "dists")}, {problem["num_vars"]})
        at = {name: (dist, bounds) for name, dist, bounds in zip(problem["names"], problem["dists"], problem["bounds"])}
        self.assertEqual(at["escalation.b_ten"], ("unif", [1.0, 3.0]))
        kind, bounds = at["escalation.b_gov"]
        self.assertEqual((kind, bounds[:3]), ("truncnorm", [2.0, 4.6, 3.3]))
        self.assertAlmostEqual(bounds[3], 1.3 / 1.959964, places=6)
        self.assertEqual(at["ln(cost.mediation_cost.factor/0.5)"], ("unif", [0.0, math.log(4.0)]))
        self.assertEqual(at["mistrust.mis_arms"][0], "triang")
        numpy.testing.assert_allclose(at["mistrust.mis_arms"][1], [0.1, 0.4, 1 / 6])
        with detente.open(MANY) as result:
            for one, dist, bounds in zip(study.numbers, problem["dists"], problem["bounds"]):
                drawn = result.samples[one.key].values
                drawn = numpy.log(drawn / one.lower) if one.is_logarithmic else drawn
                low, high = bounds[0], bounds[1]
                slack = 1e-5 * max(abs(low), abs(high))
                self.assertTrue((drawn >= low - slack).all() and (drawn <= high + slack).all(), (one, drawn))
                if dist == "triang":
                    middle = stats.triang.ppf(0.5, c=bounds[2], loc=low, scale=high - low)
                    self.assertTrue(low < middle < high)

    def test_what_has_no_law_or_is_not_uncertain_is_refused(self):
        with self.assertRaisesRegex(detente.DetenteError, "nothing is uncertain in 'small'"):
            salib.Study(small(), "crisis_cost", "status_quo")
        study = salib.Study(small(uncertainties={"from_evidence": ["escalation.b_ten"]}), "crisis_cost", "status_quo")
        with self.assertRaisesRegex(detente.DetenteError, r"the shape \(samples, 1\)"):
            study.evaluate(numpy.ones((3, 2)))
        self.assertEqual(study.evaluate(numpy.array([[1.0], [2.0], [3.0]])).shape, (3,))


class Ema(CommandTest):
    def model(self, **options):
        sys.path.insert(0, str(STAND_INS))
        self.addCleanup(sys.path.remove, str(STAND_INS))
        ema = importlib.import_module("detente.connectors.ema")
        uncertain = {"from_evidence": ["escalation.b_ten", "cost.mediation_cost"]}
        levers = {"mediation": (0, 1), "access.mobility.SRB": (0, 0.5)}
        outcomes = ["crisis_cost", "mean.g[SRB]"]
        return ema.DetenteModel("balkans", small(uncertainties=uncertain), levers, outcomes, runs=24, **options)

    def test_a_run_is_that_of_the_command_with_these_values(self):
        """Would catch a lever that is not set, a value that is not used and outcomes of another policy."""
        model = self.model(less="status_quo")
        self.assertEqual([(one.name, one.lower_bound, one.upper_bound) for one in model.uncertainties],
                         [("escalation_b_ten", 1.0, 3.0), ("cost_mediation_cost_factor", 0.5, 2.0)])
        found = sys.modules["ema_workbench"].perform_experiments(
            model, [{"escalation_b_ten": 1.5, "cost_mediation_cost_factor": 2.0}],
            [{"mediation": 1.0, "access_mobility_SRB": 0.5}, {"mediation": 0.0, "access_mobility_SRB": 0.0}])

        direct = small(design={"type": "list", "replications": 24, "from": {
            "columns": ["escalation.b_ten", *(f"cost.mediation_cost[{k}]" for k in range(6))],
            "rows": [[1.5, 0.4, 1.0, 2.0, 4.0, 8.0, 20.0]]}})
        direct.set("policies.levers", {"mediation": 1.0, "access.mobility": {"SRB": 0.5}})
        direct.set("policies.use", ["status_quo", "levers"])
        with direct.run(self.folder / "direct") as result:
            for outcome, name in (("crisis_cost", "crisis_cost"), ("mean.g[SRB]", "mean_g_SRB")):
                runs = result.runs_of(outcome, "levers", "baseline") - result.runs_of(outcome, "status_quo", "baseline")
                self.assertAlmostEqual(found[name][0], runs.mean(), places=9)
                self.assertNotAlmostEqual(found[name][0], found[name][1], places=6)

    def test_outcomes_come_with_their_interval_and_kind(self):
        model = self.model(kinds={"crisis_cost": -1})
        self.assertEqual([(one.name, one.kind) for one in model.outcomes[:3]],
                         [("crisis_cost", -1), ("crisis_cost_lower", 0), ("crisis_cost_upper", 0)])

    def test_without_the_workbench_it_says_what_is_missing(self):
        sys.modules.pop("detente.connectors.ema", None)
        with unittest.mock.patch.dict(sys.modules, {"ema_workbench": None}):
            with self.assertRaisesRegex(ImportError, "pip install"):
                importlib.import_module("detente.connectors.ema")


class Optuna(CommandTest):
    def test_a_search_finds_what_the_command_says_of_the_best(self):
        """Would catch a lever that is not set, the sign of the wrong side, and a value that is not the trial's."""
        import optuna
        from detente.connectors.optuna import Objective
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        objective = Objective(small(), {"infrastructure": (400.0, 900.0)}, ["crisis_cost", "policy_cost"],
                              less="status_quo", sign=[1, -1], runs=16)
        study = optuna.create_study(directions=["minimize", "minimize"], sampler=optuna.samplers.RandomSampler(seed=3))
        study.enqueue_trial({"infrastructure": 800.0})
        study.enqueue_trial({"infrastructure": 500.0})
        study.optimize(objective, n_trials=3)

        high, low, third = study.trials
        self.assertEqual((high.params, low.params), ({"infrastructure": 800.0}, {"infrastructure": 500.0}))
        self.assertTrue(400 < third.params["infrastructure"] < 900)
        self.assertGreater(high.user_attrs["policy_cost"], low.user_attrs["policy_cost"] + 1, "roads cost money")
        self.assertEqual(high.values[1], -high.user_attrs["policy_cost"])
        given = small().set("policies.use", ["status_quo", "mine"]).set("policies.mine", {"infrastructure": 800.0})
        with given.run(self.folder / "direct", runs=16) as result:
            row = result.compare("mine", "status_quo", "crisis_cost").iloc[0]
        for name, column in (("", "difference"), (" lower", "lower"), (" upper", "upper"), (" n", "n")):
            self.assertAlmostEqual(high.user_attrs[f"crisis_cost{name}"], row[column], places=9)

    def test_a_fault_in_a_lever_is_an_error_and_no_value(self):
        import optuna
        from detente.connectors.optuna import Objective
        objective = Objective(small(), {"mediatoin": (0.0, 1.0)}, "crisis_cost", runs=16)
        with self.assertRaisesRegex(detente.CommandError, "(?s)mediatoin.*did you mean 'mediation'") as caught:
            objective(optuna.trial.FixedTrial({"mediatoin": 0.5}))
        self.assertEqual(caught.exception.exit_code, 3)


if __name__ == "__main__":
    main()
