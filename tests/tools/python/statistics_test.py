"""Statistics of the package against the command's own of the same file: analyze and compare are the oracle."""
import json
import math
import unittest

import numpy

from package_case import IN_BATCHES, CommandTest, experiment, temporary_folder, with_failed_run
from detente_command import main

import detente
from detente import intervals

ASKED = ["--set", "analysis.outcome=net_position", "--set", "analysis.exceedance=[crisis_cost, open_conflict]"]


def setUpModule():
    """Results of independent runs and of batches, each also with a run that failed; opened once, since it takes long."""
    global FILES, RESULTS
    folder = temporary_folder()
    FILES = {}
    for name, blocks in (("plain", {"design": {"type": "mc", "samples": 240}}), ("batches", IN_BATCHES)):
        experiment(**blocks).run(folder / name).close()
        FILES[name] = folder / name / "result.h5"
        FILES[f"{name} failed"] = with_failed_run(FILES[name], folder / f"{name}_failed.h5", 11)
    RESULTS = {name: unittest.enterModuleContext(detente.open(file)) for name, file in FILES.items()}


class StatisticsTest(CommandTest):
    def close(self, ours, theirs, what):
        """The same numbers to nine digits; null of JSON is what is not finite."""
        if theirs is None:
            self.assertFalse(math.isfinite(ours), what)
            return
        numpy.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=str(what))

    def close_to_estimate(self, row, name, theirs, what):
        ends = ("lower", "upper") if name == "difference" else (f"{name}_lower", f"{name}_upper")
        for ours, key in zip((name, *ends), ("value", "lower", "upper")):
            self.close(row[ours], theirs[key], (what, ours))

    def compared(self, *arguments):
        return json.loads(self.call("compare", *arguments, "--json").stdout)[0]

    def analysed(self, name):
        """The result and its analysis, which the command makes once."""
        analysis = FILES[name].with_name(f"{name} analysis.h5")
        if not analysis.exists():
            self.call("analyze", FILES[name], *ASKED, "--out", analysis, "-q")
        return RESULTS[name], self.enterContext(detente.open(analysis))


class Compare(StatisticsTest):
    def check_table(self, table, told):
        rows = table.loc[told["scenario"]]
        self.assertEqual(list(rows.index), [one["outcome"] for one in told["outcomes"]])
        for theirs in told["outcomes"]:
            what, row = theirs["outcome"], rows.loc[theirs["outcome"]]
            for ours, key in (("a", "a"), ("b", "b"), ("difference", "difference"), ("lower_in", "share_a_lower"),
                              ("equal_in", "share_equal"), ("higher_in", "share_a_higher")):
                self.close_to_estimate(row, ours, theirs[key], what)
            self.assertEqual((row["n"], row["unit"]), (theirs["difference"]["n"], theirs["unit"]))
            for share in ("p05", "p50", "p95"):
                self.close(row[f"run_{share}"], theirs["single_runs"][share], what)
            for key in ("variance_reduction", "p_value", "p_value_holm"):
                self.close(row[key], theirs[key], (what, key))

    def test_is_what_the_command_says(self):
        """Would catch the sign of a difference, differences of means that are not paired, runs taken for observations,
        a failed run that counts, and an adjustment over other outcomes."""
        for name, file in FILES.items():
            confidence = 0.8 if name == "batches" else 0.95
            with self.subTest(result=name):
                told = self.compared(file, "--policies", "align_and_comply,status_quo", "--confidence", confidence)
                ours = RESULTS[name].compare("align_and_comply", "status_quo", confidence=confidence)
                self.check_table(ours, told)

    def test_of_outcomes_by_name_and_label(self):
        names = ["peak_level[BEL_PRI]", "mean.g", "relapse_24"]
        told = self.compared(FILES["batches"], "--policies", "status_quo,align_and_comply",
                             "--outcomes", ",".join(names))
        self.check_table(RESULTS["batches"].compare("status_quo", "align_and_comply", names), told)

    def test_of_two_results_in_the_same_luck_and_of_none_else(self):
        """Would catch runs of different luck that are paired, and the second result's policy taken from the first."""
        other = experiment(design={"type": "mc", "samples": 200})
        other.set("policies", {"use": ["status_quo"], "status_quo": {"mediation": 0.9}})
        other.run(self.folder / "other").close()
        told = self.compared(FILES["plain"], self.folder / "other", "--policies", "status_quo")
        first = RESULTS["plain"]
        with detente.open(self.folder / "other") as second:
            table = first.compare("status_quo", "status_quo", other=second)
            self.check_table(table, told)
            self.assertEqual(table.loc[("baseline", "crisis_cost"), "n"], 200)
            self.assertNotEqual(table.loc[("baseline", "crisis_cost"), "difference"], 0)
            with self.assertRaisesRegex(detente.ResultError, "not in the same luck"):
                first.compare("status_quo", "status_quo", other=RESULTS["batches"])
            with self.assertRaisesRegex(detente.ResultError, "two different policies"):
                first.compare("status_quo", "status_quo")


