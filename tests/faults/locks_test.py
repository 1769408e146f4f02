"""Several processes on one output: one works, the others are refused, and the output is that of the one."""
import json
import signal
import time

from detente_command import PROGRAM, main
from fault_case import CALIBRATE, ENSEMBLE, IS_LONG, MERGE, PARTS, RUN, TUNE, FaultCase


class Locks(FaultCase):
    fault = "two processes on one output"

    def test_the_second_is_refused_while_the_first_works(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1)
        self.wait_for_parts(1)

        second = self.attempt(RUN, "out", 6)[1]
        merging = self.attempt(MERGE, "out", 6)[1]

        for messages in (second, merging):
            self.assertIn("another process is working on", messages)
        self.finish(process, 0)
        self.assert_whole(RUN, "out")
        self.note("run beside run", "second: exit 6 and a sentence; first: whole, same bytes")
        self.note("merge beside run", "second: exit 6 and a sentence; first: whole, same bytes")

    def test_status_tells_who_is_at_work_and_how_far(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1)
        self.wait_for_parts(1)
        running = self.call("status", "out").stdout
        facts = json.loads(self.call("status", "out", "--json").stdout)
        self.kill(process)
        stopped = self.call("status", "out")

        self.assertEqual((facts["state"], facts["process"], facts["parts"]), ("running", process.pid, PARTS))
        self.assertGreater(facts["runs_done"], 0)
        self.assertIn("out: running", running)
        self.assertIn(f"process     {process.pid} on", running)
        self.assertIn("out: stopped", stopped.stdout)
        self.assertIn(f"next: {PROGRAM} resume out", stopped.stderr)
        self.call("resume", "out", "-q")
        self.assertIn(f"{PARTS} of {PARTS} stored", self.call("status", "out").stdout)
        self.call("status", ".", expect=7)
        self.note("run: killed", "lock gone with the process, resumed at once")

    def test_searches_and_fits_are_refused_beside_themselves(self):
        for work, grown in ((TUNE, "search.json"), (CALIBRATE, "fit.json")):
            first = self.start_command(work.command(work.name, "--threads", "1"))
            self.wait_for((self.folder / work.name / grown).exists, grown)
            first.send_signal(signal.SIGSTOP)  # it holds the folder however long the second takes
            try:
                self.assertIn("another process is working on", self.attempt(work, work.name, 6)[1])
            finally:
                first.send_signal(signal.SIGCONT)
            self.finish(first, 0)
            self.assert_whole(work, work.name)
            self.note(f"{work.name} beside {work.name}", "second: exit 6 and a sentence; first: whole, same bytes")

    def test_of_many_that_start_at_once_each_ends_in_order(self):
        for attempt in range(5 if IS_LONG else 1):
            out = f"out{attempt}"
            together = [self.start_command(RUN.command(out)) for _ in range(4)]
            messages = [self.finish(process, 0, 6) for process in together]

            codes = [process.returncode for process in together]
            self.assertIn(0, codes)
            for code, text in zip(codes, messages):
                if code == 6:
                    self.assert_sentence(text)
            self.assert_whole(RUN, out)
            self.note("run: four at once", "one works, the others exit 6 or show its result")

    def test_of_two_experiments_that_start_at_once_one_wins(self):
        """Would catch: a manifest written over that of another process."""
        for attempt in range(5 if IS_LONG else 1):
            out = f"out{attempt}"
            ours = self.start("run", *ENSEMBLE, "--out", out, "-q")
            time.sleep(0.02 * (attempt % 3))
            theirs = self.start("run", *ENSEMBLE, "--seed", 7, "--out", out, "-q")
            for process in (ours, theirs):
                self.finish(process, 0, 6)

            self.assertEqual(sorted((ours.returncode, theirs.returncode)), [0, 6])
            if ours.returncode == 0:
                self.assert_whole(RUN, out)
            else:
                self.assertNotEqual((self.folder / out / "result.h5").read_bytes(), RUN.files()["result.h5"])
            self.note("run: two experiments at once", "one is whole, the other exits 6")


if __name__ == "__main__":
    main()
