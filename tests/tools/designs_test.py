"""What a design promises of its samples stands in the result, and a design that cannot be is refused where it is written."""
import csv
import io
import itertools

import h5py
import numpy
import yaml

from detente_command import SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
TENSION, RECENCY, COST = "escalation.b_ten", "escalation.b_rec", "escalation.b_cost"
LAWS = {TENSION: (0.5, 2.0), RECENCY: (0.1, 1.0), COST: (0.2, 0.9)}
PAIR = (TENSION, RECENCY)


class DesignTest(CommandTest):
    def write(self, design, numbers=PAIR, policies=("status_quo",), correlations=(), name="small"):
        """A year of the quickstart's region. Each entry of the file stands on a line of its own."""
        laws = {key: {"distribution": "uniform", "min": LAWS[key][0], "max": LAWS[key][1]} for key in numbers}
        if correlations:
            laws["correlations"] = [{"between": list(pair), "rank": rank} for pair, rank in correlations]
        entries = {"schema": "detente/experiment@1", "region": str(REGION / "region.yaml"),
                   "parameters": str(SOURCE / "configs/parameters.yaml"),
                   "experiment": {"name": name, "seed": 7, "months": 12, "precision": "double"}, "noise": "on",
                   "policies": {"use": list(policies), "status_quo": {}, "busy": {"mediation": 0.9}}, "baseline": "status_quo",
                   "scenarios": {"from": str(REGION / "scenarios.yaml"), "use": ["baseline"]}, "design": design}
        if laws:
            entries["uncertainties"] = laws
        flow = {key: yaml.safe_dump(value, default_flow_style=True, width=10**6, sort_keys=False).splitlines()[0]
                for key, value in entries.items()}
        (self.folder / f"{name}.yaml").write_text("".join(f"{key}: {value}\n" for key, value in flow.items()))
        self.lines = {key: number for number, key in enumerate(entries, 1)}
        return f"{name}.yaml"

    def run_it(self, *arguments, threads=1, **more):
        """Runs the experiment; its result, open."""
        file = self.write(*arguments, **more)
        self.call("run", file, "-q", "--threads", threads, "--out", self.fresh())
        result = h5py.File(self.folder / self.out / "result.h5")
        self.addCleanup(result.close)
        return result

    def fresh(self):
        self.out = f"out{len(list(self.folder.glob('out*')))}"
        return self.out

    def uniforms(self, result, numbers=PAIR):
        """Samples by numbers, each where it lies between the ends of its law."""
        return numpy.array([(result["parameters"][key][:] - LAWS[key][0]) / (LAWS[key][1] - LAWS[key][0]) for key in numbers]).T

    def refused(self, said, way_out, *arguments, place="design", **more):
        file = self.write(*arguments, **more)
        messages = self.call("check", file, expect=3).stderr
        self.assertRegex(messages, rf"(?m)^{file}:{self.lines[place]}:\d+: error: .*{said}")
        self.assertIn(way_out, messages)
        return messages

    def assert_strata(self, u, batch):
        """Every batch has one sample in each of its strata, of every number."""
        for first in range(0, len(u), batch):
            for column in u[first:first + batch].T:
                self.assertEqual(sorted((column * batch).astype(int)), list(range(batch)))

    def assert_observation(self, result, design, samples, dependent):
        attributes = result.attrs
        self.assertEqual((attributes["design"], attributes["samples"], attributes["samples_per_observation"]),
                         (design.encode(), samples, dependent))


