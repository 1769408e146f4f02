"""A result as analysts open it: every reader tells the same facts of one file (facts.py), and they are those that the
program itself exports. The independent readers are the oracle for the writer."""
import csv
import io
import pathlib
import re
import shutil
import subprocess
import tempfile

import h5py
import netCDF4
import numpy
import xarray

import facts
from detente_command import PROGRAM, SMALL, SOURCE, CommandTest, main

SETTINGS = ["--set", "record.history.runs.first=all", "--set", "record.events.first=20", "-q"]
WORK = tempfile.TemporaryDirectory()  # one run for all tests; each has a copy


def setUpModule():
    subprocess.run([PROGRAM, "run", *SMALL, *SETTINGS], cwd=WORK.name, check=True, capture_output=True)


def tearDownModule():
    WORK.cleanup()


class ResultTest(CommandTest):
    def setUp(self):
        super().setUp()
        shutil.copytree(pathlib.Path(WORK.name) / "outputs", self.folder / "outputs")
        self.result = self.folder / "outputs/quickstart/result.h5"


class EveryReader(ResultTest):
    def assert_all_tell_the_same_of(self, result):
        questions = facts.questions_about(result)
        expected = facts.ask_h5py(result, questions)
        for name, ask in facts.READERS.items():
            with self.subTest(reader=name):
                self.assertEqual(facts.differences(expected, ask(result, questions)), [])

    def test_tells_the_same_facts(self):
        self.assert_all_tell_the_same_of(self.result)

    def test_tells_the_same_facts_where_nothing_happened(self):
        self.call("run", SMALL[0], "--runs", "2", "--policy", "status_quo", "--set", "experiment.months=24",
                  "--set", "noise=off", "--out", "still", *SETTINGS)
        with h5py.File(self.folder / "still/result.h5") as file:
            self.assertEqual(file["events/move/event"].size, 0)
        self.assert_all_tell_the_same_of(self.folder / "still/result.h5")

    # Would catch: a reader whose answers are not looked at, or that is not asked for one of these.
    def test_notices_a_broken_value_label_unit_name_and_attribute(self):
        questions = facts.questions_about(self.result)
        questions["datasets"] = [q for q in questions["datasets"] if q["name"] != "levers/value"]  # will be gone
        expected = facts.ask_h5py(self.result, questions)
        with h5py.File(self.result, "r+") as file:
            file["outcomes/crisis_cost"][0, 0, 0] += 1  # the first place is always asked for
            file["history/trust"][0, 0, 0, 0, 0] = numpy.nan
            file["dispute"][3] = "Bélgrade"  # neither first nor last
            file["actor_name"][5] = "Turkiye"
            file["summary/level_mean"].attrs.modify("units", numpy.bytes_("metres"))
            file["levers"].move("value", "values")
            file.attrs.modify("schema_version", 2)
        header = {"/datasets/summary/level_mean/attributes/units", "/attributes/schema_version", "/names"}
        broken = {"/datasets/outcomes/crisis_cost/values[0]", "/datasets/outcomes/crisis_cost/sum",
                  "/datasets/history/trust/values[0]", "/datasets/history/trust/missing", "/datasets/history/trust/sum",
                  "/datasets/summary/level_quantile/labels/dispute[3]",
                  "/datasets/actor_name/values[1]", "/datasets/actor_name/sum"}
        for name, ask in facts.READERS.items():
            with self.subTest(reader=name):
                places = questions if name == "ncdump" else self.without_the_dispute(questions)
                lines = facts.differences(expected, ask(self.result, places))
                found = {re.sub(r"^/names\[.*", "/names", line.split(": ")[0]) for line in lines}
                self.assertEqual((header if name == "ncdump" else header | broken) - found, set())

    @staticmethod
    def without_the_dispute(questions):
        """Readers may fail at a label that is not there: nobody asks for it."""
        with h5py.File(WORK.name + "/outputs/quickstart/result.h5") as file:
            gone = file["dispute"].asstr()[3]
        return {**questions, "datasets": [{**q, "at": [place for place in q["at"] if place.get("dispute") != gone]}
                                          for q in questions["datasets"]]}


