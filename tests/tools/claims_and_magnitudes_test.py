"""What `detente claims` and `detente magnitudes` find, keep, refuse and go on with."""
import json
import signal
import subprocess
import time
import unittest

import h5py
import yaml

from detente_command import PATIENCE, PROGRAM, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
QUICK = ["--runs", "64", "--samples", "8", "--replications", "2", "--progress", "none"]


class Claims(CommandTest):
    def claims(self, *arguments, expect=0):
        return self.call("claims", *arguments, "--out", "out", *QUICK, expect=expect)

    def claim(self, name, old="", new=""):
        """A copy of a claim that still finds what it extends."""
        text = (REGION / "claims/C09.yaml").read_text().replace("../claims.yaml", str(REGION / "claims.yaml"))
        self.assertIn(old, text)
        file = self.folder / name
        file.write_text(text.replace(old, new))
        return file

    def test_every_claim_is_read_and_runs(self):
        done = self.claims(REGION / "claims")
        claims = json.loads((self.folder / "out/claims.json").read_text())["claims"]
        self.assertEqual([claim["claim"] for claim in claims], [f"C{k:02}" for k in range(1, 26)])
        self.assertIn("25 claims:", done.stdout)
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        with h5py.File(self.folder / "out/analysis.h5") as file:
            self.assertEqual(len(file["claims/difference"]), sum(len(claim["rows"]) for claim in claims))

    def test_the_policies_of_claims_are_those_of_the_region(self):
        """Would catch: a policy that is changed in one of the two places alone."""
        known = yaml.safe_load((REGION / "policies.yaml").read_text())
        for file in sorted((REGION / "claims").glob("*.yaml")):
            for name, levers in (yaml.safe_load(file.read_text()).get("policies") or {}).items():
                if name in known:
                    self.assertEqual(levers, known[name], f"{name} in {file.name}")

    def test_the_sides_are_paired_and_a_fingerprint_pins_them(self):
        self.claims(self.claim("C09.yaml"))
        claim = json.loads((self.folder / "out/C09.json").read_text())
        for row in claim["rows"]:
            difference = row["mean_a"]["value"] - row["mean_b"]["value"]
            self.assertAlmostEqual(row["difference"]["value"], difference, places=9)
            self.assertEqual(row["share"]["n"], 8)
        self.assertEqual(len(claim["fingerprint"]), 16)

    def test_what_is_finished_is_not_computed_again_nor_overwritten(self):
        self.claims(self.claim("C09.yaml"))
        before = (self.folder / "out/C09.json").read_bytes()
        again = self.claims(self.folder / "C09.yaml")
        self.assertNotIn("C09: ", again.stderr)
        self.claim("C09.yaml", "0.693", "0.7")
        refused = self.claims(self.folder / "C09.yaml", expect=6)
        self.assertIn("nothing was overwritten", refused.stderr)
        self.assertEqual((self.folder / "out/C09.json").read_bytes(), before)

    def test_evidence_is_stale_once_its_configuration_changes(self):
        self.claims(self.claim("C09.yaml"))
        check = ["claims", self.folder / "C09.yaml", *QUICK[:6], "--check", "out/claims.json"]
        self.assertIn("stands", self.call(*check).stdout)
        self.claim("C09.yaml", "0.693", "0.7")
        self.assertIn("stale: what C09", self.call(*check, expect=6).stderr)

    def test_evidence_names_its_region(self):
        """Would catch: claims of nobody knows where, or older files that can no longer be checked."""
        done = self.claims(self.claim("C09.yaml"))
        self.assertTrue(done.stdout.startswith("Evidence of the region Western Balkans\n\nC09  "), done.stdout[:200])
        evidence = json.loads((self.folder / "out/claims.json").read_text())
        self.assertEqual(list(evidence)[:3], ["schema", "kind", "region"])
        self.assertEqual([evidence["region"], evidence["claims"][0]["region"]], ["Western Balkans"] * 2)
        check = ["claims", self.folder / "C09.yaml", *QUICK[:6], "--check", "out/claims.json"]
        self.assertIn("of the region Western Balkans stands", self.call(*check).stdout)
        del evidence["region"]
        (self.folder / "out/claims.json").write_text(json.dumps(evidence))
        self.assertIn("of an unnamed region stands", self.call(*check).stdout)

    def test_claims_of_two_regions_do_not_mix(self):
        """Would catch: a claims.json that is said to be of the region of its first claim and holds claims of another."""
        (self.folder / "place.yaml").write_text(f"schema: detente/region@1\nextends: {REGION}/region.yaml\nname: Elsewhere\n")
        there = self.claim("C10.yaml", "experiment: {name: C09}", "experiment: {name: there}\nregion: place.yaml")
        refused = self.claims(self.claim("C09.yaml"), there, expect=2)
        self.assertIn("C09 is of 'Western Balkans', there of 'Elsewhere'", refused.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_faults_are_told_with_their_place(self):
        for old, new, said in [("mean.eu_bandwidth", "mean.eu_bandwith", "mean.eu_bandwidth"),
                               ("a: doubled,", "a: dubled,", "doubled"),
                               ("expect: lower", "expect: smaller", "lower"),
                               ("rows:", "rowz:", "rows"),
                               ("[status_quo, baseline]", "[status_quo]", "[policy, scenario]")]:
            with self.subTest(new):
                refused = self.claims(self.claim("broken.yaml", old, new), expect=3)
                self.assertRegex(refused.stderr, r"broken.yaml:\d+:\d+: error:")
                self.assertIn(said, refused.stderr)

    def test_stopped_it_goes_on_after_the_last_claim(self):
        command = [str(PROGRAM), "claims", str(REGION / "claims"), "--out", "out", "--runs", "2048", "--samples", "64",
                   "--replications", "4", "--progress", "none"]
        running = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not (self.folder / "out/C01.json").exists():
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=PATIENCE)
        self.assertEqual(running.returncode, 130, errors)
        self.assertIn("goes on after the last claim", errors)


