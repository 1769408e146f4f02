"""One run computed again from a result alone; what an experiment will take; histories with fewer bits."""
import csv
import io
import os
import pathlib
import shutil
import subprocess

import h5py
import numpy

from detente_command import PATIENCE, PROGRAM, SMALL, CommandTest, main, small

EVERYTHING = ["--set", "record.history={variables: all, runs: {first: all}, precision: double}",
              "--set", "record.events.first=40", "-q"]


def rows_of(done):
    return list(csv.reader(io.StringIO(done.stdout)))


class Replay(CommandTest):
    def test_repeats_history_events_and_outcomes_of_any_run_from_a_copied_file(self):
        self.call("run", *SMALL, *EVERYTHING)
        alone = self.folder / "elsewhere/copy.h5"
        alone.parent.mkdir()
        shutil.copy(self.folder / "outputs/quickstart/result.h5", alone)
        shutil.rmtree(self.folder / "outputs")
        for policy, run in (("status_quo", 0), ("align_and_comply", 17), ("align_and_comply", 39)):
            for table in ("history", "events", "outcomes"):
                with self.subTest(policy=policy, run=run, table=table):
                    chosen = ["--policy", policy, "--run", run, "--table", table]

                    again = self.call("replay", alone, *chosen)

                    self.assertEqual(again.stdout.splitlines()[0], self.call("export", alone, *chosen).stdout.splitlines()[0])
                    self.assertEqual(sorted(rows_of(again)), sorted(rows_of(self.call("export", alone, *chosen))))
                    self.assertIn("bit for bit", again.stderr)

    def test_of_a_run_that_differs_says_so_and_exits_6(self):
        self.call("run", *SMALL, "-q")
        result = self.folder / "outputs/quickstart/result.h5"
        with h5py.File(result, "r+") as file:
            file["outcomes/crisis_cost"][1, 0, 3] += 1e-9

        self.call("replay", "outputs/quickstart", "--policy", "align_and_comply", "--run", 4)
        differs = self.call("replay", "outputs/quickstart", "--policy", "align_and_comply", "--run", 3, expect=6)

        self.assertRegex(differs.stderr, r"1 of \d+ outcomes differ from the result, the first crisis_cost")

    def test_of_an_ensemble_that_has_no_result_yet_works(self):
        self.call("run", *SMALL, "-q", "--shard", "0/2")

        done = self.call("replay", "outputs/quickstart-shard-0-of-2", "--policy", "status_quo", "--run", 5)

        self.assertEqual(len(rows_of(done)), 1 + 25)
        self.assertIn("no result yet", done.stderr)

    def test_of_a_run_in_single_precision_is_the_same_too(self):
        self.call("run", *SMALL, "-q", "--set", "experiment.precision=single")

        self.assertIn("bit for bit", self.call("replay", "outputs/quickstart", "--policy", "status_quo", "--run", 21).stderr)

    def test_names_what_may_be_asked_for(self):
        self.call("run", *SMALL, "-q", "--scenario", "baseline,us_disengaged")

        self.assertIn("runs 0 to 39", self.call("replay", "outputs/quickstart", "--policy", "status_quo", "--scenario",
                                                "baseline", "--run", 40, expect=2).stderr)
        self.assertIn("did you mean 'status_quo'", self.call("replay", "outputs/quickstart", "--policy", "status_qo",
                                                             "--scenario", "baseline", "--run", 0, expect=2).stderr)
        self.assertIn("baseline, us_disengaged", self.call("replay", "outputs/quickstart", "--policy", "status_quo",
                                                           "--run", 0, expect=2).stderr)


