"""Runs that come to no result, as the command tells of them: with their key, counted, exit 5 past the limit.

No experiment that the reader of configurations accepts is known to bring such a run about. That the engine finds them is
tested on a model that fails (tests/engine/run/run_failure_test.cpp). Here such a run stands in a stored part.
"""
import csv
import io
import zlib

import h5py
import numpy

from detente_command import PROGRAM, main
from fault_case import ENSEMBLE, PARTS, FaultCase

# Datasets of a part in the order of its checksum, each with the type in which it is summed.
SUMMED = {"chunk_dataset": "i8", "chunk_position": "i8", "chunk_length": "i8", "chunk_bytes": "u1", "count_bytes": "u1",
          "event_run": "i8", "event_month": "i4", "event_kind": "i4", "event_entity": "i4", "event_row": "i4",
          "event_from": "f8", "event_to": "f8", "contributions": "f4", "failure_run": "i8", "failure_column": "i8",
          "sum": "f8", "sum_of_squares": "f8"}


def checksum(file):
    total = 0
    for name, kind in SUMMED.items():
        total = zlib.crc32(numpy.asarray(file[name][...]).astype(kind).tobytes(), total)
    return total


class FailedRuns(FaultCase):
    fault = "run without a result (stored in a part)"

    def stored(self, *runs, settings=()):
        """All parts of the ensemble, with these runs of the first failed in their first outcome."""
        self.call("run", *ENSEMBLE, *settings, "--out", "out", "-q", "--no-merge")
        with h5py.File(self.folder / "out/parts/part-0.h5", "r+") as file:
            self.assertEqual(checksum(file), file.attrs["checksum"], "this test knows how a part is summed")
            for name, values in (("failure_run", runs), ("failure_column", [0] * len(runs))):
                del file[name]
                file[name] = numpy.array(values, "i8")
            file.attrs.modify("checksum", numpy.int64(checksum(file)))

    def table(self, name):
        return list(csv.DictReader(io.StringIO(self.call("export", "out", "--table", name).stdout)))

    def test_few_are_recorded_counted_and_left_out_in_all_arms(self):
        self.stored(3, 200)

        shown = self.call("resume", "out", "-q").stdout

        self.assertIn("2 ", shown)
        failures = self.table("failures")
        self.assertEqual([(row["policy"], row["scenario"], row["run"]) for row in failures],
                         [("status_quo", "baseline", "3"), ("status_quo", "baseline", "200")])
        missing = {(row["policy"], row["run"]) for row in self.table("outcomes") if row["crisis_cost"] in ("", "nan")}
        self.assertEqual(missing, {(policy, run) for policy in ("status_quo", "busy") for run in ("3", "200")})
        self.note("run: 2 of 4096", "recorded with key, counted, left out in all arms, exit 0")

    def test_each_can_be_computed_again_by_its_key(self):
        self.stored(3)
        self.call("resume", "out", "-q")
        row = self.table("failures")[0]

        again = self.call("replay", "out", "--policy", row["policy"], "--scenario", row["scenario"], "--run", row["run"])

        self.assertGreater(len(again.stdout.splitlines()), 24)
        self.note("replay", "computed again by its key")

    def test_too_many_are_exit_5_with_the_key_of_the_first(self):
        self.stored(*range(100, 141))  # 41 of 4,096 runs: more than 1 %
        for _ in range(2):  # and again: nothing has changed
            messages = self.call("resume", "out", expect=5).stderr

            self.assertIn("41 of 4096 runs came to no result", messages)
            self.assertIn("--policy status_quo --scenario baseline --run 100", messages)
            self.assertIn(f"next: {PROGRAM} replay out", messages)
            self.assertFalse((self.folder / "out/result.h5").exists())
            self.assertEqual(len(self.parts()), PARTS, "nothing is lost")
        self.note("run: 41 of 4096", "exit 5 and the key of the first, parts kept")

    def test_none_is_allowed_where_the_experiment_says_so(self):
        self.stored(3, settings=["--set", "on_run_failure={policy: abort}"])

        self.assertIn("1 of 4096 runs", self.call("resume", "out", expect=5).stderr)
        self.note("run: 1 of 4096, none allowed", "exit 5 and its key, parts kept")


if __name__ == "__main__":
    main()
