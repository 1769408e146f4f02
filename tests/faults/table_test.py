"""The table of faults: how notes become rows, and that the evidence of the documentation is such a table, without a failure."""
import json
import pathlib
import sys
import unittest

from table import rows_of, text_of

SOURCE = pathlib.Path(sys.argv[1]).resolve()


class Table(unittest.TestCase):
    def test_rows_stand_by_fault_in_the_order_in_which_faults_came(self):
        rows = rows_of({("kill", "run", "b"): 2, ("disk", "run", "c"): 1, ("kill", "merge", "a"): 3}, [("clock", "no faketime")])

        self.assertEqual([(row["fault"], row["phase"], row["count"]) for row in rows],
                         [("kill", "merge", 3), ("kill", "run", 2), ("disk", "run", 1), ("clock", "", 0)])
        self.assertIn("no faketime", rows[-1]["outcome"])


class Evidence(unittest.TestCase):
    def setUp(self):
        self.content = json.loads((SOURCE / "docs/evidence/faults.json").read_text(encoding="utf-8"))

    def count(self, fault):
        return sum(row["count"] for row in self.content["rows"] if row["fault"] == fault)

    def test_no_test_failed_and_every_kill_was_one(self):
        self.assertEqual(self.content["failed"], [])
        self.assertGreaterEqual(self.count("kill -9"), 300)

    def test_faults_of_every_kind_were_tried(self):
        for fault in ("disk full", "read-only disk", "output folder vanished", "SIGTERM", "SIGINT twice", "SIGUSR1",
                      "--time-limit", "memory limit (ulimit -v)", "two processes on one output", "clock ten years back",
                      "part truncated", "part with a bit flipped", "part exchanged with another of its run",
                      "part of another revision", "part of another configuration", "part of another seed",
                      "MPI rank killed", "run without a result (stored in a part)"):
            with self.subTest(fault=fault):
                self.assertGreater(self.count(fault), 0)

    def test_text_beside_it_is_that_of_the_table(self):
        self.assertEqual((SOURCE / "docs/evidence/faults.txt").read_text(encoding="utf-8"), text_of(self.content))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
