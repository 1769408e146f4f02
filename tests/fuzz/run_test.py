"""Whose fault a crash is, and which runs the evidence of fuzzing keeps: what `run` says of its fuzzers.

usage: run_test.py [unittest arguments]
"""
import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("fuzz_run", str(pathlib.Path(__file__).parent / "run"))
run = importlib.util.module_from_spec(importlib.util.spec_from_loader("fuzz_run", loader))
loader.exec_module(run)

OURS = "in detente::Hdf5Reader::open(std::string const&) engine/io/hdf5_reader.cpp:10:3"
HDF5 = "in H5FD_read (/usr/lib/x86_64-linux-gnu/libhdf5_serial.so.103+0x1171fb)"


def report(*calls):
    frames = "\n".join(f"    #{k} 0x{k + 1:x} {call}" for k, call in enumerate(calls))
    return "ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1\n" + frames + "\n"


class Owner(unittest.TestCase):
    """Would catch a crash of our own that counts as one of the library, and the other way round."""

    def owner(self, *calls):
        return run.finding_of(report(*calls), "result_reader")["owner"]

    def test_innermost_call_decides(self):
        self.assertEqual(self.owner(OURS, HDF5), "ours")
        self.assertEqual(self.owner(HDF5, OURS), "libhdf5")
        template = "in std::vector<int> detente::read<int>(std::string const&) engine/io/hdf5_reader.cpp:20:3"
        self.assertEqual(self.owner(template, HDF5), "ours")

    def test_what_a_caller_asks_of_the_c_library_is_the_callers(self):
        for call in ("pread", "memcpy", "free"):
            with self.subTest(call=call):
                self.assertEqual(self.owner(f"in {call} (/tests/fuzz/fuzz_result_reader+0x1)", HDF5, OURS), "libhdf5")
                self.assertEqual(self.owner(f"in {call} (/tests/fuzz/fuzz_result_reader+0x1)", OURS, HDF5), "ours")

    def test_time_that_is_up_is_of_whoever_ran(self):
        handler = "in detente::(anonymous namespace)::say_where_and_end(int) (/tests/fuzz/fuzz_result_reader+0x1)"
        self.assertEqual(self.owner(handler, HDF5, OURS), "libhdf5")
        self.assertEqual(self.owner(handler, OURS, HDF5), "ours")

    def test_library_without_names_for_its_functions_is_its_callers(self):
        self.assertEqual(self.owner("(/lib/x86_64-linux-gnu/libc.so.6+0x1)", OURS), "ours")

    def test_crash_without_a_call_is_ours(self):
        self.assertEqual(self.owner(), "ours")


class Evidence(unittest.TestCase):
    def kept(self, before, now):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "fuzzing.json")
            file.write_text(json.dumps({"targets": [{"target": name, "executions": n} for name, n in before]}))
            results = [{"target": name, "executions": n} for name, n in now]
            return [(one["target"], one["executions"]) for one in run.with_those_of(str(file), results)]

    def test_keeps_other_targets_and_the_longer_run_of_each(self):
        before = [("condition_parser", 10), ("result_reader", 5)]
        self.assertEqual(self.kept(before, [("result_reader", 4)]), before)
        self.assertEqual(self.kept(before, [("result_reader", 5), ("config_reader", 1)]),
                         [("config_reader", 1), ("condition_parser", 10), ("result_reader", 5)])

    def test_is_the_results_alone_where_there_was_none(self):
        self.assertEqual(run.with_those_of("/nowhere/fuzzing.json", [1]), [1])
        self.assertEqual(run.with_those_of(None, [1]), [1])


class Round(unittest.TestCase):
    def test_without_an_edge_is_a_fault_of_the_fuzzer(self):
        campaign = object.__new__(run.Campaign)
        campaign.target, campaign.wanted, campaign.seconds, campaign.findings = "result_reader", 10, 0, {}
        campaign.executions = campaign.rounds = campaign.cov = campaign.ft = 0
        with self.assertRaisesRegex(SystemExit, "not an edge"):
            campaign.note("#11 INITED ft: 1 corp: 1/9b\nstat::number_of_executed_units: 10\n", 0)
        campaign.note("#11 INITED cov: 3 ft: 9 corp: 1/9b\nstat::number_of_executed_units: 10\n", 0)


if __name__ == "__main__":
    unittest.main()
