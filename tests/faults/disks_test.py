"""Disks that are full, read-only or gone, in every phase: exit 7 with a sentence, nothing lost, the same bytes later."""
import shutil
import subprocess

from detente_command import main
from fault_case import CALIBRATE, ENSEMBLE, IS_LONG, MERGE, RUN, SAME_AFTER, TUNE, FaultCase

NO_SPACE = "No space left|are free|file write failed|Disk quota"


class Full(FaultCase):
    fault = "disk full"

    def fill(self, work, sizes, phase_of):
        """Does the work on file systems of these sizes, each of which then grows."""
        for size in sorted(set(sizes)):
            with self.subTest(work=work.name, size=size):
                small = self.mount(f"{work.name}-{size}", size)
                out = f"{small.name}/out"
                messages = self.attempt(work, out, 7)[1]
                self.assertRegex(messages, NO_SPACE)
                self.assertEqual(self.assert_absent_or_whole(work, out), self.early(work, small / "out"))
                phase = phase_of(small / "out")
                self.remount(small, "size=600m")

                self.go_on(work, out)

                self.note(f"{work.name}: {phase}", f"exit 7 and a sentence, {SAME_AFTER}")

    @staticmethod
    def early(work, out):
        """Files of the end that may be there though the work is not done: all but the last."""
        return [name for name in work.finals[:-1] if (out / name).exists()]

    @staticmethod
    def phase_of_ensemble(out):
        if not (out / "manifest.json").exists():
            return "at the start"
        parts = len(list((out / "parts").glob("part-*.h5"))) if (out / "parts").exists() else 0
        return "while the result was written" if parts == 16 else "while parts came"

    def test_run(self):
        whole = len(RUN.files()["result.h5"])
        sizes = [100_000, whole // 5, whole * 3 // 2]
        if IS_LONG:
            sizes += [whole // 2, 8192, 204_800, 300_000, 600_000, whole // 4, whole * 3 // 4, whole, whole + 3_000_000]
        self.fill(RUN, sizes, self.phase_of_ensemble)

    def test_merge(self):
        whole = len(MERGE.files()["result.h5"])
        sizes = [whole * 3 // 2] + ([8192, 250_000, whole // 5, whole // 2, whole] if IS_LONG else [])
        self.fill(MERGE, sizes, self.phase_of_ensemble)

    def test_tune(self):
        files = TUNE.files()
        page = 4096
        space_of = {name: (len(content) + page - 1) // page * page for name, content in files.items()}
        before_end = sum(space_of.values()) - space_of["tuning.json"]
        sizes = [before_end] + ([page, 2 * page, space_of["search.json"] + page, before_end - page] if IS_LONG else [])
        self.fill(TUNE, sizes, lambda out: "in the search" if not (out / "policies_tuned.yaml").exists() else "at the end")

    def test_calibrate(self):
        files = CALIBRATE.files()
        fit = len(files["fit.json"])
        sizes = [8192] + ([sum(map(len, files.values())) - 16_000, fit // 2, fit + 4096] if IS_LONG else [])
        self.fill(CALIBRATE, sizes, lambda out: "in the first step" if not (out / "fit.json").exists() else "later")

    def test_while_the_result_is_written(self):
        """Another program takes the rest of the disk when the check of its space has been passed."""
        whole = len(RUN.files()["result.h5"])
        small = self.mount("small", 2 * whole + 8_000_000)
        self.call("run", *ENSEMBLE, "--out", "small/out", "-q", "--no-merge")
        process = self.start("resume", "small/out", "-q")
        self.wait_for((small / "out/result.h5.tmp").exists, "result that is written")
        with open(small / "other", "wb", buffering=0) as other:
            try:
                while other.write(bytes(1_000_000)) == 1_000_000:
                    pass
            except OSError:
                pass  # full
        messages = self.finish(process, 7, 0)
        if process.returncode == 7:
            self.assert_sentence(messages)
            self.assertRegex(messages, NO_SPACE)
        (small / "other").unlink()

        self.go_on(RUN, "small/out")

        self.note("run: while the result was written, by another", f"exit {process.returncode}, {SAME_AFTER}")


class ReadOnly(FaultCase):
    fault = "read-only disk"

    def test_before_the_start(self):
        for work in (RUN, MERGE, TUNE, CALIBRATE):
            for is_begun in (False, True) if IS_LONG else (work is RUN,):
                with self.subTest(work=work.name, is_begun=is_begun):
                    disk = self.mount(f"{work.name}-{is_begun}", "100m")
                    out = f"{disk.name}/out"
                    if is_begun:
                        (disk / "out").mkdir()
                    self.remount(disk, "ro")

                    self.assertIn("Read-only", self.attempt(work, out, 7)[1])

                    self.remount(disk, "rw")
                    self.go_on(work, out)
                    self.note(f"{work.name}: at the start", f"exit 7 and a sentence, {SAME_AFTER}")

    def test_what_is_there_can_be_looked_at(self):
        """Would catch: a reader that needs to write."""
        disk = self.mount("disk", "100m")
        self.attempt(RUN, "disk/out", 0)
        self.remount(disk, "ro")

        self.assertIn("finished", self.call("status", "disk/out").stdout)
        self.call("export", "disk/out", "--table", "outcomes")
        self.assertIn("bit", self.call("replay", "disk/out", "--policy", "busy", "--run", 3, "--table", "outcomes").stderr)
        self.note("status, export, replay", "work as ever")

    def test_that_takes_no_more_files_while_parts_come(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1)
        self.wait_for_parts(2)
        parts = self.folder / "out/parts"
        if subprocess.run(["chattr", "+i", parts], capture_output=True).returncode != 0:
            self.finish(process, 0)
            self.skipTest("cannot make a folder immutable here (root and a file system that knows it are needed)")
        try:
            messages = self.finish(process, 7)
        finally:
            subprocess.run(["chattr", "-i", parts], check=True)
        self.assert_sentence(messages)
        self.go_on(RUN, "out")
        self.note("run: while parts came", f"exit 7 and a sentence, {SAME_AFTER}")


class Vanished(FaultCase):
    fault = "output folder vanished"

    def test_moved_away_it_goes_on_where_it_is_now(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1)
        self.wait_for_parts(2)
        (self.folder / "out").rename(self.folder / "away")

        self.assert_sentence(self.finish(process, 7))

        self.assertFalse((self.folder / "out").exists(), "nothing is begun anew in silence")
        self.go_on(RUN, "away")
        self.note("run: moved while parts came", f"exit 7 and a sentence, {SAME_AFTER} in the new place")

    def test_deleted_while_parts_come(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1)
        self.wait_for_parts(2)
        self.delete("out")

        self.assert_sentence(self.finish(process, 7))

        self.go_on(RUN, "out")
        self.note("run: deleted while parts came", "exit 7 and a sentence, run again to the same bytes")

    def test_deleted_while_the_result_is_written(self):
        self.call("run", *ENSEMBLE, "--out", "out", "-q", "--no-merge")
        process = self.start("resume", "out", "-q")
        self.wait_for((self.folder / "out/result.h5.tmp").exists, "result that is written")
        self.delete("out")

        messages = self.finish(process, 7, 0)

        if process.returncode:
            self.assert_sentence(messages)
        self.go_on(RUN, "out")
        self.note("run: deleted while the result was written", f"exit {process.returncode}, run again to the same bytes")

    def test_deleted_in_a_search_or_a_fit(self):
        for work, grown in ((TUNE, "search.json"), (CALIBRATE, "fit.json")):
            process = self.start_command(work.command("out", "--threads", "1"))
            self.wait_for((self.folder / "out" / grown).exists, grown)
            self.delete("out")

            messages = self.finish(process, 7, 0)

            if process.returncode:
                self.assert_sentence(messages)
            shutil.rmtree(self.folder / "out", ignore_errors=True)
            self.go_on(work, "out")
            self.note(work.name, f"exit {process.returncode} and a sentence, run again to the same bytes")
            shutil.rmtree(self.folder / "out")

    def delete(self, out):
        while (self.folder / out).exists():  # what is written meanwhile goes too
            shutil.rmtree(self.folder / out, ignore_errors=True)


if __name__ == "__main__":
    main()
