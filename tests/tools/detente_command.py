"""Calls the command as a user does, from a folder of its own. Shared by the tests beside it."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
QUICKSTART = SOURCE / "configs/western_balkans/experiments/quickstart.yaml"

# Of which sanitizer the program is (tests/sanitizers/run says so): it takes terabytes of addresses, and many times as long.
SANITIZER = os.environ.get("DETENTE_SANITIZER")
SLOWNESS = 15 if SANITIZER else 1
PATIENCE = 120 * SLOWNESS  # seconds for a call


def small(runs):
    """Two arms of so many runs over two years."""
    return [str(QUICKSTART), "--runs", str(runs), "--policy", "status_quo,align_and_comply", "--set", "experiment.months=24"]


SMALL = small(40)


class CommandTest(unittest.TestCase):
    """Every test has a working folder that goes when it ends."""

    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.addCleanup(self.work.cleanup)
        self.folder = pathlib.Path(self.work.name)

    def call(self, *arguments, expect=0, environment=None):
        """Runs detente; the exit code must be as expected. Returns the finished process with its output as text."""
        done = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE, env=environment)
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=1)
