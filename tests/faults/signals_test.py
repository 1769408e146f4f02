"""Asked to stop, by a signal or a time limit, commands commit what has begun, say so, and go on to the same bytes."""
import json
import signal
import subprocess

from detente_command import PATIENCE, PROGRAM, main
from fault_case import CALIBRATE, ENSEMBLE, IS_LONG, MERGE, PARTS, RUN, SAME_AFTER, TUNE, FaultCase

ENDS = {"SIGINT": (130, "interrupted"), "SIGTERM": (143, "terminated"), "SIGUSR1": (75, "asked to stop")}


class Signals(FaultCase):
    def start_run(self, out):
        """An ensemble of which a part is stored."""
        process = self.start("run", *ENSEMBLE, "--out", out, "--threads", 1)
        self.wait_for_parts(1, out)
        return process

    def test_signals_commit_what_has_begun_and_resume_goes_on_to_the_same_bytes(self):
        for name, (exit_code, end) in ENDS.items():
            with self.subTest(signal=name):
                out = name.lower()
                process = self.start_run(out)
                process.send_signal(getattr(signal, name))
                messages = self.finish(process, exit_code)
                self.assertIn(f"next: {PROGRAM} resume {out}", messages)
                before = {part: part.stat().st_mtime_ns for part in self.parts(out)}
                self.assertLess(len(before), PARTS)
                self.assertFalse((self.folder / out / "result.h5").exists())
                self.assertEqual(json.loads((self.folder / out / "run.json").read_text())["end"], end)

                self.call("resume", out, "-q", "--no-merge")

                self.assertEqual({part: part.stat().st_mtime_ns for part in before}, before, "nothing is computed twice")
                self.go_on(RUN, out)
                self.note("run: while parts came", f"parts begun were stored, exit {exit_code}, {SAME_AFTER}", name)

    def test_a_second_signal_ends_at_once_and_loses_nothing_that_was_stored(self):
        for name, (exit_code, _) in list(ENDS.items())[:2]:
            with self.subTest(signal=name):
                for attempt in range(5):
                    out = f"{name}{attempt}"
                    process = self.start_run(out)
                    before = {part: part.stat().st_mtime_ns for part in self.parts(out)}
                    self.signal_each(process, *2 * [getattr(signal, name)])
                    # One that comes after all was said and stored finds no handler, and ends the program by itself.
                    messages = self.finish(process, exit_code, -getattr(signal, name))
                    if "next:" not in messages:  # else its last part was stored before the second signal came
                        self.assertEqual(process.returncode, exit_code, messages)
                        break
                self.assertNotIn("next:", messages, "it never ended at once")
                self.assertFalse((self.folder / out / "result.h5").exists())
                self.assertLessEqual(before.items(), {part: part.stat().st_mtime_ns for part in self.parts(out)}.items())

                self.go_on(RUN, out)

                self.note("run: while parts came", f"ended at once, exit {exit_code}, {SAME_AFTER}", f"{name} twice")

    def test_while_the_result_is_written_a_signal_waits_and_a_second_does_not(self):
        for count, exit_code in ((1, 0), (2, 143)):
            out = f"out{count}"
            self.call("run", *ENSEMBLE, "--out", out, "-q", "--no-merge")
            process = self.start("resume", out, "-q")
            self.wait_for(lambda: list((self.folder / out).glob("result.h5*")), "result")
            self.signal_each(process, *count * [signal.SIGTERM])
            self.finish(process, exit_code, 0)  # 0: it was quicker
            self.go_on(RUN, out)
            self.note("run: while the result was written", f"exit {process.returncode}, whole or {SAME_AFTER}",
                      "SIGTERM" if count == 1 else "SIGTERM twice")

    def test_merge_ends_by_a_signal_and_can_be_called_again(self):
        MERGE.whole()
        for name in ("SIGINT", "SIGTERM"):
            out = name.lower()
            process = self.start_command(MERGE.command(out))
            self.wait_for(lambda: (self.folder / out / "parts").exists(), "folder of parts")
            process.send_signal(getattr(signal, name))
            self.finish(process, -getattr(signal, name), 0)
            self.go_on(MERGE, out)
            self.note("merge", SAME_AFTER, name)

    def test_searches_and_fits_stop_after_what_is_done_and_go_on(self):
        for work, grown in ((TUNE, "search.json"), (CALIBRATE, "fit.json")):
            for name, (exit_code, _) in list(ENDS.items())[:None if IS_LONG else 1]:
                with self.subTest(work=work.name, signal=name):
                    out = f"{work.name}-{name}"
                    process = self.start_command(work.command(out, "--threads", "1"))
                    self.wait_for((self.folder / out / grown).exists, grown)
                    process.send_signal(getattr(signal, name))
                    messages = self.finish(process, exit_code, 0)
                    if process.returncode:
                        self.assertIn("stopped; the same command goes on", messages)
                    self.go_on(work, out)
                    self.note(work.name, f"exit {process.returncode}, {SAME_AFTER}", name)

    def test_a_second_signal_ends_searches_and_fits_at_once(self):
        for work, grown in ((TUNE, "search.json"), (CALIBRATE, "fit.json")):
            out = work.name
            process = self.start_command(work.command(out, "--threads", "1"))
            self.wait_for((self.folder / out / grown).exists, grown)
            self.signal_each(process, signal.SIGINT, signal.SIGINT)
            self.finish(process, 130, 0)
            self.go_on(work, out)
            self.note(work.name, f"exit {process.returncode}, {SAME_AFTER}", "SIGINT twice")


