"""Ensembles that are stopped, killed, split and put together: the result has the same bytes as if nothing had happened."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import h5py
import numpy

from detente_command import PROGRAM, QUICKSTART, CommandTest, main

# Two arms of 20,000 runs over half a year: four parts, two of them whole, in a few seconds.
LARGE = [str(QUICKSTART), "--runs", "20000", "--set", "experiment.months=6", "--set", "policies.busy={mediation: 0.9}",
         "--policy", "status_quo,busy"]
PARTS = 4
# How often the ensemble is killed; `long N` behind the folder asks for more.
KILLS = int(sys.argv.pop(4)) if sys.argv[3:4] == ["long"] else 6
if sys.argv[3:4] == ["long"]:
    sys.argv.pop(3)


class Interruption(CommandTest):
    whole = None

    def bytes_of_whole(self):
        """The result of an ensemble that nobody disturbed, computed once for all tests."""
        if Interruption.whole is None:
            self.call("run", *LARGE, "--out", "undisturbed", "-q")
            Interruption.whole = (self.folder / "undisturbed/result.h5").read_bytes()
        return Interruption.whole

    def start(self, *arguments):
        return subprocess.Popen([str(PROGRAM), *map(str, arguments)], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def parts(self, folder="out"):
        return sorted((self.folder / folder / "parts").glob("part-*.h5"))

    def wait_for_parts(self, count, folder="out"):
        """Waits until so many parts are stored, at most half a minute."""
        for _ in range(3000):
            if len(self.parts(folder)) >= count:
                return
            time.sleep(0.01)
        self.fail(f"no {count} parts after 30 s")

    def finish(self, process, expect):
        output, messages = process.communicate(timeout=120)
        self.assertEqual(process.returncode, expect, messages)
        return messages

    def test_signals_commit_what_has_begun_and_resume_goes_on_to_the_same_bytes(self):
        for name, exit_code in (("SIGINT", 130), ("SIGTERM", 143), ("SIGUSR1", 75)):
            with self.subTest(signal=name):
                out = name.lower()
                process = self.start("run", *LARGE, "--out", out)
                self.wait_for_parts(1, out)
                process.send_signal(getattr(signal, name))
                messages = self.finish(process, exit_code)
                self.assertIn(f"next: detente resume {out}", messages)
                self.assertLess(len(self.parts(out)), PARTS)
                self.assertFalse((self.folder / out / "result.h5").exists())
                self.assertEqual(json.loads((self.folder / out / "run.json").read_text())["end"],
                                 {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGUSR1": "asked to stop"}[name])
                before = {part: part.stat().st_mtime_ns for part in self.parts(out)}

                self.call("resume", out, "-q", "--threads", 1)

                self.assertEqual((self.folder / out / "result.h5").read_bytes(), self.bytes_of_whole())
                self.assertGreater(len(before), 0)

    def test_time_limit_stops_in_time_with_exit_75(self):
        done = self.call("run", *LARGE, "--out", "out", "--time-limit", "0.5s", "--threads", 1, expect=75)

        self.assertIn("next: detente resume out", done.stderr)
        self.assertGreater(len(self.parts()), 0)
        self.assertLess(len(self.parts()), PARTS)
        self.call("resume", "out", "-q")
        self.assertEqual((self.folder / "out/result.h5").read_bytes(), self.bytes_of_whole())

    def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(self):
        dice = random.Random(20261122)
        whole = self.bytes_of_whole()
        outcomes = []
        arguments = ["run", *LARGE, "--out", "out", "--if-exists", "resume"]
        for kill in range(KILLS):
            process = self.start(*arguments)
            time.sleep(dice.uniform(0.1, 3.0))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            result = self.folder / "out/result.h5"
            outcomes.append("result" if result.exists() else f"{len(self.parts())} parts")
            if result.exists():  # the kill came too late, or between the rename and the end: the result is whole
                self.assertEqual(result.read_bytes(), whole, f"kill {kill}: {outcomes}")
                shutil.rmtree(self.folder / "out")
        print(f"{KILLS} kills left: {', '.join(outcomes)}", file=sys.stderr)
        self.call(*arguments, "-q")
        self.assertEqual((self.folder / "out/result.h5").read_bytes(), whole)

    def test_parts_that_are_damaged_or_of_another_experiment_are_computed_again(self):
        process = self.start("run", *LARGE, "--out", "out")
        self.wait_for_parts(2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.call("run", *LARGE, "--seed", 1, "--out", "other", "--shard", "0/4", "-q")
        damaged = bytearray(self.parts()[1].read_bytes())
        damaged[len(damaged) // 2] ^= 1
        self.parts()[1].write_bytes(damaged)
        shutil.copy(self.parts("other-shard-0-of-4")[0], self.parts()[0])

        self.call("resume", "out", "-q")

        self.assertEqual((self.folder / "out/result.h5").read_bytes(), self.bytes_of_whole())

    def test_shards_merge_to_the_same_bytes_and_a_missing_one_is_named(self):
        for shard in ("0/3", "2/3"):
            self.call("run", *LARGE, "--out", "grid", "--shard", shard, "-q", "--threads", 1)
        shards = [f"grid-shard-{k}-of-3" for k in range(3)]
        missing = self.call("merge", "grid", shards[0], shards[2], expect=7)
        self.assertIn("1 of 4 parts are missing: of shard 1 of 3", missing.stderr)
        self.call("run", *LARGE, "--out", "grid", "--shard", "1/3", "-q")
        self.assertIn("shard finished", self.call("status", shards[1]).stdout)

        self.call("merge", "grid", *shards, "-q")

        self.assertEqual((self.folder / "grid/result.h5").read_bytes(), self.bytes_of_whole())
        self.assertEqual(len(self.parts(shards[0])), 2, "the shards stay")

    def test_a_shard_that_was_stopped_resumes_as_that_shard(self):
        self.call("run", *LARGE, "--out", "grid", "--shard", "1/2", "--time-limit", "0.3s", "--threads", 1, expect=75)

        self.call("resume", "grid-shard-1-of-2", "-q")

        self.assertEqual([part.name for part in self.parts("grid-shard-1-of-2")], ["part-1.h5", "part-3.h5"])
        other = self.call("run", *LARGE, "--out", "grid", "--shard", "1/2", expect=6)
        self.assertIn("holds", other.stderr)

    def test_shards_of_different_experiments_do_not_merge(self):
        self.call("run", *LARGE, "--out", "grid", "--shard", "0/2", "-q")
        self.call("run", *LARGE, "--seed", 7, "--out", "other", "--shard", "1/2", "-q")

        refused = self.call("merge", "whole", "grid-shard-0-of-2", "other-shard-1-of-2", expect=6)

        self.assertIn("different experiments", refused.stderr)
        self.assertFalse((self.folder / "whole").exists())

    def test_status_tells_who_is_at_work_and_how_far(self):
        process = self.start("run", *LARGE, "--out", "out", "--threads", 1)
        self.wait_for_parts(1)
        running = self.call("status", "out").stdout
        facts = json.loads(self.call("status", "out", "--json").stdout)
        process.send_signal(signal.SIGKILL)
        process.communicate()

        self.assertIn("out: running", running)
        self.assertEqual((facts["state"], facts["process"], facts["parts"]), ("running", process.pid, PARTS))
        self.assertGreater(facts["runs_done"], 0)
        stopped = self.call("status", "out")
        self.assertIn("out: stopped", stopped.stdout)
        self.assertIn("next: detente resume out", stopped.stderr)
        self.call("resume", "out", "-q")
        self.assertIn("4 of 4 stored", self.call("status", "out").stdout)
        self.call("status", ".", expect=7)

    def test_only_one_process_works_on_a_folder(self):
        process = self.start("run", *LARGE, "--out", "out", "--threads", 1)
        self.wait_for_parts(1)

        second = self.call("run", *LARGE, "--out", "out", "--if-exists", "resume", expect=6)

        self.assertIn("another process is working on 'out'", second.stderr)
        self.finish(process, 0)

    def test_reader_never_sees_half_a_result(self):
        process = self.start("run", *LARGE, "--out", "out")
        result = self.folder / "out/result.h5"
        while process.poll() is None:
            if result.exists():
                with h5py.File(result) as file:  # raises if the file is not whole
                    self.assertFalse(numpy.isnan(file["outcomes/crisis_cost"][:]).any())
                break
        self.finish(process, 0)

    def test_disk_that_is_full_is_exit_7_and_loses_nothing(self):
        small = self.folder / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", small], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a small file system here (root is needed)")
        self.addCleanup(subprocess.run, ["umount", small], check=True)

        full = self.call("run", *LARGE, "--out", "small/out", expect=7)

        self.assertRegex(full.stderr, "No space left|are free")
        subprocess.run(["mount", "-o", "remount,size=600m", small], check=True)
        self.call("resume", "small/out", "-q")
        self.assertEqual((small / "out/result.h5").read_bytes(), self.bytes_of_whole())


if __name__ == "__main__":
    main()