class Analyze(StatisticsTest):
    def test_means_probabilities_and_tails_are_those_of_the_analysis(self):
        """Would catch t-intervals where Wilson's belong, the tail on the other side and a level off by one run."""
        for name in FILES:
            with self.subTest(result=name):
                result, analysis = self.analysed(name)
                for outcome in ("crisis_cost", "open_conflict", "peak_level[BEL_PRI]", "first_at_4[BEL_PRI]"):
                    self.same(result.mean(outcome), "mean", analysis["estimates"].sel(outcome=outcome), "mean", outcome)
                robust = analysis["robustness"]
                self.same(result.tail("net_position"), "tail_mean", robust, "cvar95", name)
                self.same(result.quantile("net_position", 0.95), "quantile", robust, "p95", name)

    def same(self, ours, name, theirs, key, what):
        for mine, yours in ((name, key), ("lower", f"{key}_lower"), ("upper", f"{key}_upper")):
            mine_of, theirs_of = (one.transpose("policy", "scenario").values for one in (ours[mine], theirs[yours]))
            self.close(mine_of, theirs_of, (what, mine))

    def test_curves_are_those_of_the_analysis(self):
        """Would catch X > x in place of X >= x, and thresholds of one arm alone."""
        for name in FILES:
            result, analysis = self.analysed(name)
            for group, outcome in (("exceedance_1", "crisis_cost"), ("exceedance_2", "open_conflict")):
                with self.subTest(result=name, outcome=outcome):
                    ours, theirs = result.exceedance(outcome), analysis[group]
                    self.close(ours.threshold.values, analysis.root[f"{group}_threshold"].values, outcome)
                    for mine, yours in (("share", "share"), ("lower", "share_lower"), ("upper", "share_upper")):
                        self.close(ours[mine].values, theirs[yours].values, (outcome, mine))
            at = float(ours.threshold[ours.sizes["threshold"] // 2])
            one = result.exceedance(outcome, [at], policy="status_quo")
            self.close(float(one.share), float(ours.share.sel(policy="status_quo", threshold=at)), "one threshold")

    def test_of_an_outcome_with_labels_there_is_one_for_each(self):
        result = RESULTS["plain"]
        means = result.mean("peak_level", policy="status_quo")
        self.assertEqual(means["mean"].dims, ("policy", "scenario", "dispute"))
        one = result.mean("peak_level[MKD_INT]", policy="status_quo")
        self.assertEqual(float(means["mean"].sel(dispute="MKD_INT")), float(one["mean"]))
        self.assertEqual((means["mean"].attrs["units"], means.attrs["confidence"]), ("level", 0.95))

    def test_nothing_is_told_without_its_interval(self):
        """Would catch a statistic that gives a number alone; too few runs in the tail give none that is made up."""
        result = RESULTS["plain"]
        for found in (result.mean("crisis_cost"), result.tail("crisis_cost"), result.quantile("crisis_cost", 0.5),
                      result.exceedance("crisis_cost"), result.fan("tension")):
            self.assertLessEqual({"lower", "upper", "n"}, set(found.data_vars))
        self.assertTrue(numpy.isnan(result.tail("crisis_cost", 0.99).lower).all())
        self.assertFalse(numpy.isnan(result.tail("crisis_cost", 0.9, worst="lowest").lower).any())


class Fan(StatisticsTest):
    def test_is_the_quantile_of_runs_in_each_month(self):
        """Would catch months, countries or runs in each other's place, and a failed run that counts."""
        for name, result in RESULTS.items():
            with self.subTest(result=name):
                fan = result.fan("trust", policy="align_and_comply")
                at = {"policy": "align_and_comply", "scenario": "baseline", "month": 17, "country": "SRB"}
                runs = result.history.trust.sel(at).values.astype(float)
                if "failed" in name:
                    runs[11] = numpy.nan
                for share in (0.05, 0.5, 0.95):
                    wanted = intervals.quantile_interval(runs, share, result.cluster)
                    found = fan.sel(at).sel(quantile=share)
                    self.close([float(found[key]) for key in ("value", "lower", "upper", "n")], list(wanted), share)
                    self.close(float(found.value), numpy.nanquantile(runs, share), share)

    def test_agrees_with_the_summary_of_the_command(self):
        """The command's quantiles come from a histogram: an oracle of its own. Between runs, which lie 0.02 apart at
        the most, it is linear in another way."""
        result = RESULTS["plain"]
        theirs = result.summary["trust_quantile"].sel(year_end=24)
        ours = result.fan("trust").value.sel(month=24).transpose(*theirs.dims)
        self.assertLess(float(abs(ours - theirs).mean()), theirs.attrs["bin_width"])
        self.assertLess(float(abs(ours - theirs).max()), 0.02)

    def test_a_flow_has_no_value_at_the_start(self):
        result = RESULTS["plain"]
        fan = result.fan("cost")
        self.assertTrue(numpy.isnan(fan.value.sel(month=0)).all())
        self.assertEqual(int(fan.n.sel(month=0).max()), 0)
        self.assertFalse(numpy.isnan(fan.value.sel(month=1)).any())


if __name__ == "__main__":
    main()
