"""What the tests of faults share: small work for each command, ways to stop and to starve it, and the note of what came.

A test notes what became of a fault as (fault, phase, outcome); `run` beside this makes a table of the notes.
"""
import atexit
import collections
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import yaml

from detente_command import PATIENCE, PROGRAM, QUICKSTART, SLOWNESS, SOURCE, CommandTest

# How often each command is killed, and the seed of all dice; `run` asks for more and for others.
KILLS = int(os.environ.get("DETENTE_FAULTS_KILLS", "3"))
SEED = int(os.environ.get("DETENTE_FAULTS_SEED", "20261130"))
IS_LONG = KILLS > 3

NOTES = collections.Counter()  # (fault, phase, outcome): how often

SAME_AFTER = "resumed to the same bytes"

REGION = SOURCE / "configs/western_balkans"
# Two arms of 2,048 runs over two years in 16 parts: about a second.
ENSEMBLE = [str(QUICKSTART), "--runs", "2048", "--set", "experiment.months=24", "--set",
            "policies.busy={mediation: 0.9}", "--policy", "status_quo,busy", "--set", "record.part_runs=256"]
PARTS = 16
SEARCH = {"schema": "detente/tuning@1", "region": str(REGION / "region.yaml"),
          "parameters": str(REGION.parent / "parameters.yaml"),
          "experiment": {"name": "small", "seed": 1, "months": 60, "precision": "double"},
          "policies": {"from": str(REGION / "policies.yaml"), "use": ["status_quo", "conditional_credible"]},
          "scenarios": {"from": str(REGION / "scenarios.yaml"), "use": ["baseline"]},
          "design": {"type": "mc", "samples": 64},
          "tune": {"policy": "conditional_credible",
                   "search": {"mediation.2027-01": {"min": 0.2, "max": 1}, "capacity_building": {"min": 0, "max": 30}},
                   "objectives": [{"outcome": "crisis_cost", "statistic": "mean"},
                                  {"outcome": "policy_cost", "statistic": "mean"}],
                   "algorithm": {"population": 8, "generations": 4}, "budget": {"runs": 50000},
                   "final": {"samples": 64, "seed": 7}}}
FIT = {"schema": "detente/calibration@1", "extends": str(REGION / "calibration.yaml"),
       "experiment": {"name": "small", "months": 24},
       "calibration": {"record": str(REGION / "data/crises_2000_2017.csv"), "particles": 215, "generations": 2,
                       "moves": 1, "draws": 10},
       "recovery": {"records": 2, "draws": 9}}

COMMON = pathlib.Path(tempfile.mkdtemp(prefix="detente-faults-"))  # of all tests of a process
atexit.register(shutil.rmtree, COMMON, ignore_errors=True)


class Work:
    """A command, the files it leaves at the end in the order of their making, and those that grow on the way there."""

    def __init__(self, name, arguments, finals, growing=()):
        self.name, self.finals, self.growing = name, finals, growing
        self._arguments = arguments
        self._whole = None

    def command(self, out, *more):
        return [str(PROGRAM), *self._arguments(str(out)), *more]

    def whole(self):
        """Content of the files if nobody disturbs the command, and the seconds it took; computed once."""
        if self._whole is None:
            out = COMMON / f"undisturbed-{self.name}"
            start = time.monotonic()
            subprocess.run(self.command(out), cwd=COMMON, check=True, capture_output=True, timeout=PATIENCE)
            seconds = time.monotonic() - start
            self._whole = {name: (out / name).read_bytes() for name in (*self.finals, *self.growing)}, seconds
            shutil.rmtree(out)
        return self._whole

    def files(self):
        return self.whole()[0]


def _text(name, content):
    path = COMMON / name
    if not path.exists():
        path.write_text(yaml.safe_dump(content, sort_keys=False))
    return str(path)


def shards():
    """Folders of the three shards of the ensemble, computed once."""
    for shard in range(3):
        if not (COMMON / f"grid-shard-{shard}-of-3").exists():
            subprocess.run([str(PROGRAM), "run", *ENSEMBLE, "--out", "grid", "--shard", f"{shard}/3", "-q"], cwd=COMMON,
                           check=True, capture_output=True, timeout=PATIENCE)
    return [str(COMMON / f"grid-shard-{shard}-of-3") for shard in range(3)]


