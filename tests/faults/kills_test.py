"""Killed at any moment (SIGKILL), every command goes on to the same bytes, and nobody ever opens half a file."""
import random
import shutil
import threading
import time
import zlib

import h5py

from detente_command import main
from fault_case import CALIBRATE, IS_LONG, KILLS, MERGE, RUN, SAME_AFTER, SEED, TUNE, FaultCase


class Reader(threading.Thread):
    """Opens the files of the end all the time and keeps what is wrong with them."""

    def __init__(self, work, out):
        super().__init__(daemon=True)
        self.work, self.out, self.wrong, self.seen = work, out, [], 0
        self._is_over = threading.Event()

    def run(self):
        known = {}
        while not self._is_over.wait(0.002):
            for name in self.work.finals:
                self._look(self.out / name, known)

    def _look(self, path, known):
        try:
            status = path.stat()
            if known.get(path.name) == (status.st_ino, status.st_mtime_ns):
                return
            content = path.read_bytes()
            if path.suffix == ".h5":
                with h5py.File(path) as file:
                    file["outcomes/crisis_cost"].shape  # raises if there is none
        except FileNotFoundError:  # not there, or taken away by the test
            return
        except Exception as error:
            self.wrong.append(f"{path.name}: {error}")
            return
        known[path.name] = status.st_ino, status.st_mtime_ns
        self.seen += 1
        if content != self.work.files()[path.name]:
            self.wrong.append(f"{path.name}: {len(content)} bytes")

    def end(self):
        self._is_over.set()
        self.join()


def state(work, folder):
    """How far a command had come, by what it left."""
    if all((folder / name).exists() for name in work.finals):
        return "at the end"
    if any((folder / name).exists() for name in work.finals):
        return "between the files of the end"
    if work in (RUN, MERGE):
        if (folder / "result.h5.tmp").exists():
            return "while the result was written"
        if any((folder / "parts").glob("part-*.h5")):
            return "while parts came"
        return "before the first part"
    return "after the first step" if any((folder / name).exists() for name in work.growing) else "in the first step"


class Kills(FaultCase):
    fault = "kill -9"

    def kill_at_random(self, work):
        """Kills at moments even over the undisturbed time, one to three times before the command may end."""
        dice = random.Random(SEED + zlib.crc32(work.name.encode()))
        seconds = work.whole()[1]
        out = self.folder / "out"
        reader = Reader(work, out)
        reader.start()
        killed, pending, left = 0, [], dice.randint(1, 3)
        while killed < KILLS:
            process = self.start_command(work.command(out))
            try:
                process.wait(dice.uniform(0, seconds))
            except Exception:  # still at work
                self.kill(process)
                killed += 1
                left -= 1
                pending.append(state(work, out))
            self.assert_absent_or_whole(work, "out")
            if left == 0 or process.returncode == 0 or killed == KILLS:
                self.go_on(work, "out")
                for phase in pending:
                    self.note(f"{work.name}: {phase}", "whole, same bytes" if phase == "at the end" else SAME_AFTER)
                pending, left = [], dice.randint(1, 3)
                time.sleep(0.01)  # for the reader
                shutil.rmtree(out)
        reader.end()
        self.assertEqual(reader.wrong, [])
        self.assertGreater(reader.seen, 0)
        self.note(work.name, "no half file among those seen", "a reader that looks all the time", reader.seen)

    def test_run(self):
        self.kill_at_random(RUN)

    def test_merge(self):
        self.kill_at_random(MERGE)

    def test_tune(self):
        self.kill_at_random(TUNE)

    def test_calibrate(self):
        self.kill_at_random(CALIBRATE)


class Halves(FaultCase):
    """States that a kill leaves in a moment too short to be hit by chance."""
    fault = "kill -9 (state made by hand)"

    def from_whole(self, work):
        self.attempt(work, "out", 0)
        return self.folder / "out"

    def test_before_the_manifest_has_its_name(self):
        """Would catch: a folder that belongs to nobody because a start was killed in it."""
        for left in ([], [".lock"], [".lock", "manifest.json.tmp"]):
            with self.subTest(left=left):
                out = self.folder / "out"
                out.mkdir()
                for name in left:
                    (out / name).write_text("{" if name.endswith(".tmp") else "")

                self.go_on(RUN, "out")

                self.note("run: before the manifest", SAME_AFTER)
                shutil.rmtree(out)

    def test_a_folder_with_anything_else_in_it_is_still_refused(self):
        out = self.folder / "out"
        out.mkdir()
        (out / ".lock").write_text("")
        (out / "manifest.json.tmp").write_text("{")
        (out / "letter.txt").write_text("mine")

        self.attempt(RUN, "out", 6)

        self.assertEqual((out / "letter.txt").read_text(), "mine")

    def test_before_a_part_or_a_result_has_its_name(self):
        process = self.start("run", *RUN.command("out")[2:])
        self.wait_for_parts(3)
        self.kill(process)
        out = self.folder / "out"
        (out / "parts/part-15.h5.tmp").write_bytes(b"half")
        (out / "result.h5.tmp").write_bytes(b"half")

        self.go_on(RUN, "out")

        self.note("run: before a file has its name", SAME_AFTER)
        self.assertEqual(sorted(path.name for path in out.iterdir()), [".lock", "manifest.json", "result.h5", "run.json"])

    def test_a_result_that_was_half_written_takes_no_space_from_the_next(self):
        """Would catch: a merge that asks for room beside what the one that was killed has left."""
        small = self.mount("small", "200m")
        self.call("run", *RUN.command("small/out", "--no-merge")[2:])
        needed = sum(path.stat().st_size for path in self.parts("small/out"))
        (small / "out/result.h5.tmp").write_bytes(bytes(needed))
        used = sum(path.stat().st_size for path in small.rglob("*") if path.is_file())
        self.remount(small, f"size={used + 5_000_000}")

        self.go_on(RUN, "small/out")

        self.note("run: while the result was written, little space", SAME_AFTER)

    def test_between_the_result_and_the_end(self):
        """Parts that are still there beside the result are in nobody's way."""
        out = self.from_whole(RUN)
        (out / "parts").mkdir()
        (out / "parts/part-0.h5").write_bytes(b"left")
        (out / "run.json").unlink()

        self.assertIn("crisis-management", self.call("resume", "out", "-q").stdout)

        self.assert_whole(RUN, "out")
        self.note("run: after the result, before the end", "whole, same bytes")

    def test_between_the_files_of_the_end(self):
        """Would catch: a search or a fit that refuses its own files for ever."""
        for work in (TUNE, CALIBRATE):
            out = self.from_whole(work)
            for first in reversed(range(0 if IS_LONG else len(work.finals) - 1, len(work.finals))):
                for name in work.finals[first:]:
                    (out / name).rename(out / (name + ".tmp"))
                self.go_on(work, "out")
                self.note(f"{work.name}: before {work.finals[first]}", SAME_AFTER)
            shutil.rmtree(out)

    def test_files_of_the_end_that_somebody_changed_are_not_overwritten(self):
        out = self.from_whole(TUNE)
        (out / "tuning.json").unlink()
        (out / "policies_tuned.yaml").write_text("mine: true\n")

        self.assertIn("not overwritten", self.attempt(TUNE, "out", 6)[1])

        self.assertEqual((out / "policies_tuned.yaml").read_text(), "mine: true\n")


if __name__ == "__main__":
    main()
