"""detente.Experiment: what is written is what the command reads, and its words, exit codes and Ctrl-C come through."""
import os
import pickle
import signal
import subprocess
import sys
import time
import unittest.mock

import numpy

from package_case import PACKAGE, PROGRAM, QUICKSTART, CommandTest, experiment
from detente_command import main

import detente
from detente import yaml_text


class Config(CommandTest):
    def test_what_is_set_is_what_the_command_has_in_use(self):
        """Would catch a value at another place, numbers that lose digits, texts that turn into something else."""
        given = experiment().set("policies.mine", {"access.mobility": {"SRB": 0.123456789012345}, "mediation": {
            "base": 0.5, "when": [{"if": "level[BEL_PRI] >= 3", "set": 1.0, "for": 12}]}})
        given.set("policies.use", ["status_quo", "mine"]).set("policies.mine.mediation.when[0].set", numpy.float64(0.9))
        given.set("noise", "off").set("experiment.months", 12)

        resolved = self.call("check", given.write(self.folder / "mine.yaml"), "--resolved").stdout

        in_use = yaml_text.load(resolved)
        self.assertEqual(in_use["policies"]["mine"]["access"]["mobility"]["SRB"], 0.123456789012345)
        self.assertEqual(in_use["policies"]["mine"]["mediation"]["when"],
                         [{"if": "level[BEL_PRI] >= 3", "set": 0.9, "for": 12}])
        self.assertEqual(in_use["noise"], "off")
        self.assertEqual((in_use["experiment"]["months"], in_use["experiment"]["seed"]), (12, 7))

    def test_a_file_is_read_as_the_command_reads_it(self):
        """Would catch relative files that are looked for elsewhere, and on, yes or dates that are no texts here."""
        read = detente.Experiment.read(QUICKSTART)
        self.assertEqual(yaml_text.load("a: [on, no, 2026-01-02, 1e3, 1_0, true, null]"),
                         {"a": ["on", "no", "2026-01-02", 1000.0, "1_0", True, None]})
        self.assertIn("no faults found", read.check())
        ours = self.call("check", read.write(self.folder / "again.yaml"), "--resolved").stdout
        theirs = self.call("check", QUICKSTART, "--resolved").stdout
        self.assertEqual(yaml_text.load(ours), yaml_text.load(theirs))

    def test_copies_are_apart_and_unset_takes_away(self):
        first = experiment()
        second = first.copy().set("policies.mine.mediation", 0.9).unset("record")
        self.assertIsNone(first.get("policies.mine"))
        self.assertEqual((second.get("policies.mine"), second.get("record")), ({"mediation": 0.9}, None))

    def test_a_path_that_leads_nowhere_is_an_error(self):
        for path in ("experiment.months.of", "policies.use[7]", "design[0]", "..."):
            with self.assertRaises(detente.DetenteError, msg=path):
                experiment().set(path, 1)
        with self.assertRaisesRegex(detente.DetenteError, "'nowhere.yaml' cannot be read"):
            detente.Experiment.read("nowhere.yaml")
        with self.assertRaisesRegex(detente.DetenteError, "parameters are missing"):
            detente.Experiment("nowhere/region.yaml", ["status_quo"])


