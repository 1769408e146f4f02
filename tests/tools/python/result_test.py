"""detente.open: labelled data as the file has it, events as the command exports them, and what is no result."""
import csv
import io
import shutil

import h5py
import numpy

from package_case import CommandTest, experiment, temporary_folder, with_failed_run
from detente_command import main

import detente


def setUpModule():
    global FOLDER, FILE
    FOLDER = temporary_folder()
    experiment().run(FOLDER / "small").close()
    FILE = FOLDER / "small/result.h5"


class ResultTest(CommandTest):
    def open(self, place=None):
        return self.enterContext(detente.open(place or FILE))

    def refused(self, place):
        """What the error says of it: never without the file's name."""
        with self.assertRaises(detente.ResultError) as caught:
            detente.open(place)
        self.assertIn(place.name, str(caught.exception))
        return str(caught.exception)


class Data(ResultTest):
    def test_groups_have_the_numbers_units_and_labels_of_the_file(self):
        """Would catch a group under another's name, and units or labels that get lost."""
        result = self.open(FOLDER / "small")
        with h5py.File(FILE) as file:
            for name, data in (("outcomes/crisis_cost", result.outcomes.crisis_cost),
                               ("history/trust", result.history.trust),
                               ("summary/tension_mean", result.summary.tension_mean)):
                numpy.testing.assert_array_equal(data.values, file[name][:])
                self.assertEqual(data.attrs["units"], file[name].attrs["units"].decode())
            numpy.testing.assert_array_equal(result.levers.value.values, file["levers/value"][:])
        self.assertEqual(result.outcomes.crisis_cost.dims, ("policy", "scenario", "run"))
        self.assertEqual(list(result.history.country.values), ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"])
        self.assertEqual(str(result.history.date.values[12]), "2027-01")
        self.assertEqual(str(result.summary.date.values[24]), "2028-01")

    def test_hours_are_numbers_and_no_spans_of_time(self):
        """Would catch xarray's own decoding, which rounds hours to nanoseconds and takes their unit away."""
        hours = self.open().outcomes.transit_hours
        self.assertEqual((hours.dtype, hours.attrs["units"]), (numpy.float64, "hours"))
        self.assertTrue(((hours > 1) & (hours < 200)).all())

    def test_runs_know_their_sample_and_replication(self):
        """Would catch coordinates in each other's place: with two replications run 5 is sample 2, replication 1."""
        experiment(design={"type": "mc", "samples": 4, "replications": 2}).run(self.folder / "pairs").close()
        outcomes = self.open(self.folder / "pairs").outcomes
        self.assertEqual((int(outcomes["sample"][5]), int(outcomes["replication"][5])), (2, 1))

    def test_samples_have_their_law(self):
        uncertain = experiment(uncertainties={"from_evidence": ["escalation.b_ten"]})
        uncertain.run(self.folder / "uncertain").close()
        samples = self.open(self.folder / "uncertain").samples
        self.assertEqual(samples["escalation.b_ten"].attrs["distribution"], "uniform 1 to 3")
        self.assertTrue(((samples["escalation.b_ten"] >= 1) & (samples["escalation.b_ten"] <= 3)).all())

    def test_provenance_repeats_the_result(self):
        """Would catch the experiment with origins in place of the one that runs, or half of it."""
        result = self.open()
        told = result.provenance
        self.assertEqual((told.seed, told.title, told.precision), (7, "small", "double"))
        self.assertIn("HDF5", result.provenance.libraries)
        (self.folder / "again.yaml").write_text(result.provenance.experiment)
        again = detente.Experiment.read(self.folder / "again.yaml").run(self.folder / "again")
        self.addCleanup(again.close)
        for outcome in ("crisis_cost", "mean.g", "first_at_4"):
            numpy.testing.assert_array_equal(again.outcomes[outcome].values, result.outcomes[outcome].values)

    def test_what_was_not_recorded_says_how_to_record_it(self):
        bare = experiment()
        bare.unset("record").run(self.folder / "bare").close()
        result = self.open(self.folder / "bare")
        for what in ("history", "events"):
            with self.assertRaisesRegex(detente.ResultError, f"has no {what}: .*record.{what}"):
                getattr(result, what)

    def test_a_wrong_name_gets_the_nearest(self):
        result = self.open()
        for call, hint in ((lambda: result.mean("crisis_costs"), "did you mean 'crisis_cost'"),
                           (lambda: result.mean("peak_level[BEL_PRJ]"), r"did you mean 'peak_level\[BEL_PRI\]'"),
                           (lambda: result.compare("status_qou", "align_and_comply"), "did you mean 'status_quo'"),
                           (lambda: result.fan("tensions"), "did you mean 'tension'"),
                           (lambda: result.events_of("moves"), "did you mean 'move'")):
            with self.assertRaisesRegex(detente.UnknownName, hint):
                call()
        with self.assertRaisesRegex(detente.ResultError, r"name one, as 'peak_level\[BEL_PRI\]'"):
            result.exceedance("peak_level")
        with self.assertRaisesRegex(detente.ResultError, "only its summary"):
            result.fan("level")

    def test_closed_is_closed(self):
        with detente.open(FILE) as result:
            self.assertGreater(float(result.outcomes.crisis_cost[0, 0, 0]), 0)
        with self.assertRaisesRegex(detente.ResultError, "is closed"):
            result.outcomes


class Events(ResultTest):
    def rows(self, kind, *arguments):
        exported = self.call("export", FILE, "--table", "events", "--variables", kind, *arguments).stdout
        return list(csv.DictReader(io.StringIO(exported)))

    def test_moves_are_those_that_the_command_exports(self):
        """Would catch positions taken for names, a month for another, and drivers in each other's column."""
        table, rows = self.open().events, self.rows("move")
        self.assertEqual(len(table), len(rows))
        self.assertGreater(len(rows), 50)
        for (_, ours), row in zip(table.iterrows(), rows):
            self.assertEqual([ours[name] for name in ("policy", "scenario", "date", "dispute")],
                             [row[name] for name in ("policy", "scenario", "date", "entity")])
            for name in ("run", "month", "from", "to"):
                self.assertEqual(ours[name], float(row[name]))
            for driver in ("base", "tension", "mediation", "level"):
                self.assertEqual(numpy.float32(ours[driver]), numpy.float32(row[driver]))
        self.assertEqual(set(table.dispute_name[table.dispute == "BEL_PRI"]), {"Belgrade - Pristina"})

    def test_other_kinds_and_one_arm_or_run(self):
        result = self.open()
        stances = result.events_of("stance", policy="align_and_comply", run=3)
        rows = self.rows("stance", "--policy", "align_and_comply", "--run", "3")
        self.assertEqual([(one.country, one.month) for one in stances.itertuples()],
                         [(row["entity"], int(row["month"])) for row in rows])
        self.assertEqual(list(result.events.groupby(["policy"]).size().index), ["status_quo", "align_and_comply"])
        with self.assertRaisesRegex(detente.ResultError, "those of the first 20 are"):
            result.events_of("move", run=20)

    def test_failures_are_named(self):
        self.assertTrue(self.open().failures.empty)
        failed = self.open(with_failed_run(FILE, self.folder / "failed.h5", 5))
        self.assertEqual(failed.failures.to_dict("records"), [{
            "policy": "align_and_comply", "scenario": "baseline", "run": 5, "sample": 5, "replication": 0,
            "outcome": "crisis_cost"}])
        self.assertEqual(failed.dropped_runs, 1)


class NoResult(ResultTest):
    def changed(self, **attributes):
        copy = self.folder / "changed.h5"
        shutil.copy(FILE, copy)
        with h5py.File(copy, "r+") as file:
            for name, value in attributes.items():
                file.attrs[name] = value
        return copy

    def test_nothing_there_and_something_else(self):
        self.assertIn("there is no", self.refused(self.folder / "nowhere"))
        self.assertIn("neither result.h5 nor manifest.json", self.refused(self.folder))
        (self.folder / "text.h5").write_text("policy,cost\n")
        self.assertIn("is no HDF5 file", self.refused(self.folder / "text.h5"))
        self.assertIn("is no result of detente", self.refused(self.changed(schema=numpy.string_("other/result"))))

    def test_another_version(self):
        said = self.refused(self.changed(schema_version=numpy.int64(2)))
        self.assertIn("has version 2 of detente/result, this package reads version 1", said)

    def test_cut_short(self):
        cut = self.folder / "cut.h5"
        cut.write_bytes(FILE.read_bytes()[:-1000])
        self.assertIn("is damaged or cut short", self.refused(cut))

    def test_a_damaged_chunk_is_an_error_and_no_number(self):
        with h5py.File(FILE) as file:
            place = file["outcomes/crisis_cost"].id.get_chunk_info(0)
        content = bytearray(FILE.read_bytes())
        content[place.byte_offset + place.size // 2] ^= 0xFF
        (self.folder / "damaged.h5").write_bytes(content)
        with self.assertRaisesRegex(detente.ResultError, "crisis_cost of .* is damaged"):
            self.open(self.folder / "damaged.h5").mean("crisis_cost")

    def test_a_shard_and_an_unfinished_output_say_what_to_do(self):
        parted = experiment(record={"part_runs": 256}, design={"type": "mc", "samples": 400})
        file = parted.write(self.folder / "small.yaml")
        self.call("run", file, "--out", "grid", "--shard", "0/2", "-q")
        said = self.refused(self.folder / "grid-shard-0-of-2")
        self.assertIn(f"detente merge {self.folder}/grid {self.folder}/grid-shard-*-of-2", said)
        (self.folder / "grid-shard-0-of-2").rename(self.folder / "first")
        said = self.refused(self.folder / "first")
        self.assertIn(f"detente merge {self.folder}/grid {self.folder}/first OTHERS", said)
        self.call("run", file, "--out", "parts", "--no-merge", "-q")
        self.assertIn(f"detente resume {self.folder}/parts", self.refused(self.folder / "parts"))


if __name__ == "__main__":
    main()
