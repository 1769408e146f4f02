"""A result as analysts open it: labels, units and values in h5py, xarray (both engines), netCDF4 and ncdump; the three lines
of the README. The independent readers are the oracle for the writer."""
import pathlib
import re
import subprocess

import h5py
import netCDF4
import numpy
import xarray

from detente_command import SMALL, SOURCE, CommandTest, main

SETTINGS = ["--set", "record.history.runs.first=all", "--set", "record.events.first=20", "-q"]


class Readers(CommandTest):
    def setUp(self):
        super().setUp()
        self.call("run", *SMALL, *SETTINGS)
        self.result = self.folder / "outputs/quickstart/result.h5"

    def test_xarray_has_labels_units_and_the_same_values_with_both_engines(self):
        with h5py.File(self.result) as file:
            stored = file["outcomes/crisis_cost"][:]
        for engine in ("netcdf4", "h5netcdf"):
            with self.subTest(engine=engine), xarray.open_dataset(self.result, group="outcomes", engine=engine) as outcomes:
                self.assertEqual(outcomes.crisis_cost.dims, ("policy", "scenario", "run"))
                self.assertEqual(list(outcomes.policy.values), ["status_quo", "align_and_comply"])
                self.assertEqual(list(outcomes.country.values), ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"])
                self.assertEqual(outcomes.crisis_cost.attrs["units"], "MEUR")
                numpy.testing.assert_array_equal(outcomes.crisis_cost.values, stored)

    def test_every_group_opens_in_every_reader(self):
        for group in ("", "outcomes", "history", "summary", "levers", "events", "events/move", "events/surge", "events/regime", "provenance"):
            for engine in ("netcdf4", "h5netcdf"):
                with self.subTest(group=group, engine=engine):
                    xarray.open_dataset(self.result, group=group or None, engine=engine).close()

    def test_history_of_a_run_starts_where_the_region_stands(self):
        with xarray.open_dataset(self.result, group="history") as history:
            start = history.trust.sel(policy="status_quo", scenario="baseline", history_run=0, month=0)
            self.assertAlmostEqual(float(start.sel(country="ALB")), 0.81, places=6)
            self.assertEqual(history.trust.dtype, numpy.float32)

    def test_moves_add_up_to_their_rate_and_are_found_by_run(self):
        with xarray.open_dataset(self.result, group="events/move") as moves, xarray.open_dataset(self.result, group="events") as index:
            self.assertGreater(moves.sizes["event"], 0)
            first = index.move_first_row.sel(policy="align_and_comply", scenario="baseline", event_run=7)
            count = index.move_rows.sel(policy="align_and_comply", scenario="baseline", event_run=7)
            rows = moves.isel(event=slice(int(first), int(first) + int(count)))
            self.assertTrue((rows.run == 7).all() and (rows.policy == 1).all())
            self.assertEqual(int((moves.run == 7).sum()), int(index.move_rows.sel(event_run=7).sum()))
            self.assertTrue(numpy.isfinite(moves.contribution.sum("driver")).all())

    def test_netcdf4_sees_dimensions_and_a_missing_value(self):
        with netCDF4.Dataset(self.result) as file:
            cost = file["outcomes/first_at_5"]
            self.assertEqual(cost.dimensions, ("policy", "scenario", "run", "dispute"))
            self.assertTrue(numpy.isnan(cost._FillValue))

    def test_ncdump_prints_the_header(self):
        header = subprocess.run(["ncdump", "-h", self.result], capture_output=True, text=True, check=True).stdout
        self.assertIn("double crisis_cost(policy, scenario, run) ;", header)
        self.assertIn('crisis_cost:units = "MEUR" ;', header)
        self.assertNotIn("phony_dim", header)

    def test_provenance_repeats_the_run(self):
        with h5py.File(self.result) as file:
            experiment = file["provenance/experiment"][()].decode()
            self.assertEqual(file.attrs["seed_text"].decode() if isinstance(file.attrs["seed_text"], bytes) else file.attrs["seed_text"], "20261122")
        (self.folder / "again.yaml").write_text(experiment)
        self.call("run", "again.yaml", "--out", "again", "-q")
        with h5py.File(self.result) as one, h5py.File(self.folder / "again/result.h5") as two:
            numpy.testing.assert_array_equal(one["outcomes/crisis_cost"][:], two["outcomes/crisis_cost"][:])

    def test_the_lines_of_the_readme_work_as_they_stand(self):
        readme = (pathlib.Path(SOURCE) / "README.md").read_text()
        blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        self.assertEqual(len(blocks), 1)
        done = subprocess.run(["/usr/bin/python3", "-c", blocks[0]], cwd=self.folder, capture_output=True, text=True, check=True)
        table = self.call("run", *SMALL, *SETTINGS, "--if-exists", "resume").stdout
        mean = re.search(r"status_quo +(\d+)", table).group(1)
        self.assertIn(mean, {f"{float(x):.0f}" for x in re.findall(r"\d+\.\d+", done.stdout)})


if __name__ == "__main__":
    main()
