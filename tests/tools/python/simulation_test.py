"""detente.Simulation: its side of the protocol with detente._engine against a stand-in that calls the command, and,
where the engine is built, its numbers against the command's, bit for bit."""
import concurrent.futures
import importlib.util
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import types
import unittest
import unittest.mock

import h5py
import numpy
import xarray

from package_case import PACKAGE, SOURCE, CommandTest
from detente_command import PROGRAM, main

import detente
from detente import command

ENGINE = str(PROGRAM.parents[2] / "python/detente")  # of the same build
detente.__path__.append(ENGINE)
REGION = SOURCE / "configs/western_balkans"
HAS_ENGINE = importlib.util.find_spec("detente._engine") is not None


def outcomes_of(experiment, name):
    """What the command makes of the text: the outcomes as they stand in the file, of one arm."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / name).write_text(experiment)
        command.call(["run", pathlib.Path(folder) / name, "--out", pathlib.Path(folder) / "out", "-q"])
        with h5py.File(pathlib.Path(folder) / "out/result.h5") as file:
            for key, data in file["outcomes"].items():
                if data.ndim < 3:
                    continue
                labels, dimension = (), ""
                if data.ndim == 4:
                    scale = data.dims[3][0]
                    dimension, labels = scale.name.rpartition("/")[2], scale[:]
                    labels = [one.decode() if isinstance(one, bytes) else int(one) for one in labels]
                units = data.attrs["units"].decode(), data.attrs["long_name"].decode()
                yield key, (*units, dimension, labels), data[0, 0]


def stand_in():
    """detente._engine by way of the command: slow, but with its numbers."""
    engine = types.ModuleType("detente._engine")

    class ConfigError(Exception):
        pass

    def asked(experiment, name):
        try:
            return list(outcomes_of(experiment, name))
        except detente.CommandError as error:
            raise ConfigError(error.message) from error

    engine.ConfigError, engine.PROTOCOL, engine.revision = ConfigError, 1, "stand-in"
    engine.outcome_table = lambda experiment, name: [(key, *told) for key, told, _ in asked(experiment, name)]
    engine.simulate = lambda experiment, name, threads: {key: numbers for key, _, numbers in asked(experiment, name)}
    return engine


class SimulationTest(CommandTest):
    def run_by_command(self, policies, **given):
        experiment = detente.Experiment(REGION, policies, design={"type": "mc", "samples": 24}, seed=5, months=24)
        return self.enterContext(experiment.run(self.folder / "direct"))

    def check(self, found, result, policy):
        theirs = result.outcomes.sel(policy=policy, scenario="baseline")
        self.assertEqual(list(found.data_vars), list(theirs.data_vars))
        for name, data in found.data_vars.items():
            numpy.testing.assert_array_equal(data.values, theirs[name].values, name)
            self.assertEqual(data.attrs["units"], theirs[name].attrs["units"])
            self.assertEqual(data.dims, theirs[name].dims)
        self.assertEqual(list(found.dispute.values), list(theirs.dispute.values))


class Protocol(SimulationTest):
    def setUp(self):
        super().setUp()
        self.enterContext(unittest.mock.patch.dict(sys.modules, {"detente._engine": stand_in()}))

    def test_an_arm_is_that_of_the_command(self):
        """Would catch an experiment of other policies, seeds or lengths, and outcomes under each other's name."""
        found = detente.Simulation(REGION).run("align_and_comply", "baseline", 24, seed=5, months=24)
        self.check(found, self.run_by_command(["status_quo", "align_and_comply"]), "align_and_comply")
        self.assertEqual(found.crisis_cost.dims, ("run",))

    def test_levers_may_be_given(self):
        found = detente.Simulation(REGION).run({"mediation": 0.9}, runs=24, seed=5, months=24)
        policies = {"use": ["status_quo", "mine"], "status_quo": {}, "mine": {"mediation": 0.9}}
        self.check(found, self.run_by_command(policies), "mine")

    def test_a_fault_is_the_error_of_the_command(self):
        with self.assertRaisesRegex(detente.CommandError, r"simulation\.yaml:.*'mediatoin'") as caught:
            detente.Simulation(REGION).run({"mediatoin": 0.9}, months=24)
        self.assertEqual(caught.exception.exit_code, 3)

    def test_another_protocol_is_refused(self):
        sys.modules["detente._engine"].PROTOCOL = 2
        with self.assertRaisesRegex(ImportError, "speaks protocol 2, this package 1"):
            detente.Simulation(REGION)


class Absent(unittest.TestCase):
    @unittest.skipIf(HAS_ENGINE, "detente._engine is built")
    def test_without_the_engine_there_is_a_sentence_and_no_number(self):
        with self.assertRaisesRegex(ImportError, "_engine is not built.*gives the same numbers"):
            detente.Simulation(REGION)


@unittest.skipUnless(HAS_ENGINE, "detente._engine is not built")
class Engine(SimulationTest):
    def test_gives_the_bits_of_the_command(self):
        result = self.run_by_command(["status_quo", "align_and_comply"])
        for threads in (1, 2):
            found = detente.Simulation(REGION).run("align_and_comply", runs=24, seed=5, months=24, threads=threads)
            self.check(found, result, "align_and_comply")

    def test_names_a_fault_as_the_command_does(self):
        with self.assertRaisesRegex(detente.CommandError, r"simulation\.yaml:.*'mediatoin'"):
            detente.Simulation(REGION).run({"mediatoin": 0.9}, months=24)

    def test_other_threads_go_on_and_two_may_run(self):
        """Would catch a lock of Python that is held while runs are computed: nothing else would move then."""
        simulation = detente.Simulation(REGION)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(simulation.run, "status_quo", runs=4096, seed=5, months=120) for _ in range(2)]
            turns = 0
            while not all(run.done() for run in runs):
                time.sleep(0.002)
                turns += 1
        self.assertGreater(turns, 20)
        xarray.testing.assert_identical(*(run.result() for run in runs))

    def test_ctrl_c_ends_it(self):
        """Would catch signals that wait until all runs are done: most of a minute here."""
        code = (f"import sys; sys.path.insert(0, {str(PACKAGE)!r}); import detente; detente.__path__.append({ENGINE!r})\n"
                f"simulation = detente.Simulation({str(REGION)!r}); print('begins', flush=True)\n"
                "simulation.run('status_quo', runs=200_000)\n")
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.assertEqual(process.stdout.readline(), "begins\n")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=30)
        self.assertRegex(messages, "KeyboardInterrupt")

    def test_more_than_one_arm_is_refused(self):
        engine = importlib.import_module("detente._engine")
        text = detente.Experiment(REGION, ["status_quo", "align_and_comply"], design={"type": "mc", "samples": 24}).text
        with self.assertRaisesRegex(ValueError, "2 arms"):
            engine.simulate(text, "two.yaml", 1)


if __name__ == "__main__":
    main()
