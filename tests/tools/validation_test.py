"""What `detente validate` reads, scores and refuses."""
import json

from detente_command import SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
QUICK = ["--runs", "64", "--progress", "none"]
HEAD = "id,dispute,start_month,end_month,peak_level\n"
RECORD = HEAD + "N1,SRB-KOS,2018-03,2018-05,3\nN2,MKD-INT,2018-06,2018-06,2\nN3,SRB-HRV,2019-01,2019-02,2\n"
OWN_RECORD = "id,dispute,start_month,end_month,peak_level,model_dispute,exclusion\nN1,x,2018-03,2018-05,3,BEL_PRI,\n"


class Validation(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("crises.csv", RECORD)
        self.write("before.csv", (REGION / "data/crises_2000_2017.csv").read_text())
        lines = [line for line in (REGION / "validation.yaml").read_text().splitlines() if not line.startswith("uncertainties")]
        self.text = "\n".join(lines).replace("record/", f"{REGION}/record/").replace("../parameters", f"{REGION.parent}/parameters")
        self.text = self.text.replace("data/crises_2000_2017.csv", "before.csv").replace("months: 96", "months: 24")
        self.write("forecasts.yaml", self.text)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def validate(self, *arguments, expect=0):
        return self.call("validate", "forecasts.yaml", *QUICK, *arguments, expect=expect)

    def scored(self, *arguments):
        self.validate("--record", "crises.csv", "--json", "scores.json", *arguments)
        return json.loads((self.folder / "scores.json").read_text())

    def test_every_level_has_scores_differences_and_a_calibration(self):
        done = self.validate("--record", "crises.csv", "--json", "scores.json")
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        self.assertIn("better than constant rates: brier", done.stdout)
        result = json.loads((self.folder / "scores.json").read_text())
        self.assertEqual(result["command"], "detente validate forecasts.yaml --record crises.csv --runs 64")
        self.assertEqual(result["region"], "Western Balkans")
        self.assertTrue(done.stdout.startswith("Evidence of the region Western Balkans\nForecasts from "), done.stdout[:200])
        self.assertEqual([row["id"] for row in result["left_out"]], ["N3"])
        self.assertEqual([level["level"] for level in result["levels"]], [2, 3])
        for level, event_months in zip(result["levels"], (4, 3)):
            overall = level["overall"]
            self.assertEqual(overall["event_months"], event_months)
            self.assertEqual(overall["years"], 2 * len(level["by_dispute"]))
            self.assertEqual(sum(group["observed"]["n"] for group in level["calibration"]), overall["months"])
            for baseline in ("constant_rates", "last_five_years"):
                for score in ("brier", "log", "crps"):
                    one = overall["against"][baseline][score]
                    difference = overall["scores"]["model"][score] - overall["scores"][baseline][score]
                    self.assertAlmostEqual(one["difference"]["value"], difference, places=12)
                    self.assertLess(one["difference"]["lower"], one["difference"]["value"])

    def test_until_ends_forecasts_and_record(self):
        """Would catch: months after the end of the record that count as calm."""
        overall = self.scored("--until", "2018-04")["levels"][0]["overall"]
        self.assertEqual(overall["months"], 4 * overall["years"])
        self.assertEqual(overall["event_months"], 2)

    def test_until_must_lie_within_the_forecasts(self):
        for month in ("2017-12", "2020-01", "2018"):
            refused = self.validate("--record", "crises.csv", "--until", month, expect=2)
            self.assertIn(f"--until {month}", refused.stderr)

    def test_a_record_may_name_disputes_of_the_region_itself(self):
        self.write("crises.csv", OWN_RECORD)
        self.assertEqual(self.scored()["levels"][0]["overall"]["event_months"], 3)

    def test_without_a_record_there_is_nothing_to_hold_against(self):
        self.assertIn("--record", self.validate(expect=2).stderr)

    def test_evidence_is_stale_once_a_record_changes(self):
        self.scored()
        check = ["--record", "crises.csv", "--check", "scores.json"]
        self.assertIn("stands", self.validate(*check).stdout)
        for name, old, new in [("before.csv", "2001-05,17,5", "2001-06,18,5"), ("crises.csv", "2018-03,2018-05", "2018-03,2018-04")]:
            with self.subTest(name):
                text = (self.folder / name).read_text()
                self.assertIn(old, text)
                self.write(name, text.replace(old, new))
                self.assertIn("stale", self.validate(*check, expect=6).stderr)
                self.write(name, text)

    def test_evidence_of_another_kind_is_no_evidence(self):
        self.write("other.json", '{"kind": "claims", "fingerprint": ""}')
        self.assertIn("no evidence of kind 'validation'",
                      self.validate("--record", "crises.csv", "--check", "other.json", expect=7).stderr)

    def test_a_record_that_does_not_reach_the_forecasts_is_no_calm(self):
        refused = self.validate("--record", "before.csv", expect=3)
        self.assertIn("no episode reaches 2018-01", refused.stderr)

    def test_faults_are_told_with_their_place(self):
        for old, new, said in [("before.csv", "befor.csv", "befor.csv"), ("before_from: 2000-01", "before_from: 2014-01", "60 months"),
                               ("levels: [2, 3]", "levels: [3, 2]", "ascending"), ("levels: [2, 3]", "levels: [1]", "1"),
                               ("before_from", "before_since", "before_from"),
                               ("use: [as_recorded_2018]", "use: [as_recorded_2018, other], other: {}", "one policy in one scenario")]:
            with self.subTest(new):
                self.assertIn(old, self.text)
                self.write("forecasts.yaml", self.text.replace(old, new))
                refused = self.validate("--record", "crises.csv", expect=3)
                self.assertRegex(refused.stderr, r"forecasts.yaml:\d+:\d+: error:")
                self.assertIn(said, refused.stderr)


if __name__ == "__main__":
    main()
