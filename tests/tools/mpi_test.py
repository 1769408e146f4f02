"""Ensembles that MPI ranks compute together: the same bytes as one process, whatever happens to a rank."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

RANKED = pathlib.Path(sys.argv.pop(3)).resolve()
RANKS = 3

from detente_command import PROGRAM, QUICKSTART, SMALL, CommandTest, main  # noqa: E402  (reads the other arguments)

# Two arms of 5,000 runs over ten years in 40 parts: long enough that a signal comes before the end on fast machines.
LARGE = [str(QUICKSTART), "--runs", "5000", "--set", "experiment.months=120", "--set", "policies.busy={mediation: 0.9}",
         "--policy", "status_quo,busy", "--set", "record.part_runs=256"]
PARTS = 40
MPIRUN = ["mpirun", "--quiet", "--oversubscribe", "--bind-to", "none", "-n", str(RANKS)]
# What mpirun asks of root.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def children(process):
    """Processes below one that are ranks."""
    listed = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(process)], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if line.split()[1] == RANKED.name]


class Ranks(CommandTest):
    whole = None

    def bytes_of_whole(self):
        """The result of one process that nobody disturbed, computed once for all tests."""
        if Ranks.whole is None:
            self.call("run", *LARGE, "--out", "undisturbed", "-q")
            Ranks.whole = (self.folder / "undisturbed/result.h5").read_bytes()
        return Ranks.whole

    def start(self, *arguments):
        process = subprocess.Popen([*MPIRUN, str(RANKED), *map(str, arguments)], cwd=self.folder, env=ENVIRONMENT,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        return process

    def finish(self, process, expect):
        output, messages = process.communicate(timeout=60)
        self.assertEqual(process.returncode, expect, messages)
        return output, messages

    def ranks(self, *arguments, expect=0):
        return self.finish(self.start(*arguments), expect)

    def parts(self, folder="out"):
        return sorted((self.folder / folder / "parts").glob("part-*.h5"))

    def wait_for_parts(self, count, folder="out"):
        """Waits until so many parts are stored, at most half a minute."""
        for _ in range(3000):
            if len(self.parts(folder)) >= count:
                return
            time.sleep(0.01)
        self.fail(f"no {count} parts after 30 s")

    def result(self, folder="out"):
        return (self.folder / folder / "result.h5").read_bytes()

    def test_three_ranks_give_the_bytes_of_one_process(self):
        output, messages = self.ranks("run", *LARGE, "--out", "out", "--progress", "lines")

        self.assertEqual(self.result(), self.bytes_of_whole())
        self.assertEqual(output.count("scenario baseline"), 1, "one rank prints")
        self.assertEqual(messages.count("100 %  10000 of 10000 runs"), 1, messages)
        self.assertIn("run done runs=10000 processes=3 threads=3", messages)
        report = json.loads((self.folder / "out/run.json").read_text())
        self.assertEqual((report["end"], report["processes"], report["runs_computed"]), ("complete", 3, 10000))

    def test_ranks_of_several_threads_give_the_same_bytes(self):
        self.ranks("run", *LARGE, "--out", "out", "-q", "--threads", 2)

        self.assertEqual(self.result(), self.bytes_of_whole())

    def test_after_the_loss_of_a_rank_a_resume_goes_on_to_the_same_bytes(self):
        for way in ("one process", "ranks", "the same again"):
            with self.subTest(way=way):
                out = way.replace(" ", "-")
                process = self.start("run", *LARGE, "--out", out)
                self.wait_for_parts(3, out)
                ranks = children(process.pid)
                self.assertEqual(len(ranks), RANKS)
                os.kill(ranks[1], signal.SIGKILL)
                process.communicate(timeout=60)
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
                    self.ranks("run", *LARGE, "--out", out, "--if-exists", "resume", "-q", "--no-merge")

                self.assertEqual({part: part.stat().st_mtime_ns for part in before}, before, "nothing is computed twice")
                self.assertEqual(len(self.parts(out)), PARTS)
                self.call("resume", out, "-q")
                self.assertEqual(self.result(out), self.bytes_of_whole())

    def test_signals_end_all_ranks_after_the_parts_begun(self):
        for name, exit_code in (("SIGUSR1", 75), ("SIGTERM", 143)):
            with self.subTest(signal=name):
                out = name.lower()
                process = self.start("run", *LARGE, "--out", out)
                self.wait_for_parts(2, out)
                # mpirun hands SIGUSR1 on to all; SIGTERM, which it does not, reaches one rank that tells the others.
                os.kill(process.pid if name == "SIGUSR1" else children(process.pid)[1], getattr(signal, name))
                messages = self.finish(process, exit_code)[1]

                self.assertEqual(messages.count(f"next: detente resume {out}"), 1, messages)
                self.assertLess(len(self.parts(out)), PARTS)
                self.assertEqual(list((self.folder / out / "parts").glob("*.tmp")), [])
                self.call("resume", out, "-q")
                self.assertEqual(self.result(out), self.bytes_of_whole())

    def test_time_limit_stops_in_time_with_exit_75(self):
        messages = self.ranks("run", *LARGE, "--out", "out", "--time-limit", "0.5s", expect=75)[1]

        self.assertIn("next: detente resume out", messages)
        self.assertLess(len(self.parts()), PARTS)
        self.call("resume", "out", "-q")
        self.assertEqual(self.result(), self.bytes_of_whole())

    def test_shard_of_ranks_is_a_shard(self):
        self.ranks("run", *LARGE, "--out", "grid", "--shard", "0/2", "-q")
        self.call("run", *LARGE, "--out", "grid", "--shard", "1/2", "-q")

        self.call("merge", "grid", "grid-shard-0-of-2", "grid-shard-1-of-2", "-q")

        self.assertEqual(self.result("grid"), self.bytes_of_whole())

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
        process = self.start("run", *LARGE, "--out", "out")
        self.wait_for_parts(1)

        messages = self.ranks("resume", "out", expect=6)[1]
        status = self.call("status", "out").stdout

        self.assertEqual(messages.count("another process is working on 'out'"), 1, messages)
        self.assertIn("out: running", status)
        self.finish(process, 0)

    def test_disk_that_is_full_in_one_rank_ends_all_with_its_message(self):
        small = self.folder / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "none", small], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a small file system here (root is needed)")
        self.addCleanup(subprocess.run, ["umount", small], check=True)

        messages = self.ranks("run", *LARGE, "--out", "small/out", expect=7)[1]

        self.assertRegex(messages, "No space left|are free")
        self.assertEqual(messages.count("error"), 1, messages)
        subprocess.run(["mount", "-o", "remount,size=600m", small], check=True)
        self.call("resume", "small/out", "-q")
        self.assertEqual(self.result("small/out"), self.bytes_of_whole())

    def test_nothing_to_compute_shows_the_result(self):
        self.call("run", *SMALL, "--out", "out", "-q")

        output = self.ranks("run", *SMALL, "--out", "out", "--if-exists", "resume", "-q")[0]

        self.assertEqual(output.count("scenario baseline"), 1)


if __name__ == "__main__":
    main()