class Run(CommandTest):
    def test_a_wrong_config_has_the_place_and_the_hint(self):
        """Would catch an error that is swallowed, an exit code that is lost and a place in a file that is gone."""
        wrong = experiment().set("experiment.monhts", 3)
        for act in (wrong.check, lambda: wrong.run(self.folder / "out")):
            with self.assertRaises(detente.CommandError) as caught:
                act()
            error = pickle.loads(pickle.dumps(caught.exception))
            self.assertEqual(error.exit_code, 3)
            self.assertRegex(error.message, r"^small\.yaml:4:\d+: error: unknown key 'monhts'")
            self.assertIn("did you mean 'months'", error.message)
            self.assertIn("monhts", error.config.splitlines()[3])
        self.assertFalse((self.folder / "out").exists())

    def test_outputs_are_kept_gone_on_with_or_put_beside(self):
        """Would catch another folder opened than the one that was written."""
        out = self.folder / "my out"
        for if_exists, folder in (("error", "my out"), ("resume", "my out"), ("new", "my out-2")):
            with experiment().run(out, if_exists=if_exists) as result:
                self.assertEqual(result.file.parent.name, folder)
        with self.assertRaisesRegex(detente.CommandError, "holds the result of this experiment already") as caught:
            experiment().run(out)
        self.assertEqual(caught.exception.exit_code, 6)

    def test_options_reach_the_command(self):
        """Would catch runs that are not those asked for, and progress that is not told or not to the end."""
        told = []
        options = {"runs": 24, "threads": 1, "progress": lambda *one: told.append(one)}
        with experiment().run(self.folder / "out", **options) as result:
            self.assertEqual(result.runs, 24)
        self.assertEqual(told[-1][:2], (48, 48))
        self.assertIn('"threads": 1', (self.folder / "out/run.json").read_text())

    def test_a_target_that_was_missed_is_a_warning(self):
        stopping = experiment(record={}).set("stop", {"max_samples": 1024, "check_every": 256, "until": [
            {"estimate": "mean", "outcome": "crisis_cost", "half_width": {"absolute": 1e-6}}]})
        stopping.set("design.samples", 512).set("policies.use", ["status_quo"]).set("experiment.months", 2)
        with self.assertWarnsRegex(UserWarning, "was not reached"):
            result = stopping.run(self.folder / "out")
        self.addCleanup(result.close)
        self.assertTrue(result.provenance.stopping.startswith("not reached at"))

    def test_a_time_limit_says_how_to_go_on(self):
        """Would catch a run that was stopped and counts as done, and an exit without a word."""
        long = experiment(record={"part_runs": 256}, design={"type": "mc", "samples": 4096})
        with self.assertRaisesRegex(detente.CommandError, "detente resume") as caught:
            long.run(self.folder / "out", time_limit="0.001s")
        self.assertEqual(caught.exception.exit_code, 75)

    def test_the_program_is_found_or_its_absence_told(self):
        with unittest.mock.patch.dict(os.environ, {"DETENTE": "/nowhere/detente"}):
            with self.assertRaisesRegex(detente.DetenteError, "is not a program"):
                experiment().check()
            self.assertIn("no faults", experiment().check(detente=PROGRAM))


LONG = """
import sys
sys.path.insert(0, {package!r})
import detente
experiment = detente.Experiment.read("long.yaml")
try:
    experiment.run("out", threads=1, progress=lambda done, runs, seconds: print(done, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


class Interrupt(CommandTest):
    def test_ctrl_c_commits_what_has_begun_and_resume_goes_on(self):
        """Would catch a command that is left running, killed at once (no part is committed) or taken for finished. The
        signal goes to the whole group, as a terminal sends it."""
        long = experiment(record={"part_runs": 256}, design={"type": "mc", "samples": 256 * 16})
        long.set("experiment.months", 120).write(self.folder / "long.yaml")
        script = subprocess.Popen([sys.executable, "-c", LONG.format(package=str(PACKAGE))], cwd=self.folder,
                                  stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.addCleanup(script.stdout.close)
        first = script.stdout.readline()
        os.killpg(script.pid, signal.SIGINT)
        said = script.communicate(timeout=60)[0]

        self.assertTrue(first.strip().isdigit(), first)
        self.assertTrue(said.endswith("interrupted\n"), said)
        self.assertFalse((self.folder / "out/result.h5").exists())
        parts = sorted((self.folder / "out/parts").glob("*"))
        self.assertTrue(0 < len(parts) < 32, parts)
        stamps = {part: part.stat().st_mtime_ns for part in parts if part.suffix == ".h5"}
        self.assertTrue(stamps, parts)
        time.sleep(0.5)
        self.assertEqual(sorted((self.folder / "out/parts").glob("*")), parts, "the command went on")
        with self.assertRaisesRegex(detente.ResultError, "detente resume"):
            detente.open(self.folder / "out")
        with detente.Experiment.read(self.folder / "long.yaml").run(self.folder / "out", if_exists="resume") as result:
            self.assertEqual(result.runs, 4096)


if __name__ == "__main__":
    main()