class Magnitudes(CommandTest):
    def test_lines_have_values_intervals_and_verdicts(self):
        done = self.call("magnitudes", REGION / "magnitudes.yaml", "--runs", "64", "--json", "magnitudes.json",
                         "--progress", "none")
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        self.assertTrue(done.stdout.startswith("Evidence of the region Western Balkans\nMagnitudes, "), done.stdout[:200])
        evidence = json.loads((self.folder / "magnitudes.json").read_text())
        self.assertEqual(evidence["region"], "Western Balkans")
        lines = evidence["lines"]
        self.assertGreater(len(lines), 50)
        for line in lines:
            estimate = line["estimate"]
            self.assertIn(line["verdict"], ("met", "missed", "undecided"))
            self.assertLessEqual(estimate["lower"], estimate["value"])
            self.assertLessEqual(estimate["value"], estimate["upper"])
        self.call("magnitudes", REGION / "magnitudes.yaml", "--runs", "64", "--json", "magnitudes.json", expect=6)

    def test_faults_are_told_with_their_place(self):
        text = (REGION / "magnitudes.yaml").read_text().replace("region.yaml", str(REGION / "region.yaml"), 1)
        text = text.replace("../parameters.yaml", str(REGION.parent / "parameters.yaml"))
        for old, new, said in [("measure: relapse", "measure: relaps", "relapse"), ("outcome: end.g,", "outcome: end.h,", "end.g"),
                               ("target: [0.60, 0.92]", "target: [0.92, 0.60]", "[lowest, highest]")]:
            with self.subTest(new):
                self.assertIn(old, text)
                file = self.folder / "broken.yaml"
                file.write_text(text.replace(old, new))
                refused = self.call("magnitudes", file, expect=3)
                self.assertRegex(refused.stderr, r"broken.yaml:\d+:\d+: error:")
                self.assertIn(said, refused.stderr)


class Committed(unittest.TestCase):
    """What stands in docs/evidence, which `--check` takes with a region or without."""

    def test_it_names_the_region_that_it_is_of(self):
        """Would catch: a file that was written before evidence named its region, or copied from that of another."""
        name = yaml.safe_load((REGION / "region.yaml").read_text())["name"]
        for stem in ("accounting", "calibration", "calibration_2012", "claims", "magnitudes", "validation_2013", "verification"):
            with self.subTest(stem):
                evidence = json.loads((SOURCE / f"docs/evidence/{stem}.json").read_text())
                self.assertEqual(list(evidence)[:4], ["schema", "kind", "region", "revision"])
                self.assertEqual({evidence["region"], *(claim["region"] for claim in evidence.get("claims", []))}, {name})
                text = (SOURCE / f"docs/evidence/{stem}.txt").read_text()
                self.assertEqual(text.splitlines()[0], f"Evidence of the region {name}")
        for file in sorted((SOURCE / "docs/evidence").glob("posterior_*.yaml")):
            with self.subTest(file.name):
                self.assertIn(f'\nschema: detente/posterior@1\nregion: "{name}"\nkeys:\n', file.read_text())


if __name__ == "__main__":
    main()
