"""Ensembles that MPI ranks compute together: the same bytes as one process, whatever happens to a rank."""
import json
import os
import pathlib
import signal
import subprocess
import unittest

from detente_command import PATIENCE, QUICKSTART, SANITIZER, SMALL, main
from fault_case import SAME_AFTER, FaultCase, Work

# Given by who calls: the program whose ranks compute; nothing where it was built without MPI.
RANKED = os.environ.get("DETENTE_FAULTS_RANKED", "")
RANKS = 3
# Two arms of 3,072 runs over five years in 24 parts: long enough that a signal comes before the end on fast machines.
ENSEMBLE = [str(QUICKSTART), "--runs", "3072", "--set", "experiment.months=60", "--set",
            "policies.busy={mediation: 0.9}", "--policy", "status_quo,busy", "--set", "record.part_runs=256"]
PARTS = 24
ALONE = Work("one process", lambda out: ["run", *ENSEMBLE, "--out", out, "--if-exists", "resume", "-q"], ["result.h5"])
MPIRUN = ["mpirun", "--quiet", "--oversubscribe", "--bind-to", "none", "-n", str(RANKS)]
# What mpirun asks of root.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
if SANITIZER == "address":  # Open MPI unloads its modules with all that they hold, which would be so many leaks
    ENVIRONMENT["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"


@unittest.skipUnless(RANKED, "this build has no detente-mpi")
class Ranks(FaultCase):
    def start_ranks(self, *arguments):
        return self.start_command([*MPIRUN, RANKED, *map(str, arguments)], env=ENVIRONMENT)

    def ranks(self, *arguments, expect=0):
        """Runs ranks to their end. Returns what they said on standard output and on standard error."""
        process = self.start_ranks(*arguments)
        output, messages = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, expect, messages)
        return output, messages

    @staticmethod
    def children(process):
        """Processes below mpirun that are ranks."""
        listed = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(process.pid)], capture_output=True, text=True)
        return [int(line.split()[0]) for line in listed.stdout.splitlines() if line.split()[1] == pathlib.Path(RANKED).name]

    def test_three_ranks_give_the_bytes_of_one_process(self):
        output, messages = self.ranks("run", *ENSEMBLE, "--out", "out", "--progress", "lines")

        self.assert_whole(ALONE, "out")
        self.assertEqual(output.count("scenario baseline"), 1, "one rank prints")
        self.assertEqual(messages.count("100 %  6144 of 6144 runs"), 1, messages)
        self.assertIn("run done runs=6144 processes=3 threads=3", messages)
        report = json.loads((self.folder / "out/run.json").read_text())
        self.assertEqual((report["end"], report["processes"], report["runs_computed"]), ("complete", 3, 6144))

    def test_ranks_of_several_threads_give_the_same_bytes(self):
        self.ranks("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 2)

        self.assert_whole(ALONE, "out")

    def test_after_the_loss_of_a_rank_a_resume_goes_on_to_the_same_bytes(self):
        for way in ("one process", "ranks", "the same again"):
            with self.subTest(way=way):
                out = way.replace(" ", "-")
                process = self.start_ranks("run", *ENSEMBLE, "--out", out)
                self.wait_for_parts(3, out)
                ranks = self.children(process)
                self.assertEqual(len(ranks), RANKS)
                os.kill(ranks[1], signal.SIGKILL)
                process.communicate(timeout=PATIENCE)
                self.assertNotEqual(process.returncode, 0)
                before = {part: part.stat().st_mtime_ns for part in self.parts(out)}
                self.assertGreaterEqual(len(before), 3)
                self.assertLess(len(before), PARTS)
                self.assertFalse((self.folder / out / "result.h5").exists())

                if way == "one process":
                    self.call("resume", out, "-q", "--no-merge")
                elif way == "ranks":
                    self.ranks("resume", out, "-q", "--no-merge")
                else:
                    self.ranks("run", *ENSEMBLE, "--out", out, "--if-exists", "resume", "-q", "--no-merge")

                self.assertEqual({part: part.stat().st_mtime_ns for part in before}, before, "nothing is computed twice")
                self.assertEqual(len(self.parts(out)), PARTS)
                self.go_on(ALONE, out)
                self.note("run of ranks", f"MPI ended all, {SAME_AFTER} by {way}", "MPI rank killed")

    def test_signals_end_all_ranks_after_the_parts_begun(self):
        for name, exit_code in (("SIGUSR1", 75), ("SIGTERM", 143)):
            with self.subTest(signal=name):
                out = name.lower()
                process = self.start_ranks("run", *ENSEMBLE, "--out", out)
                self.wait_for_parts(2, out)
                # mpirun hands SIGUSR1 on to all; SIGTERM, which it does not, reaches one rank that tells the others.
                os.kill(process.pid if name == "SIGUSR1" else self.children(process)[1], getattr(signal, name))
                messages = self.finish(process, exit_code)

                self.assertEqual(messages.count(f"next: detente resume {out}"), 1, messages)
                self.assertLess(len(self.parts(out)), PARTS)
                self.assertEqual(list((self.folder / out / "parts").glob("*.tmp")), [])
                self.go_on(ALONE, out)
                self.note("run of ranks", f"all stopped, exit {exit_code}, {SAME_AFTER}", name)

    def test_time_limit_stops_in_time_with_exit_75(self):
        messages = self.ranks("run", *ENSEMBLE, "--out", "out", "--time-limit", "0.2s", expect=75)[1]

        self.assertIn("next: detente resume out", messages)
        self.assertLess(len(self.parts()), PARTS)
        self.go_on(ALONE, "out")
        self.note("run of ranks", f"exit 75, {SAME_AFTER}", "--time-limit")

    def test_shard_of_ranks_is_a_shard(self):
        self.ranks("run", *ENSEMBLE, "--out", "grid", "--shard", "0/2", "-q")
        self.call("run", *ENSEMBLE, "--out", "grid", "--shard", "1/2", "-q")

        self.call("merge", "grid", "grid-shard-0-of-2", "grid-shard-1-of-2", "-q")

        self.assert_whole(ALONE, "grid")

    def test_faults_before_the_start_are_told_once_with_the_exit_code_of_run(self):
        self.call("run", *SMALL, "--out", "there", "-q")
        for arguments, exit_code, message in (
                (["run", *SMALL, "--set", "experiment.month=3"], 3, "unknown key"),
                (["run", *SMALL, "--set", "experiment.months=0"], 3, "experiment.months"),
                (["run", *SMALL, "--no-such-option"], 2, "no-such-option"),
                (["run", "absent.yaml"], 3, "absent.yaml"),
                (["run", *SMALL, "--out", "there"], 6, "'there' holds"),
                (["resume", "nothing"], 7, "no output")):
            with self.subTest(arguments=arguments[-2:]):
                alone = self.call(*arguments, expect=exit_code).stderr.strip().replace("detente ", "detente-mpi ")
                messages = self.ranks(*arguments, expect=exit_code)[1].strip().replace("detente ", "detente-mpi ")

                self.assertEqual(messages.count(message), alone.count(message), messages)
                self.assertGreater(alone.count(message), 0, alone)

    def test_folder_is_claimed_by_rank_0_for_all(self):
        process = self.start_ranks("run", *ENSEMBLE, "--out", "out")
        self.wait_for_parts(1)
        ranks = self.children(process)
        for rank in ranks:  # or it may be at its end before anybody has looked
            os.kill(rank, signal.SIGSTOP)

        status = self.call("status", "out").stdout
        messages = self.ranks("resume", "out", expect=6)[1]
        for rank in ranks:
            os.kill(rank, signal.SIGCONT)

        self.assertEqual(messages.count("another process is working on 'out'"), 1, messages)
        self.assertIn("out: running", status)
        self.finish(process, 0)
        self.note("ranks beside ranks", "second: exit 6 and a sentence; first: whole, same bytes", "two processes on one output")

    def test_disk_that_is_full_in_one_rank_ends_all_with_its_message(self):
        small = self.mount("small", "1200k")

        messages = self.ranks("run", *ENSEMBLE, "--out", "small/out", expect=7)[1]

        self.assertRegex(messages, "No space left|are free")
        self.assertEqual(messages.count("error"), 1, messages)
        self.remount(small, "size=600m")
        self.go_on(ALONE, "small/out")
        self.note("run of ranks", f"exit 7 and one sentence, {SAME_AFTER}", "disk full")

    def test_nothing_to_compute_shows_the_result(self):
        self.call("run", *SMALL, "--out", "out", "-q")

        output = self.ranks("run", *SMALL, "--out", "out", "--if-exists", "resume", "-q")[0]

        self.assertEqual(output.count("scenario baseline"), 1)


if __name__ == "__main__":
    main()