def _waiting_signals(process):
    """Signals that a process has not taken yet, a bit for each; none if it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1], 16) for line in lines if line.startswith(("ShdPnd", "SigPnd"))) if _is_alive(lines) else 0


def _is_alive(lines):
    return not any(line.startswith("State:") and line.split()[1] in "ZX" for line in lines)


RUN = Work("run", lambda out: ["run", *ENSEMBLE, "--out", out, "--if-exists", "resume", "-q"], ["result.h5"])
MERGE = Work("merge", lambda out: ["merge", out, *shards(), "-q"], ["result.h5"])
TUNE = Work("tune", lambda out: ["tune", _text("search.yaml", SEARCH), "--out", out],
            ["policies_tuned.yaml", "experiment.yaml", "tuning.json"], ["search.json"])
CALIBRATE = Work("calibrate", lambda out: ["calibrate", _text("fit.yaml", FIT), "--out", out, "--progress", "none"],
                 ["posterior.yaml", "calibration.json"], ["fit.json", "recovery.json"])
WORKS = [RUN, MERGE, TUNE, CALIBRATE]


class FaultCase(CommandTest):
    fault = "none"

    def note(self, phase, outcome, fault=None, count=1):
        NOTES[fault or self.fault, phase, outcome] += count

    def start(self, *arguments, **options):
        return self.start_command([str(PROGRAM), *map(str, arguments)], **options)

    def start_command(self, command, **options):
        process = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, errors="replace", **options)
        self.addCleanup(self._end, process)
        return process

    @staticmethod
    def _end(process):
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()

    def finish(self, process, *expect):
        """Waits for the end, with one of these exit codes. Returns what it said on standard error."""
        _, messages = process.communicate(timeout=PATIENCE)
        self.assertIn(process.returncode, expect, messages)
        return messages

    def attempt(self, work, out, *expect, **options):
        """Does the work to whatever end, which must be one of these exit codes. Returns exit code and messages."""
        process = self.start_command(work.command(out), **options)
        messages = self.finish(process, *expect)
        if process.returncode not in (0, 75):
            self.assert_sentence(messages)
        return process.returncode, messages

    def assert_sentence(self, messages):
        """One line says what is wrong, and it is not that the program came to grief."""
        self.assertEqual(messages.count("error "), 1, messages)
        self.assertNotRegex(messages, "fault of the program|terminate called|infinite loop|Assertion|core dumped")

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def signal_each(self, process, *numbers):
        """Sends signals, each when the one before has been taken: two of a kind that wait are one."""
        for number in numbers:
            process.send_signal(number)
            self.wait_for(lambda: _waiting_signals(process.pid) == 0, "taking of a signal")

    def parts(self, folder="out"):
        return sorted((self.folder / folder / "parts").glob("part-*.h5"))

    def wait_for_parts(self, count, folder="out"):
        self.wait_for(lambda: len(self.parts(folder)) >= count, f"{count} parts")

    def wait_for(self, holds, what):
        """Waits until something holds, at most a minute (of a program that is not slowed down)."""
        deadline = time.monotonic() + 60 * SLOWNESS
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"no {what} after a minute")
            time.sleep(0.002)

    def assert_absent_or_whole(self, work, out):
        """Files of the end are not there, or have the bytes of undisturbed work. Returns those that are there."""
        there = [name for name in work.finals if (self.folder / out / name).exists()]
        for name in there:
            self.assertEqual((self.folder / out / name).read_bytes(), work.files()[name], f"{work.name}: {name}")
        return there

    def assert_whole(self, work, out):
        for name, content in work.files().items():
            self.assertEqual((self.folder / out / name).read_bytes(), content, f"{work.name}: {name}")

    def go_on(self, work, out):
        """Calls the command again, undisturbed: it ends with the same bytes."""
        if self.assert_absent_or_whole(work, out) != work.finals:
            self.attempt(work, out, 0)
        self.assert_whole(work, out)

    def mount(self, name, size):
        """A file system in memory of so many bytes; the test is skipped where none can be mounted."""
        folder = self.folder / name
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a small file system here (root is needed)")
        self.addCleanup(subprocess.run, ["umount", "--lazy", folder], check=True)
        return folder

    def remount(self, folder, options):
        subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)
