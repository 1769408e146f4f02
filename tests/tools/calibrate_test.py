"""What `detente calibrate` fits, keeps, refuses and goes on with, and that experiments can sample what it finds."""
import csv
import json
import signal
import subprocess
import time

import yaml

from detente_command import PATIENCE, PROGRAM, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
RECORD = REGION / "data/crises_2000_2017.csv"


class Calibrate(CommandTest):
    def settings(self, name="fit.yaml", **more):
        """A small fit of the shipped calibration: 3 years, few particles."""
        settings = {"schema": "detente/calibration@1", "extends": str(REGION / "calibration.yaml"),
                    "experiment": {"name": "small", "months": 36},
                    "calibration": {"record": str(RECORD), "particles": 220, "generations": 2, "moves": 1, "draws": 20},
                    "recovery": {"records": 2, "draws": 9}}
        for key, value in more.items():
            settings[key] = {**settings.get(key, {}), **value}
        (self.folder / name).write_text(yaml.safe_dump(settings, sort_keys=False))
        return name

    def calibrate(self, *arguments, expect=0):
        return self.call("calibrate", *arguments, "--progress", "none", expect=expect)

    def test_a_fit_says_prior_posterior_and_recovery(self):
        done = self.calibrate(self.settings())
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        evidence = json.loads((self.folder / "outputs/small/calibration.json").read_text())
        numbers = {number["number"]: number for number in evidence["numbers"]}
        self.assertIn("escalation.up0[0]", numbers)
        self.assertIn("region.disputes.BEL_PRI.up_offset[3]", numbers)
        self.assertIn("spread.offsets", numbers)
        for number in numbers.values():
            for law in ("prior", "posterior"):
                self.assertLessEqual(number[law]["lower"], number[law]["median"])
                self.assertLessEqual(number[law]["median"], number[law]["upper"])
        self.assertEqual(len(evidence["generations"]), 3)
        recovery = evidence["recovery"]
        self.assertEqual([sum(line["histogram"]) for line in recovery["ranks"]], [2] * len(numbers))

    def test_the_posterior_is_sampled_by_an_experiment(self):
        self.calibrate(self.settings(recovery={"records": 0}))
        posterior = yaml.safe_load((self.folder / "outputs/small/posterior.yaml").read_text())
        self.assertEqual(len(posterior["samples"]), 20)
        self.assertEqual({len(row) for row in posterior["samples"]}, {len(posterior["keys"])})
        experiment = {"schema": "detente/experiment@1", "extends": str(REGION / "experiments/quickstart.yaml"),
                      "experiment": {"name": "sampled", "months": 60}, "design": {"samples": 32, "replications": 2},
                      "uncertainties": {"posterior": "outputs/small/posterior.yaml"}}
        (self.folder / "sampled.yaml").write_text(yaml.safe_dump(experiment, sort_keys=False))
        self.call("run", "sampled.yaml", "--progress", "none")

    def test_a_fit_names_its_region_and_is_drawn_in_no_other(self):
        """Would catch: draws of disputes of another place that have the same ids; a name whose quotes break the file."""
        name = 'Here: "the" place'
        fit = self.settings(recovery={"records": 0})
        (self.folder / "place.yaml").write_text(f"schema: detente/region@1\nextends: {REGION}/record/region_2000.yaml\nname: '{name}'\n")
        with open(self.folder / fit, "a", encoding="utf-8") as file:
            file.write("region: place.yaml\n")
        done = self.calibrate(fit)
        self.assertTrue(done.stdout.startswith(f"Evidence of the region {name}\nFit to "), done.stdout[:200])
        self.assertEqual(json.loads((self.folder / "outputs/small/calibration.json").read_text())["region"], name)
        self.assertEqual(yaml.safe_load((self.folder / "outputs/small/posterior.yaml").read_text())["region"], name)
        experiment = {"schema": "detente/experiment@1", "extends": str(REGION / "experiments/quickstart.yaml"),
                      "uncertainties": {"posterior": "outputs/small/posterior.yaml"}}
        (self.folder / "elsewhere.yaml").write_text(yaml.safe_dump(experiment, sort_keys=False))
        refused = self.call("check", "elsewhere.yaml", expect=3)
        self.assertRegex(refused.stderr, rf"posterior\.yaml:4:\d+: error: a fit of the region '{name}' in an experiment of 'Western Balkans'")
        self.assertEqual(refused.stderr.count(": error:"), 1)
        self.call("check", "elsewhere.yaml", "--set", f"region.name='{name}'")

    def test_stopped_it_goes_on_to_the_same_bytes(self):
        self.calibrate(self.settings(), "--out", "whole", "--threads", "1")
        command = [str(PROGRAM), "calibrate", "fit.yaml", "--out", "halves", "--progress", "none", "--threads", "2"]
        running = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + PATIENCE
        while not (self.folder / "halves/fit.json").exists() and time.monotonic() < deadline:
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)
        self.assertIn(running.returncode, (0, 130))
        if running.returncode:
            self.calibrate("fit.yaml", "--out", "halves")
        for name in ("posterior.yaml", "fit.json", "recovery.json"):
            self.assertEqual((self.folder / "whole" / name).read_bytes(), (self.folder / "halves" / name).read_bytes(), name)

    def test_another_seed_is_other_luck(self):
        for seed in ("7", "7", "8"):
            self.calibrate(self.settings(recovery={"records": 0}), "--seed", seed, "--out", f"out{len(list(self.folder.glob('out*')))}")
        posteriors = [yaml.safe_load((self.folder / f"out{k}/posterior.yaml").read_text())["samples"] for k in range(3)]
        self.assertEqual(posteriors[0], posteriors[1])
        self.assertNotEqual(posteriors[0], posteriors[2])

    def test_what_is_there_is_not_overwritten(self):
        self.calibrate(self.settings())
        self.assertIn("not overwritten", self.calibrate("fit.yaml", expect=6).stderr)
        (self.folder / "outputs/small/posterior.yaml").rename(self.folder / "mine.yaml")
        (self.folder / "outputs/small/calibration.json").rename(self.folder / "mine.json")
        self.settings(experiment={"name": "small", "months": 48})
        self.assertIn("nothing was overwritten", self.calibrate("fit.yaml", expect=6).stderr)

    def test_evidence_is_stale_once_its_configuration_changes(self):
        self.calibrate(self.settings(recovery={"records": 0}))
        self.assertIn("stands", self.calibrate("fit.yaml", "--check", "outputs/small/calibration.json").stdout)
        self.settings(recovery={"records": 0}, spreads={"offsets": {"distribution": "uniform", "min": 0.2, "max": 1.5}})
        self.assertIn("stale", self.calibrate("fit.yaml", "--check", "outputs/small/calibration.json", expect=6).stderr)

    def test_faults_are_told_with_their_place(self):
        law = {"distribution": "uniform", "min": 0.1, "max": 0.2}
        for more, said in [({"priors": {"escalation.b_tenn": law}}, "b_tenn"),
                           ({"priors": {"escalation.b_ten": {"spread": "offset"}}}, "offsets"),
                           ({"priors": {"escalation.b_ten": {**law, "max": 0.05}}}, "min < max"),
                           ({"calibration": {"particles": 100}}, "100 particles for 43 statistics (at least 215)"),
                           ({"calibration": {"keep": 2}}, "keep")]:
            with self.subTest(said):
                refused = self.calibrate(self.settings("broken.yaml", **more), expect=3)
                self.assertRegex(refused.stderr, r"broken.yaml:\d+:\d+: error:")
                self.assertIn(said, refused.stderr)

    def test_an_open_quote_swallows_no_crises(self):
        (self.folder / "record.csv").write_text(RECORD.read_text(encoding="utf-8") + 'E99,x,PRESEVO,"open\n', encoding="utf-8")
        fit = self.settings(calibration={"record": str(self.folder / "record.csv")})
        self.assertRegex(self.calibrate(fit, expect=3).stderr, r"record.csv:\d+:\d+: error: a quote that is not closed")

    def test_the_proof_can_follow_the_fit(self):
        """Would catch: a fit made again because more records are asked for, or a lock left by the first call."""
        self.calibrate(self.settings(), "--records", "0")
        fitted = (self.folder / "outputs/small/fit.json").read_bytes()
        # Of the fit alone: the head that folders have which were begun before.
        alone = json.loads((self.folder / "outputs/small/calibration.json").read_text())["fingerprint"]
        self.assertEqual(json.loads(fitted)["head"]["fingerprint"], alone)
        (self.folder / "outputs/small/calibration.json").unlink()
        done = self.calibrate("fit.yaml")
        self.assertNotIn("generation", done.stderr)
        self.assertIn("too few records for a test of ranks", done.stdout)
        self.assertEqual((self.folder / "outputs/small/fit.json").read_bytes(), fitted)

    def test_faults_of_the_record_are_told_with_their_line(self):
        with open(RECORD, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        rows[2][rows[0].index("model_dispute")] = "BEL_PRY"
        rows[3][rows[0].index("start_month")] = "2000-3"
        with open(self.folder / "record.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        fit = self.settings(calibration={"record": str(self.folder / "record.csv"), "particles": 220, "generations": 1,
                                         "moves": 1, "draws": 20})
        refused = self.calibrate(fit, expect=3)
        self.assertRegex(refused.stderr, r"record.csv:3:\d+: error:.*BEL_PRY")
        self.assertIn("did you mean 'BEL_PRI'?", refused.stderr)
        self.assertRegex(refused.stderr, r"record.csv:4:\d+: error:.*2000-3")
        missing = self.settings("missing.yaml", calibration={"record": "nowhere.csv"})
        self.assertRegex(self.calibrate(missing, expect=3).stderr, r"missing.yaml:\d+:\d+: error: no file .*nowhere.csv")


if __name__ == "__main__":
    main()
