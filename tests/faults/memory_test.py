"""Too little memory: a clear sentence and exit 7, never a crash, and the same bytes with enough of it."""
import itertools
import os
import pathlib
import resource
import signal
import subprocess
import unittest

from detente_command import PROGRAM, SANITIZER, main
from fault_case import CALIBRATE, IS_LONG, MERGE, RUN, SAME_AFTER, TUNE, WORKS, FaultCase

MB = 1 << 20


def limited(most):
    """Takes so many bytes of addresses at most, in the child."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))


def least_to_start():
    """The least limit, in steps of 4 MB, under which the system loads the program at all."""
    for size in range(40, 400, 4):
        if subprocess.run([str(PROGRAM), "--version"], preexec_fn=limited(size * MB), capture_output=True).returncode == 0:
            return size
    raise AssertionError("the program does not start with 400 MB")


@unittest.skipIf(SANITIZER, "a sanitizer takes more addresses than any limit")
class Addresses(FaultCase):
    """`ulimit -v`: whoever asks for more is refused."""
    fault = "memory limit (ulimit -v)"

    def limit(self, work, *more):
        """Does the work under limits that grow until it is done; below that it must say what is wrong."""
        least, step = least_to_start(), 4 if IS_LONG else 24
        outcomes = []
        for size in range(least, least + 2000, step):
            out = f"out-{size}"
            process = self.start_command(work.command(out, *more), preexec_fn=limited(size * MB))
            messages = self.finish(process, 0, 7)
            outcomes.append(process.returncode)
            if process.returncode == 0:
                self.assert_whole(work, out)
                break
            self.assert_sentence(messages)
            self.assertRegex(messages, "memory|allocat|Resource temporarily|No space", f"{size} MB")
        self.assertIn(7, outcomes)
        self.assertEqual(outcomes[-1], 0)
        self.note(work.name, f"exit 7 and a sentence, {SAME_AFTER}", count=len(outcomes) - 1)
        self.note(work.name, "whole, same bytes")
        self.go_on(work, f"out-{least}")
        self.go_on(work, f"out-{least + step * (len(outcomes) - 2)}")

    def test_run(self):
        self.limit(RUN)

    def test_run_with_more_threads_than_memory(self):
        self.limit(RUN, "--threads", "16")

    @unittest.skipUnless(IS_LONG, "long")
    def test_merge(self):
        self.limit(MERGE)

    @unittest.skipUnless(IS_LONG, "long")
    def test_tune(self):
        self.limit(TUNE)

    def test_calibrate(self):
        self.limit(CALIBRATE)


NUMBERS = itertools.count()


class Group:
    """A control group of the kernel with a limit of memory; None where none can be made."""

    def __init__(self, most):
        self.folder = self._made()
        if self.folder:
            name = "memory.max" if (self.folder / "memory.max").exists() else "memory.limit_in_bytes"
            (self.folder / name).write_text(str(most))

    @staticmethod
    def _made():
        for root in (pathlib.Path("/sys/fs/cgroup/memory"), pathlib.Path("/sys/fs/cgroup")):
            folder = root / f"detente-faults-{os.getpid()}-{next(NUMBERS)}"
            try:
                folder.mkdir()
            except OSError:
                continue
            if (folder / "memory.max").exists() or (folder / "memory.limit_in_bytes").exists():
                return folder
            folder.rmdir()
        return None

    def join(self):
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self):
        if self.folder:
            self.folder.rmdir()


@unittest.skipIf(SANITIZER, "a sanitizer takes memory of its own")
class ControlGroup(FaultCase):
    """What containers and batch systems do: whoever takes more is killed by the kernel, without a word."""
    fault = "memory limit (control group)"

    def test_killed_by_the_kernel_it_goes_on(self):
        for work in WORKS if IS_LONG else [CALIBRATE]:
            work.whole()
            for size in (8, 16, 32) if IS_LONG else (16,):
                with self.subTest(work=work.name, size=size):
                    group = Group(size * MB)
                    self.addCleanup(group.remove)
                    if not group.folder:
                        self.skipTest("cannot make a control group of memory here (root and its controller are needed)")
                    out = f"{work.name}-{size}"
                    process = self.start_command(work.command(out), preexec_fn=group.join)
                    messages = self.finish(process, 0, 7, -signal.SIGKILL)
                    if process.returncode == 7:
                        self.assert_sentence(messages)
                    self.go_on(work, out)
                    ended = {0: "whole, same bytes", 7: f"exit 7 and a sentence, {SAME_AFTER}"}
                    self.note(work.name, ended.get(process.returncode, f"killed by the kernel, {SAME_AFTER}"))


if __name__ == "__main__":
    main()