class Promise(DesignTest):
    def test_of_lhs_each_batch_fills_its_strata_and_is_another(self):
        result = self.run_it({"type": "lhs", "samples": 32, "batch": 8})

        u = self.uniforms(result)
        self.assert_observation(result, "lhs", 32, 8)
        self.assert_strata(u, 8)
        self.assertEqual(len({tuple((u[first:first + 8, 0] * 8).astype(int)) for first in range(0, 32, 8)}), 4)

    def test_of_sobol_each_batch_is_a_net(self):
        """Would catch a Latin hypercube or chance in its place: boxes of a quarter by a quarter hold one of 16 points each."""
        result = self.run_it({"type": "sobol", "samples": 32, "batch": 16})

        u = self.uniforms(result)
        self.assert_observation(result, "sobol", 32, 16)
        self.assert_strata(u, 16)
        for first in (0, 16):
            boxes = {tuple(box) for box in (u[first:first + 16] * 4).astype(int)}
            self.assertEqual(boxes, set(itertools.product(range(4), range(4))))
        self.assertFalse(numpy.isclose(u[:16], u[16:]).any(), "each batch has a shift of its own")

    def test_of_factorial_all_combinations_the_first_slowest(self):
        result = self.run_it({"type": "factorial", "levels": [3, 2]})

        self.assert_observation(result, "factorial", 6, 1)
        wanted = [((a + 0.5) / 3, (b + 0.5) / 2) for a in range(3) for b in range(2)]
        numpy.testing.assert_allclose(self.uniforms(result), wanted, rtol=0, atol=1e-12)  # rounding of the law

    def test_of_list_the_values_of_the_file_to_the_bit(self):
        rows = [("1.1", "0.30000000000000004"), ("0.7", "1e-1"), ("1.9999999999999998", "0.123456789012345678")]
        (self.folder / "list.csv").write_text(f"{TENSION},{RECENCY}\n" + "".join(f"{a},{b}\n" for a, b in rows))

        result = self.run_it({"type": "list", "from": "list.csv"}, numbers=())

        self.assert_observation(result, "list", 3, 1)
        for column, key in enumerate(PAIR):
            self.assertEqual(list(result["parameters"][key][:]), [float(row[column]) for row in rows])
        # Would catch: a coordinate of the group that is taken for a sampled number.
        exported = list(csv.DictReader(io.StringIO(self.call("export", self.out, "--table", "parameters").stdout)))
        self.assertEqual([[int(row["sample"]), float(row[TENSION]), float(row[RECENCY])] for row in exported],
                         [[sample, float(a), float(b)] for sample, (a, b) in enumerate(rows)])
        # Would catch: what a result gives out and a list does not take back.
        (self.folder / "again.csv").write_text("escalation.up0.factor\n0.5\n1.25")  # the last line may lack its end
        factors = self.run_it({"type": "list", "from": "again.csv"}, numbers=())
        self.assertEqual(list(factors["parameters"]["escalation.up0.factor"][:]), [0.5, 1.25])
        first = self.run_it({"type": "list", "from": "list.csv", "samples": 2}, numbers=())
        self.assertEqual(list(first["parameters"][TENSION][:]), [1.1, 0.7])

    def test_of_morris_one_number_moves_at_a_time_by_half_its_range(self):
        result = self.run_it({"type": "morris", "trajectories": 5}, numbers=LAWS)

        u = self.uniforms(result, LAWS)
        self.assert_observation(result, "morris", 20, 4)
        self.assertLessEqual(set((u * 8).round(9).ravel()), {1.0, 3.0, 5.0, 7.0})  # middles of four levels
        for trajectory in u.reshape(5, 4, 3):
            moves = numpy.diff(trajectory, axis=0)
            moved = numpy.abs(moves) > 1e-9  # values are rounded in the law
            self.assertEqual(sorted(numpy.argmax(moved, axis=1)), [0, 1, 2])
            numpy.testing.assert_array_equal(moved.sum(axis=1), 1)
            numpy.testing.assert_allclose(numpy.abs(moves[moved]), 0.5, rtol=0, atol=1e-9)
        self.assertGreater(len({tuple(start) for start in u[::4].round(9)}), 1)

    def test_of_saltelli_two_matrices_and_columns_of_one_in_the_other(self):
        result = self.run_it({"type": "saltelli", "base": 16, "batch": 8, "replications": 2})

        u = self.uniforms(result).reshape(16, 4, 2)
        self.assert_observation(result, "saltelli", 64, 32)
        a, b = u[:, 0], u[:, 1]
        numpy.testing.assert_array_equal(u[:, 2], numpy.column_stack([b[:, 0], a[:, 1]]))
        numpy.testing.assert_array_equal(u[:, 3], numpy.column_stack([a[:, 0], b[:, 1]]))
        self.assertFalse((a == b).any())
        for matrix in (a, b):
            self.assert_strata(matrix, 8)

    def test_of_correlation_ranks_that_hang_together_and_strata_that_stay(self):
        """512 samples: a rank correlation of 0.6 has a standard error of about 0.033, of 0 one of 0.044 (mc; of lhs smaller).
        Within 4 of them but for one in 5,000 seeds, of six figures; this seed is fixed. Would catch pairs of the wrong
        numbers or with the wrong sign, and strata that are lost where ranks are put in order."""
        for design in ({"type": "mc", "samples": 512}, {"type": "lhs", "samples": 512, "batch": 64}):
            with self.subTest(design["type"]):
                result = self.run_it(design, numbers=LAWS, correlations=[((COST, TENSION), -0.6)])

                u = self.uniforms(result, LAWS)
                ranks = numpy.corrcoef(u.argsort(axis=0).argsort(axis=0), rowvar=False)
                tension, recency, cost = 0, 1, 2
                self.assertAlmostEqual(ranks[tension, cost], -0.6, delta=4 * 0.033)
                self.assertAlmostEqual(ranks[tension, recency], 0, delta=4 * 0.044)
                self.assertAlmostEqual(ranks[recency, cost], 0, delta=4 * 0.044)
                if design["type"] == "lhs":
                    self.assert_strata(u, 64)