class Program(ResultTest):
    """The oracle's oracle: what the readers tell is what the program exports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        result = pathlib.Path(WORK.name) / "outputs/quickstart/result.h5"
        questions = facts.questions_about(result, places=20)
        answers = facts.ask_h5py(result, questions)["datasets"]
        cls.told = {q["name"]: list(zip(q["at"], answers[q["name"]]["values"])) for q in questions["datasets"]}

    def table(self, name, *arguments):
        return list(csv.DictReader(io.StringIO(self.call("export", "outputs/quickstart", "--table", name, *arguments).stdout)))

    def compare(self, rows, keys, dataset, column, rename={}):
        """A place is a row (by the labels `keys`) and, by its other labels, a column "name.label"."""
        by_key = {tuple(row[key] for key in keys): row for row in rows}
        for place, value in self.told[dataset]:
            place = {rename.get(name, name): str(label) for name, label in place.items()}
            further = [place[name] for name in place if name not in keys]
            text = by_key[tuple(place[key] for key in keys)][".".join([column, *further] if column else further)]
            self.assertEqual(None if text == "" else float(text), value and numpy.float64(value), (dataset, place))

    def test_exports_the_outcomes_that_readers_tell(self):
        rows = self.table("outcomes")
        for name in ("crisis_cost", "first_at_4", "first_at_5", "crisis_cost.year"):
            self.compare(rows, ("policy", "scenario", "run"), f"outcomes/{name}", name)

    def test_exports_the_levers_that_readers_tell(self):
        self.compare(self.table("levers"), ("policy", "scenario", "month"), "levers/value", "")

    def test_exports_the_histories_that_readers_tell(self):
        rows = self.table("history")
        for name in ("trust", "pressure"):
            for row in rows:  # single precision: as short as it reads back
                row.update({key: str(numpy.float64(numpy.float32(x))) for key, x in row.items() if key.startswith(name + ".")})
            self.compare(rows, ("policy", "scenario", "run", "month"), f"history/{name}", name, {"history_run": "run"})

    def test_exports_the_means_and_quantiles_that_readers_tell(self):
        rows = self.table("summary")
        wide = {}
        for row in rows:
            of_month = wide.setdefault((row["policy"], row["scenario"], row["month"]),
                                       {key: row[key] for key in ("policy", "scenario", "month")})
            of_month["mean " + row["variable"]] = row["mean"]
            for share in ("05", "25", "50", "75", "95"):
                of_month[f"level.{float(share) / 100}{row['variable'].removeprefix('level')}"] = row[f"q{share}"]
        keys = ("policy", "scenario", "month")
        self.compare(wide.values(), keys, "summary/level_mean", "mean level")
        self.compare(wide.values(), keys, "summary/crisis_cost_mean", "mean crisis_cost")
        self.compare(wide.values(), keys, "summary/level_quantile", "level", {"year_end": "month"})

    def test_exports_the_moves_that_readers_tell(self):
        rows = self.table("events", "--variables", "move")
        for place, value in self.told["events/move/from"]:
            self.assertEqual(float(rows[place["event"]]["from"]), value)
        for place, value in self.told["events/move/month_index"]:
            self.assertEqual(int(rows[place["event"]]["month"]), value)
        for place, value in self.told["events/move/policy_index"]:
            self.assertEqual(rows[place["event"]]["policy"], ("status_quo", "align_and_comply")[value])
        for place, value in self.told["events/move/contribution"]:
            self.assertEqual(numpy.float32(rows[place["event"]][place["driver"]]), numpy.float32(value))


class Result(ResultTest):
    def test_has_histories_that_start_where_the_region_stands(self):
        with xarray.open_dataset(self.result, group="history") as history:
            start = history.trust.sel(policy="status_quo", scenario="baseline", history_run=0, month=0)
            self.assertAlmostEqual(float(start.sel(country="ALB")), 0.81, places=6)
            self.assertEqual(history.trust.dtype, numpy.float32)

    def test_has_moves_that_add_up_to_their_rate_and_are_found_by_run(self):
        with xarray.open_dataset(self.result, group="events/move") as moves, xarray.open_dataset(self.result, group="events") as index:
            self.assertGreater(moves.sizes["event"], 0)
            first = index.move_first_row.sel(policy="align_and_comply", scenario="baseline", event_run=7)
            count = index.move_rows.sel(policy="align_and_comply", scenario="baseline", event_run=7)
            rows = moves.isel(event=slice(int(first), int(first) + int(count)))
            self.assertTrue((rows.run_index == 7).all() and (rows.policy_index == 1).all())
            self.assertEqual(int((moves.run_index == 7).sum()), int(index.move_rows.sel(event_run=7).sum()))
            self.assertTrue(numpy.isfinite(moves.contribution.sum("driver")).all())

    def test_marks_missing_values_for_netcdf4(self):
        with netCDF4.Dataset(self.result) as file:
            self.assertTrue(numpy.isnan(file["outcomes/first_at_5"]._FillValue))

    def test_leaves_no_axis_without_a_name(self):
        header = subprocess.run(["ncdump", "-h", self.result], capture_output=True, text=True, check=True).stdout
        self.assertIn("double crisis_cost(policy, scenario, run) ;", header)
        self.assertIn('crisis_cost:units = "MEUR" ;', header)
        self.assertNotIn("phony_dim", header)

    def test_holds_the_experiment_that_repeats_it(self):
        with h5py.File(self.result) as file:
            experiment = file["provenance/experiment"][()].decode()
            self.assertEqual(file["provenance/seed"][()].decode(), "20261122")
        (self.folder / "again.yaml").write_text(experiment)
        self.call("run", "again.yaml", "--out", "again", "-q")
        with h5py.File(self.result) as one, h5py.File(self.folder / "again/result.h5") as two:
            numpy.testing.assert_array_equal(one["outcomes/crisis_cost"][:], two["outcomes/crisis_cost"][:])


class Readme(ResultTest):
    def test_has_lines_that_work_as_they_stand(self):
        readme = (pathlib.Path(SOURCE) / "README.md").read_text()
        blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        self.assertEqual(len(blocks), 1)
        done = subprocess.run(["/usr/bin/python3", "-c", blocks[0]], cwd=self.folder, capture_output=True, text=True, check=True)
        table = self.call("run", *SMALL, *SETTINGS, "--if-exists", "resume").stdout
        mean = re.search(r"status_quo +(\d+)", table).group(1)
        self.assertIn(mean, {f"{float(x):.0f}" for x in re.findall(r"\d+\.\d+", done.stdout)})


if __name__ == "__main__":
    main()
