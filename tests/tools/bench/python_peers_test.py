"""The two Python peers are the model that the command runs: without noise number by number, with noise in distribution."""
import csv
import io
import json
import math
import pathlib
import subprocess
import sys

import numpy

WRITER = pathlib.Path(sys.argv.pop(3)).resolve()  # bench_world

from detente_command import QUICKSTART, SOURCE, CommandTest, main

PEERS = SOURCE / "tools/bench/peers"
POLICIES = ("status_quo", "conditional_credible")
SHORT = ["--set", "experiment.months=60"]
# Outcomes whose means over 200 runs are near enough to normal; together they read every process.
COMPARED = ("asset_value", "usable_output", "peacekeeper_years", "stance_share.defy", "settled.BEL_PRI", "settled.MKD_INT",
            "months_at_2.BEL_PRI", "mean.oversight.SRB", "mean.capture.ALB", "mean.alignment.MNE", "mean.trust.BIH",
            "mean.resilience.XKX", "mean.stability.MKD", "mean.spending.SRB", "mean.pressure.XKX", "mean.dependence.SRB",
            "mean.interoperability.SRB", "mean.tension.BEL_PRI", "mean.eu_bandwidth", "mean.crossings", "throughput",
            "transit_hours", "crisis_cost.component.mediation")


class PeerTest(CommandTest):
    def run_kernel(self, *arguments):
        """The output's folder, another for every call."""
        out = f"output{len(list(self.folder.iterdir()))}"
        self.call("run", QUICKSTART, *arguments, *SHORT, "--out", out, "-q")
        return out

    def world(self, policy, scenario="baseline", months=()):
        file = self.folder / f"{policy}-{scenario}.json"
        written = subprocess.run([str(WRITER), str(QUICKSTART), policy, scenario, *months], capture_output=True, check=True)
        file.write_bytes(written.stdout)
        return file

    def peer(self, name, world, *arguments, expect=0):
        """What a peer prints, or says if it is to fail."""
        done = subprocess.run([sys.executable, str(PEERS / f"{name}_peer.py"), str(world), *map(str, arguments)],
                              capture_output=True, text=True, timeout=500)
        self.assertEqual(done.returncode, expect, done.stderr)
        return json.loads(done.stdout) if expect == 0 else done.stderr

    def table(self, *arguments):
        return list(csv.reader(io.StringIO(self.call(*arguments).stdout)))


class WithoutNoise(PeerTest):
    """Relative differences are about 1e-13: another order of sums, another exp. Would catch any term of any equation
    that acts below level 1 of the ladder, and any number that the world file has wrong."""

    def check(self, name, policy, scenario="baseline"):
        out = self.run_kernel("--runs", 1, "--policy", policy, "--scenario", scenario, "--set", "noise=off")
        replayed = ["replay", out, "--policy", policy, "--run", 0, "-q"]
        history, outcomes = self.table(*replayed), self.table(*replayed, "--table", "outcomes")

        trace = self.peer(name, self.world(policy, scenario, SHORT), "--noise", "off", "--trace")

        here = {column: position for position, column in enumerate(trace["columns"])}
        first = history[0].index("us_regime")  # what comes before says which run it is
        self.assertEqual(set(history[0][first:]), set(here))
        self.assertEqual(len(trace["rows"]), 61)
        for expected, row in zip(history[1:], trace["rows"]):
            for column, number in zip(history[0][first:], expected[first:]):
                self.compare(f"{column} in month {expected[3]}", number, row[here[column]])
        for column, (number, _) in trace["outcomes"].items():
            self.compare(column, outcomes[1][outcomes[0].index(column)], number)

    def compare(self, what, expected, number):
        if number is None:
            self.assertIn(expected, ("", "nan"), what)
        else:
            self.assertTrue(math.isclose(float(expected), number, rel_tol=1e-9, abs_tol=1e-12), f"{what}: {expected}, {number}")

    def test_numpy_is_the_kernel_in_every_variable_of_every_month(self):
        for policy in POLICIES:
            with self.subTest(policy=policy):
                self.check("numpy", policy)

    def test_objects_are_the_kernel_in_every_variable_of_every_month(self):
        for policy in POLICIES:
            with self.subTest(policy=policy):
                self.check("objects", policy)

    # A held world, in which agreements are shifted; a held regime; replaced coefficients; factors on actors and plans.
    def test_both_are_the_kernel_in_other_scenarios(self):
        for scenario in ("record", "us_engaged", "shocks", "high_pressure", "contested"):
            for name in ("numpy", "objects"):
                with self.subTest(scenario=scenario, name=name):
                    self.check(name, "conditional_credible", scenario)

    # The kernel's own single precision is as far from its double one; 1e-4 would catch a sum that lost its digits.
    def test_numpy_in_single_precision_is_near(self):
        world = self.world("status_quo")

        double, single = (self.peer("numpy", world, "--noise", "off", *precision)["outcomes"] for precision in ([], ["--single"]))

        for column, (number, _) in double.items():
            self.assertTrue(math.isclose(number, single[column][0], rel_tol=1e-4, abs_tol=2e-3), f"{column}: {number}, {single[column][0]}")