class Constancy(DesignTest):
    def parameters(self, *arguments, **more):
        result = self.run_it(*arguments, **more)
        return {key: result["parameters"][key][:] for key in result["parameters"] if key != "sample"}

    def assert_begins(self, more, less):
        for key, values in less.items():
            numpy.testing.assert_array_equal(more[key][:len(values)], values, key)

    def test_another_policy_changes_no_value(self):
        for design in ({"type": "lhs", "samples": 16, "batch": 8}, {"type": "saltelli", "base": 8, "batch": 8, "replications": 2}):
            with self.subTest(design["type"]):
                one = self.run_it(design)
                two = self.run_it(design, policies=("busy", "status_quo"))

                for key in PAIR:
                    numpy.testing.assert_array_equal(one["parameters"][key][:], two["parameters"][key][:])
                numpy.testing.assert_array_equal(one["outcomes/crisis_cost"][0], two["outcomes/crisis_cost"][1])
                self.assertFalse((two["outcomes/crisis_cost"][0] == two["outcomes/crisis_cost"][1]).all())

    def test_another_batch_changes_no_earlier_value(self):
        for key, few, many in (("samples", {"type": "mc", "samples": 10}, 14),
                               ("samples", {"type": "lhs", "samples": 16, "batch": 8}, 24),
                               ("samples", {"type": "sobol", "samples": 16, "batch": 8}, 24),
                               ("trajectories", {"type": "morris", "trajectories": 3}, 4),
                               ("base", {"type": "saltelli", "base": 8, "batch": 8}, 16)):
            with self.subTest(few["type"]):
                less = self.parameters(few)
                more = self.parameters({**few, key: many})

                self.assertGreater(len(more[TENSION]), len(less[TENSION]))
                self.assert_begins(more, less)

    def test_another_uncertain_number_changes_no_value_of_the_others(self):
        """Would catch draws that are numbered by position: the new number comes between or before the others."""
        for design in ({"type": "mc", "samples": 10}, {"type": "lhs", "samples": 16, "batch": 8}):
            with self.subTest(design["type"]):
                self.assert_begins(self.parameters(design, numbers=LAWS), self.parameters(design, numbers=(RECENCY,)))

    def test_threads_change_no_byte(self):
        """Two arms of more than one block each, of every design."""
        (self.folder / "list.csv").write_text(f"{TENSION},{RECENCY}\n" + "".join(f"1.{k},0.{k}\n" for k in range(1, 10)))
        for design in ({"type": "lhs", "samples": 320, "batch": 64}, {"type": "sobol", "samples": 320, "batch": 64},
                       {"type": "factorial", "levels": [9, 5], "replications": 7},
                       {"type": "list", "from": "list.csv", "replications": 30}, {"type": "morris", "trajectories": 90},
                       {"type": "saltelli", "base": 40, "batch": 8, "replications": 2}):
            with self.subTest(design["type"]):
                bytes_of = []
                for threads in (1, 2):
                    self.run_it(design, threads=threads, numbers=() if design["type"] == "list" else PAIR,
                                policies=("status_quo", "busy"),
                                correlations=[(PAIR, 0.5)] if design["type"] == "lhs" else ())
                    bytes_of.append((self.folder / self.out / "result.h5").read_bytes())
                self.assertEqual(*bytes_of)


