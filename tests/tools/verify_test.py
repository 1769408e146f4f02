"""detente verify: the limits with known solutions, on configurations as they are and as a modeller changes them."""
import json

from detente_command import QUICKSTART, CommandTest, main

SHORT = [QUICKSTART, "--policy", "status_quo,align_and_comply", "--set", "experiment.months=36", "--samples", "3"]


class Verify(CommandTest):
    def test_all_checks_agree_on_the_quickstart(self):
        # Fewer samples of the bounds than the command has by itself: 120 take half of the time of this test.
        done = self.call("verify", QUICKSTART, "--samples", "12", "--json", "verification.json")
        self.assertIn(", 0 differ", done.stdout)
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        evidence = json.loads((self.folder / "verification.json").read_text())
        self.assertEqual((evidence["schema"], evidence["kind"], evidence["verdict"]),
                         ("detente/evidence@1", "verification", "agrees"))
        self.assertEqual({row["check"] for row in evidence["rows"]},
                         {"relax", "richardson", "ladder", "max-flow", "cost", "contributions", "order", "bounds"})
        for row in evidence["rows"]:
            self.assertEqual(row["verdict"], "agrees", row)
            self.assertGreater(row["comparisons"], 0, row)

    def test_all_checks_agree_on_a_changed_configuration(self):
        changes = ["parameters.escalation.leap=0.4", "parameters.escalation.leap.range=[0.3, 0.5]",
                   "parameters.escalation.contagion=0.5", "parameters.escalation.contagion.range=[0.1, 0.9]",
                   "parameters.procurement.reaction=0.1", "parameters.procurement.reaction.range=[0.05, 0.2]",
                   "parameters.governance.oversight_vol=0.3", "parameters.governance.oversight_vol.range=[0.1, 0.5]",
                   "region.countries.ALB.trust=0.2", "region.disputes.BEL_PRI.level=3"]
        done = self.call("verify", *SHORT, *[part for change in changes for part in ("--set", change)])
        self.assertIn(", 0 differ", done.stdout)

    def test_other_luck_agrees_too(self):
        self.assertIn(", 0 differ", self.call("verify", *SHORT, "--seed", "7").stdout)

    def test_the_same_call_gives_the_same_report(self):
        only = [*SHORT, "--only", "relax,contributions,bounds"]  # the ladder takes four seconds a call
        self.assertEqual(self.call("verify", *only).stdout, self.call("verify", *only).stdout)

    def test_a_check_that_differs_exits_with_4_and_says_where(self):
        done = self.call("verify", *SHORT, "--only", "relax", "--tolerance", "0.001", "--json", "strict.json", expect=4)
        self.assertIn(" differs\n    at 0.6, ", done.stdout)
        self.assertIn("docs/verification.md", done.stderr)
        evidence = json.loads((self.folder / "strict.json").read_text())
        self.assertEqual(evidence["verdict"], "differs")
        self.assertNotIn("false_alarm_rate", evidence["rows"][0])

    def test_an_unstable_arms_race_is_said_to_be_one(self):
        done = self.call("verify", *SHORT, "--only", "richardson", "--set", "parameters.procurement.reaction=500",
                         "--set", "parameters.procurement.reaction.range=[0.01, 600]")
        self.assertIn("UNSTABLE", done.stdout)

    def test_only_chooses_checks(self):
        done = self.call("verify", *SHORT, "--only", "max-flow,cost")
        self.assertIn("max-flow:", done.stdout)
        self.assertNotIn("ladder:", done.stdout)
        wrong = self.call("verify", *SHORT, "--only", "flow", expect=2)
        self.assertIn("max-flow", wrong.stdout + wrong.stderr)

    def test_a_faulty_configuration_exits_with_3_and_checks_nothing(self):
        done = self.call("verify", QUICKSTART, "--set", "region.countries.ALB.trust=1.5", expect=3)
        self.assertEqual(done.stdout, "")
        self.assertIn("region.countries.ALB.trust", done.stderr)

    def test_an_experiment_with_uncertainties_of_its_own_has_its_bounds_checked(self):
        """Would catch: a second reading, which takes all as uncertain, that stumbles over what the first one was told."""
        done = self.call("verify", *SHORT, "--only", "bounds", "--set", "region.countries.ALB.trust=0.5",
                         "--set", "uncertainties={from_evidence: [escalation]}")
        self.assertIn("4 agree, 0 differ", done.stdout)

    def test_evidence_is_never_overwritten(self):
        (self.folder / "mine.json").write_text("years of work")
        done = self.call("verify", *SHORT, "--only", "cost", "--json", "mine.json", expect=6)
        self.assertIn("give another name", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual((self.folder / "mine.json").read_text(), "years of work")


if __name__ == "__main__":
    main()
