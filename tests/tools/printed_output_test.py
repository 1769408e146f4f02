"""What a command prints is printed, or the shell is told: every command with its output on a disk that is full."""
import os
import re
import subprocess
import unittest

import tune_test
from detente_command import PATIENCE, PROGRAM, QUICKSTART, SOURCE, CommandTest, main

DATA = SOURCE / "configs/western_balkans"
EVIDENCE = SOURCE / "docs/evidence"
# The second is said of what the library for options printed: its reason is gone by then.
LOST = [f"cannot print all of it ({reason}); files that were written before are whole"
        for reason in ("No space left on device", "an earlier part is lost")]
SHORT = [QUICKSTART, "--policy", "status_quo", "--set", "experiment.months=12"]
ARMS = [QUICKSTART, "--policy", "status_quo,align_and_comply", "--set", "experiment.months=24"]
SCREENED = [*ARMS, "--set", "uncertainties={from_evidence: [escalation]}", "--set", "noise=off",
            "--set", "design={type: morris, trajectories: 2}"]
SPREAD = [*ARMS, "--runs", 64, "--set", "uncertainties={from_evidence: [escalation]}"]

# A call of every command that prints. Those of evidence say whether what is there stands, for the work itself takes long.
PRINTS = {
    "check": ["check", QUICKSTART],
    "plan": ["plan", QUICKSTART],
    "run": ["run", *SHORT, "--runs", 8, "--out", "new"],
    "resume": ["resume", "screened"],
    "status": ["status", "screened", "--json"],
    "merge": ["merge", "whole", "arms-shard-0-of-2", "arms-shard-1-of-2"],
    "replay": ["replay", "screened", "--policy", "status_quo", "--run", 0],
    "explain": ["explain", "screened", "--policy", "status_quo", "--run", 0],
    "analyze": ["analyze", "screened"],
    "compare": ["compare", "screened", "--policies", "status_quo,align_and_comply"],
    "sensitivity": ["sensitivity", "screened"],
    "discover": ["discover", "spread", "--fails", "crisis_cost > 1"],
    "report": ["report", "screened", "--format", "text"],
    "export": ["export", "screened", "--table", "outcomes"],
    "params": ["params"],
    "schema": ["schema"],
    "verify": ["verify", QUICKSTART, "--only", "cost", "--samples", 1],
    "magnitudes": ["magnitudes", DATA / "magnitudes.yaml", "--check", EVIDENCE / "magnitudes.json"],
    "claims": ["claims", "--check", EVIDENCE / "claims.json"],
    "calibrate": ["calibrate", "--check", EVIDENCE / "calibration.json"],
    "tune": ["tune", "search.yaml"],
    "select": ["select", *ARMS, "--delta", 1000, "--stage", 32, "--max-runs", 640],
    "rare": ["rare", *SHORT, "--trajectories", 10, "--replications", 2],
    "validate": ["validate", DATA / "validation_2013.yaml", "--record", DATA / "data/crises_2000_2017.csv",
                 "--check", EVIDENCE / "validation_2013.json"],
    "evidence": ["evidence", "--samples", 2048, "--check", EVIDENCE / "accounting.json"],
    "doctor": ["doctor"],
    "manual": ["manual", "run"],
    "completion": ["completion", "bash"],
}
SILENT = {"init", "explorer"}  # what they make is a file
# Paths in evidence, and the files that commands read by themselves, are those of the source tree.
AT_SOURCE = {"params", "magnitudes", "claims", "calibrate", "validate", "evidence", "doctor"}


@unittest.skipUnless(os.path.exists("/dev/full"), "needs the device /dev/full")
class PrintedOutput(CommandTest):
    def printing_into_nothing(self, arguments, folder=None):
        with open("/dev/full", "w") as full:
            return subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=folder or self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=PATIENCE)

    def assert_told(self, done):
        self.assertEqual(done.returncode, 7, done.stderr)
        # A table is written by itself, and says so.
        self.assertTrue(any(lost in done.stderr for lost in LOST) or "cannot write the table (No space left on device)" in done.stderr, done.stderr)
        self.assertNotIn("next: ", done.stderr)  # as if all were well

    def test_the_list_has_every_command(self):
        """Would catch: a new command whose output may be lost without a word."""
        text = self.call("manual", "--format", "md").stdout
        self.assertEqual({*PRINTS, *SILENT}, set(re.findall(r"^## detente (\w+)$", text, re.MULTILINE)))

    def test_every_command_says_that_what_it_prints_is_lost(self):
        """Would catch: an answer that fits the buffer and is lost at the end of the process, with exit code 0; a sentence
        about results that are kept where there are none."""
        self.call("run", *SCREENED, "-q", "--out", "screened")
        self.call("run", *SPREAD, "-q", "--out", "spread")
        for shard in range(2):
            self.call("run", *ARMS, "--runs", 64, "--shard", f"{shard}/2", "-q", "--out", "arms")
        tune_test.Tune.settings(self)
        for command, arguments in PRINTS.items():
            with self.subTest(command):
                self.assert_told(self.printing_into_nothing(arguments, SOURCE if command in AT_SOURCE else None))

    def test_help_and_version_say_it_too(self):
        for arguments in (["--help"], ["--version"], ["run", "--help"]):
            with self.subTest(arguments):
                self.assert_told(self.printing_into_nothing(arguments))

    def test_what_was_written_before_is_whole(self):
        self.assert_told(self.printing_into_nothing(["run", *SHORT, "--runs", 8, "--out", "kept"]))
        self.assertIn("finished", self.call("status", "kept").stdout)

    def test_nobody_asked_for_output_and_none_is_missed(self):
        """Would catch: a complaint about output where there is none."""
        done = self.printing_into_nothing(["init", "study.yaml", "--region", DATA])
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    main()