class Plan(CommandTest):
    def test_counts_runs_and_parts(self):
        done = self.call("plan", *small(40000))

        self.assertIn("80000 in all: 40000 of each of 2 arms, 24 months each", done.stdout)
        self.assertIn("parts   6 of up to 16384 runs", done.stdout)
        self.assertIn("--pilot", done.stderr)

    def test_pilot_predicts_the_size_of_the_result_and_leaves_nothing(self):
        temporary = self.folder / "tmp"
        temporary.mkdir()
        environment = {**os.environ, "TMPDIR": str(temporary)}
        settings = [*small(4096), "--set", "record.history.runs.first=512", "--set", "record.events.first=512"]

        done = self.call("plan", *settings, "--pilot", 1024, environment=environment)

        self.assertRegex(done.stdout, r"time +\d+")
        self.assertEqual(list(temporary.iterdir()), [])
        self.call("run", *settings, "-q")
        size = (self.folder / "outputs/quickstart/result.h5").stat().st_size / 1e6
        predicted = float(done.stdout.split("disk    result ")[1].split(" MB")[0])
        self.assertLess(abs(predicted - size) / size, 0.15, f"{predicted} MB predicted, {size} MB written")

    def next_step(self, done):
        """The command of the last line, done by a shell."""
        line = done.stderr.splitlines()[-1]
        self.assertRegex(line, "^next(, .*)?: ")
        return subprocess.run(line.split(": ", 1)[1], shell=True, cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE)

    def test_names_the_command_that_does_what_was_planned(self):
        """Would catch: options that the next step drops, a name with a blank, and a program that is not on the PATH."""
        file = self.folder / "my study.yaml"
        file.write_text(f"schema: detente/experiment@1\nextends: {SMALL[0]}\n")
        options = [file.name, *SMALL[1:], "--seed", 3, "--set", "baseline=align_and_comply", "--unset", "record.events"]

        counted = self.call("plan", *options)
        measured = self.next_step(counted)
        self.assertEqual(measured.stdout.splitlines()[:3], counted.stdout.splitlines())
        measured = self.call("plan", *options, "--pilot", 16, "--threads", 1)
        self.assertIn("--threads 1", measured.stderr.splitlines()[-1])
        self.next_step(measured)
        self.call("run", *options, "--out", "alike", "-q")
        files = [self.folder / folder / "result.h5" for folder in ("outputs/quickstart", "alike")]
        self.assertEqual(files[0].read_bytes(), files[1].read_bytes())

    def test_names_the_program_as_it_was_called(self):
        done = subprocess.run(["detente", "plan", *SMALL], executable=PROGRAM, cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE)
        self.assertIn(": detente plan ", done.stderr)

    def test_does_not_start_the_run(self):
        self.call("plan", *SMALL)

        self.assertEqual(list(pathlib.Path(self.folder).iterdir()), [])


class Rounding(CommandTest):
    def test_keeps_so_many_bits_of_histories_and_all_of_outcomes(self):
        history = ["--set", "record.history.runs.first=all", "-q"]
        self.call("run", *SMALL, *history, "--out", "exact")
        self.call("run", *SMALL, *history, "--set", "record.history.keep_bits=12", "--out", "rounded")

        with h5py.File(self.folder / "exact/result.h5") as exact, h5py.File(self.folder / "rounded/result.h5") as rounded:
            for name in ("trust", "pressure", "tension"):
                whole, short = exact["history"][name][:], rounded["history"][name][:]
                self.assertTrue((numpy.abs(short - whole) <= numpy.abs(whole) * 2.0**-12).all(), name)
                self.assertTrue((short.view(numpy.uint32) & 0xFFF == 0).all(), name)
                self.assertLess(rounded["history"][name].id.get_storage_size(), exact["history"][name].id.get_storage_size())
                self.assertEqual(rounded["history"][name].attrs["_QuantizeBitRoundNumberOfSignificantBits"], 12)
            for name in exact["outcomes"]:
                if exact["outcomes"][name].ndim >= 3:
                    numpy.testing.assert_array_equal(exact["outcomes"][name][:], rounded["outcomes"][name][:], name)

    def test_is_refused_where_it_has_no_effect(self):
        refused = self.call("check", *SMALL, "--set", "record.history.precision=double", "--set",
                            "record.history.keep_bits=12", expect=3)

        self.assertIn("keep_bits has no effect", refused.stderr)


class FailureLimit(CommandTest):
    def test_is_read_and_checked(self):
        self.call("check", *SMALL, "--set", "on_run_failure={policy: record, abort_if_more_than: 0.05}")
        self.assertIn("(a number from 0 to 1", self.call("check", *SMALL, "--set", "on_run_failure.abort_if_more_than=2", expect=3).stderr)
        self.assertIn("no effect", self.call("check", *SMALL, "--set", "on_run_failure={policy: abort, abort_if_more_than: 0.1}", expect=3).stderr)

    def test_no_run_of_the_region_fails(self):
        self.call("run", *SMALL, "-q", "--fail-fast")

        self.assertEqual(self.call("export", "outputs/quickstart", "--table", "failures").stdout,
                         "policy,scenario,run,sample,replication,outcome\n")


if __name__ == "__main__":
    main()