class TimeLimit(FaultCase):
    fault = "--time-limit"

    def test_it_stops_in_time_with_exit_75(self):
        messages = self.finish(self.start("run", *ENSEMBLE, "--out", "out", "--time-limit", "0.1s", "--threads", 1), 75)

        self.assertIn(f"next: {PROGRAM} resume out", messages)
        self.assertGreater(len(self.parts()), 0)
        self.assertLess(len(self.parts()), PARTS)
        self.go_on(RUN, "out")
        self.note("run", f"exit 75, {SAME_AFTER}")

    def test_a_shard_that_was_stopped_resumes_as_that_shard(self):
        self.finish(self.start("run", *ENSEMBLE, "--out", "grid", "--shard", "1/2", "--time-limit", "0.1s", "--threads", 1), 75)

        self.call("resume", "grid-shard-1-of-2", "-q")

        names = [part.name for part in self.parts("grid-shard-1-of-2")]
        self.assertEqual(names, sorted(f"part-{k}.h5" for k in range(1, PARTS, 2)))
        other = self.call("run", *ENSEMBLE, "--out", "grid", "--shard", "1/2", expect=6)
        self.assertIn("holds", other.stderr)
        self.note("run: a shard", "exit 75, resumed as that shard")


class Streams(FaultCase):
    """The shell of a program may be gone, or its log on a full disk."""

    def test_messages_that_nobody_takes_end_no_ensemble(self):
        """Would catch: hours of work that end because the log is on a full disk."""
        with open("/dev/full", "w") as full:
            process = subprocess.run(RUN.command("out")[:-1], cwd=self.folder, stdout=subprocess.PIPE, stderr=full,
                                     timeout=PATIENCE)  # without -q
        self.assertIn(process.returncode, (0, 7))
        self.assert_whole(RUN, "out")
        self.note("run: log on a full disk", f"whole, same bytes, exit {process.returncode}", "disk full")

    def test_a_table_that_nobody_takes_is_told(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run(RUN.command("out"), cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True,
                                  timeout=PATIENCE)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertIn("cannot print all of it (No space left on device); files that were written before are whole", done.stderr)
        self.assert_whole(RUN, "out")
        self.note("run: standard output on a full disk", "whole, same bytes, exit 7 and a sentence", "disk full")

    def test_closed_streams_are_no_files_of_the_result(self):
        """Would catch: messages in the first file that is opened, which takes the number of a closed stream."""
        command = " ".join(f"'{word}'" for word in RUN.command("out")[:-1])
        done = subprocess.run(["sh", "-c", f"exec {command} <&- >&- 2>&-"], cwd=self.folder, timeout=PATIENCE)

        self.assertEqual(done.returncode, 0)
        self.assert_whole(RUN, "out")
        self.assertEqual((self.folder / "out/.lock").read_bytes(), b"")
        self.note("run", "whole, same bytes", "standard streams closed")


if __name__ == "__main__":
    main()