class Fault(DesignTest):
    def test_batches_that_are_not_whole(self):
        self.refused("20 samples are no whole number of batches of 8", "16 or 24", {"type": "lhs", "samples": 20, "batch": 8})
        self.refused("20 base points are no whole number of batches of 8", "16 or 24", {"type": "saltelli", "base": 20, "batch": 8})

    def test_sets_of_sobol_points_are_powers_of_two_and_nothing_else_is_told(self):
        messages = self.refused("sets of 12 Sobol' points", "8 or 16", {"type": "sobol", "samples": 24, "batch": 12})

        self.assertEqual(messages.count("error:"), 1, messages)

    def test_keys_without_effect(self):
        self.refused("levels has no effect on a design of type mc", "factorial or morris", {"type": "mc", "samples": 8, "levels": 3})
        self.refused("batch has no effect on a design of type morris", "lhs or sobol or saltelli", {"type": "morris", "trajectories": 2, "batch": 4})
        self.refused("samples has no effect on a design of type saltelli", "mc or lhs or sobol", {"type": "saltelli", "base": 8, "batch": 8, "samples": 8})

    def test_a_key_that_is_missing_is_named(self):
        for kind, key in (("lhs", "samples"), ("factorial", "levels"), ("morris", "trajectories"), ("saltelli", "base"), ("list", "from")):
            with self.subTest(kind):
                messages = self.call("check", self.write({"type": kind}, numbers=() if kind == "list" else PAIR), expect=3).stderr
                self.assertRegex(messages, rf"small.yaml:{self.lines['design']}:\d+: error: .*'?{key}")

    def test_lists_that_do_not_fit(self):
        table = self.folder / "list.csv"
        design = {"type": "list", "from": "list.csv"}
        table.write_text(f"{TENSION},escalation.b_rek\n1,0.3\n")
        unknown = self.call("check", self.write(design, numbers=()), expect=3).stderr
        self.assertIn(f"list.csv:1:{len(TENSION) + 2}: error: 'escalation.b_rek' is no number", unknown)
        self.assertIn("did you mean 'escalation.b_rec'?", unknown)
        self.assertEqual(unknown.count("error:"), 1, unknown)
        table.write_text(f"{TENSION},{RECENCY}\n1,0.3\n\n1,0.2,7\n")
        ragged = self.call("check", self.write(design, numbers=()), expect=3).stderr
        self.assertRegex(ragged, r"list.csv:4:\d+: error: 3 fields \(2, as in the head line\)")
        table.write_text(f"{TENSION},{RECENCY}\n1,0.3\n1,much\n")
        self.assertRegex(self.call("check", self.write(design, numbers=()), expect=3).stderr, r"list.csv:3:3: error: .*'much'")
        table.write_text(f"{TENSION},{RECENCY}\n1,0.3\n")
        self.assertIn("one owner", self.call("check", self.write(design, numbers=(RECENCY,)), expect=3).stderr)
        missing = self.refused("no file 'nowhere.csv'", "", {"type": "list", "from": "nowhere.csv"}, numbers=())
        self.assertNotIn("YAML file was expected", missing)

    def test_a_design_that_varies_nothing(self):
        for design in ({"type": "morris", "trajectories": 3}, {"type": "saltelli", "base": 8}, {"type": "lhs", "samples": 128}):
            with self.subTest(design["type"]):
                self.refused(f"type {design['type']} varies what is uncertain, and nothing is", "uncertainties, or type: mc", design, numbers=())

    def test_correlations_that_cannot_be(self):
        mc = {"type": "mc", "samples": 8}
        unknown = self.refused("'escalation.b_tem' is not one of the choices", "did you mean 'escalation.b_ten'?", mc,
                               correlations=[(("escalation.b_tem", TENSION), 0.5)], place="uncertainties")
        self.assertEqual(unknown.count("error:"), 1, unknown)
        against = self.refused("cannot hold together", "", mc, numbers=LAWS, place="uncertainties",
                               correlations=[((TENSION, RECENCY), 0.9), ((RECENCY, COST), 0.9), ((TENSION, COST), -0.9)])
        self.assertEqual(against.count("error:"), 1, against)
        self.assertIn(f"{TENSION} with {COST}", against)
        self.refused("morris design has no rank correlations", "mc, lhs and sobol have", {"type": "morris", "trajectories": 2},
                     correlations=[(PAIR, 0.5)], place="uncertainties")

    def test_sensitivity_with_one_replication_is_refused(self):
        self.run_it({"type": "saltelli", "base": 8, "batch": 8, "replications": 1})

        refused = self.call("sensitivity", self.out, expect=2)

        self.assertIn("design.replications: 2", refused.stderr)


if __name__ == "__main__":
    main()