class WithNoise(PeerTest):
    """z of 23 means and standard deviations against 4,096 runs of the kernel (seed 5), each peer with its own luck (seed
    11): |z| < 4.5, so a false alarm in 23 x 2 x 7e-6 = 3e-4 of seeds if all were normal. Would catch a rate, a share or a
    volatility off by a tenth of a standard deviation (numpy), by half of one (objects)."""

    def compare(self, name, policy, runs, *arguments):
        out = self.run_kernel("--runs", 4096, "--policy", policy, "--seed", 5)
        table = self.table("export", out, "--table", "outcomes")

        outcomes = self.peer(name, self.world(policy, months=SHORT), "--runs", runs, "--seed", 11, *arguments)["outcomes"]

        far = []
        for column in COMPARED:
            ours = numpy.array([float(row[table[0].index(column)]) for row in table[1:]])
            z, z_of_deviation = self.scores(ours, *outcomes[column], runs)
            if max(abs(z), abs(z_of_deviation)) > 4.5:
                far.append(f"{column}: mean {outcomes[column][0]} against {ours.mean()}, z {z:.1f}, of the deviation {z_of_deviation:.1f}")
        self.assertEqual(far, [])

    @staticmethod
    def scores(ours, mean, error, runs):
        deviation = ours.std(ddof=1)
        widening = 1 / len(ours) + 1 / runs
        kurtosis = (((ours - ours.mean()) / deviation) ** 4).mean()
        ratio = error * math.sqrt(runs) / deviation
        return (mean - ours.mean()) / (deviation * math.sqrt(widening)), (ratio - 1) / math.sqrt((kurtosis - 1) / 4 * widening)

    def test_numpy_has_the_kernels_means_and_deviations(self):
        for policy in POLICIES:
            with self.subTest(policy=policy):
                self.compare("numpy", policy, 4000)

    def test_numpy_in_single_precision_has_them_too(self):
        self.compare("numpy", "conditional_credible", 4000, "--single")

    def test_objects_have_the_kernels_means_and_deviations(self):
        self.compare("objects", "status_quo", 200)


class Command(PeerTest):
    def test_same_seed_same_numbers_and_another_seed_others(self):
        world = self.world("status_quo", months=SHORT)
        for name in ("numpy", "objects"):
            with self.subTest(name=name):
                first, again, other = (self.peer(name, world, "--runs", 3, "--months", 12, "--seed", seed) for seed in (1, 1, 2))

                self.assertEqual(first["outcomes"], again["outcomes"])
                self.assertNotEqual(first["outcomes"]["crisis_cost"], other["outcomes"]["crisis_cost"])
                self.assertEqual((first["runs"], first["months"]), (3, 12))
                self.assertAlmostEqual(first["ns_per_run_month"], 1e9 * first["seconds"] / 36, places=3)

    def test_more_months_than_the_world_file_has_are_refused(self):
        for name in ("numpy", "objects"):
            self.assertIn("the world file has 1 to 60", self.peer(name, self.world("status_quo", months=SHORT), "--months", 61, expect=2))


if __name__ == "__main__":
    main()
