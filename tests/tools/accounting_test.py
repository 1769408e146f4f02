"""detente evidence: what the spread of outcomes comes from, on experiments in which something is uncertain."""
import json

from detente_command import QUICKSTART, SOURCE, CommandTest, main

UNCERTAIN = SOURCE / "configs/western_balkans/experiments/uncertain.yaml"
SMALL = [UNCERTAIN, "--policy", "status_quo,conditional_credible", "--set", "experiment.months=60", "--samples", "32",
         "--replications", "2", "--progress", "none"]
GROUPS = ["estimated", "literature", "judgement", "region"]


class Accounting(CommandTest):
    def rows(self, *arguments):
        self.call("evidence", *SMALL, *arguments, "--json", "accounting.json")
        return json.loads((self.folder / "accounting.json").read_text())

    def test_shares_of_every_outcome_and_difference_sum_to_one(self):
        found = self.rows()
        self.assertEqual((found["schema"], found["kind"]), ("detente/evidence@1", "accounting"))
        self.assertEqual((found["samples"], found["replications"], found["ensembles"]), (32, 2, 5))
        self.assertEqual([group["group"] for group in found["groups"]], GROUPS)
        for group in found["groups"]:
            self.assertGreater(group["numbers"], 0)
        names = ["crisis_cost", "net_position", "open_conflict", "mean.alignment", "mean.g"]
        self.assertEqual([(row["outcome"], row["policy"], row["less"]) for row in found["rows"]],
                         [(name, policy, less) for name in names
                          for policy, less in (("status_quo", None), ("conditional_credible", "status_quo"))])
        for row in found["rows"]:
            if row["outcome"] == "open_conflict":  # may not happen in so few runs
                continue
            self.assertEqual(list(row["shares"]), [*GROUPS, "interactions", "chance"])
            self.assertAlmostEqual(sum(share["value"] for share in row["shares"].values()), 1, places=9)
            for share in row["shares"].values():
                self.assertLess(share["lower"], share["upper"])
                self.assertEqual(share["n"], 32)

    def test_the_table_names_groups_and_is_the_same_again(self):
        first = self.call("evidence", *SMALL).stdout
        self.assertEqual(first, self.call("evidence", *SMALL, "--threads", "1").stdout)
        self.assertLessEqual(max(len(line) for line in first.splitlines()), 80)
        for said in [*GROUPS, "interactions", "chance", "32 samples x 2 replications",
                     "crisis_cost [MEUR]: conditional_credible less status_quo, baseline"]:
            self.assertIn(said, first)

    def test_a_law_of_the_experiment_is_a_group_of_its_own(self):
        law = "{distribution: uniform, min: 1.0, max: 3.0}"
        found = self.rows("--set", f"uncertainties={{from_evidence: [escalation], escalation.b_ten: {law}}}",
                          "--outcome", "crisis_cost")
        self.assertEqual([group["group"] for group in found["groups"]][-1], "experiment")
        self.assertEqual(found["groups"][-1]["numbers"], 1)
        self.assertEqual(len(found["rows"]), 2)

    def test_without_noise_nothing_is_chance(self):
        """Would catch: what is uncertain taken for chance, luck that does not pair the arms."""
        for row in self.rows("--set", "noise=off", "--outcome", "mean.alignment")["rows"]:
            self.assertAlmostEqual(row["shares"]["chance"]["value"], 0, places=12)
            self.assertAlmostEqual(row["uncertain"]["value"], 1, places=12)

    def test_one_label_of_an_outcome_may_be_asked_for(self):
        self.assertEqual({row["outcome"] for row in self.rows("--outcome", "mean.g[SRB]")["rows"]}, {"mean.g[SRB]"})

    def test_faults_are_told(self):
        for arguments, code, said in [
                ([QUICKSTART], 3, "nothing is uncertain"),
                ([UNCERTAIN, "--replications", "1"], 3, "at least 2"),
                ([UNCERTAIN, "--samples", "16"], 3, "at least 32"),
                ([UNCERTAIN, "--samples", "32", "--runs", "64"], 2, "--runs"),
                ([UNCERTAIN, "--outcome", "crisis_costs"], 2, "crisis_cost")]:
            with self.subTest(said):
                refused = self.call("evidence", *arguments, expect=code)
                self.assertIn(said, refused.stdout + refused.stderr)

    def test_nothing_is_overwritten(self):
        (self.folder / "kept.json").write_text("{}")
        self.call("evidence", *SMALL, "--json", "kept.json", expect=6)
        self.assertEqual((self.folder / "kept.json").read_text(), "{}")


if __name__ == "__main__":
    main()
