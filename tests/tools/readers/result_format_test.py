"""docs/result-format.md against a real file: it names every dataset and no other, its tables of outcomes and variables are
the file's own, its examples run as they stand, and the program refuses what the page says it refuses."""
import pathlib
import re
import shutil
import subprocess
import tempfile

import h5py
import numpy

import facts
from detente_command import PROGRAM, SMALL, SOURCE, CommandTest, main

PAGE = (pathlib.Path(SOURCE) / "docs/result-format.md").read_text()
# All variables have a history, so that all are in the file; those with a range are in the default summary.
SETTINGS = ["--set", "record.history.runs.first=all", "--set", "record.history.variables=all",
            "--set", "record.events.first=20", "-q"]
# Nothing is sampled in it, and no run fails.
NOT_IN_THE_FILE = {"parameters/<parameter>", *("failures/" + column for column in (
    "failure", "policy_index", "scenario_index", "run_index", "sample_index", "replication", "outcome"))}
WORK = tempfile.TemporaryDirectory()


def setUpModule():
    subprocess.run([PROGRAM, "run", *SMALL, *SETTINGS], cwd=WORK.name, check=True, capture_output=True)


def tearDownModule():
    WORK.cleanup()


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def section(title):
    return re.search(rf"\n## {title}\n(.*?)(?=\n## |\Z)", PAGE, re.DOTALL)[1]


def tables(title):
    """The tables of a section: lists of rows, each a list of cells, without the head."""
    blocks = re.findall(r"(?:^\|.*\n)+", section(title), re.MULTILINE)
    return [[[cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()[2:]] for block in blocks]


def names_in(rows):
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[0])]


def documented():
    """Paths of all datasets that the page names; <...> stands for a name."""
    coordinates, beside = tables("Root")[1:3]
    kinds, columns, index = tables("Events")
    groups = {"outcomes/": tables("Outcomes")[0], "history/": tables("History")[0], "summary/": tables("Summary")[0],
              "events/": index, "failures/": tables("Failures")[0], "parameters/": tables("Parameters")[0],
              "levers/": tables("Levers")[0], "provenance/": tables("Provenance")[0], "": coordinates + beside}
    paths = {group + name for group, rows in groups.items() for name in names_in(rows)}
    for kind in names_in(kinds):
        has_contributions = kind in ("move", "settlement", "breakdown")
        paths |= {f"events/{kind}/{name}" for name in names_in(columns) if has_contributions or name != "contribution"}
    return paths


def pattern_of(path):
    """<variable> and <kind> are those of their tables, other <...> any name."""
    known = {"variable": names_in(tables("History")[0]), "kind": names_in(tables("Events")[0])}
    parts = re.split(r"<(\w+)>", path)
    return re.compile("".join(re.escape(part) if k % 2 == 0 else "(?:" + "|".join(known.get(part, [r"[^/]+"])) + ")"
                              for k, part in enumerate(parts)))


class Page(CommandTest):
    def setUp(self):
        super().setUp()
        shutil.copytree(pathlib.Path(WORK.name) / "outputs", self.folder / "outputs")
        self.result = self.folder / "outputs/quickstart/result.h5"

    def datasets(self):
        """Paths of all datasets, without the links by which groups show the coordinates of the root."""
        with h5py.File(self.result) as file:
            at_root = set(file)
            return [f"{group}/{name}".lstrip("/") for group in ["", *facts.groups_of(self.result)[1:]]
                    for name, item in file[f"/{group}"].items() if isinstance(item, h5py.Dataset) and
                    not (group and name in at_root and item == file[name])]

    def test_names_every_dataset_of_a_file(self):
        patterns = [pattern_of(path) for path in documented()]
        unknown = [path for path in self.datasets() if not any(pattern.fullmatch(path) for pattern in patterns)]
        self.assertEqual(unknown, [], "in the file and not in docs/result-format.md")

    def test_names_no_dataset_that_is_not_in_a_file(self):
        paths = self.datasets()
        gone = [path for path in documented() - NOT_IN_THE_FILE if not any(map(pattern_of(path).fullmatch, paths))]
        self.assertEqual(gone, [], "in docs/result-format.md and not in the file")

    def test_has_a_section_for_every_group(self):
        with h5py.File(self.result) as file:
            groups = [name for name, item in file.items() if isinstance(item, h5py.Group)]
        for name in groups:
            self.assertIn(f"`/{name}`", section(name.capitalize()))

    def test_names_the_attributes_of_the_root(self):
        with h5py.File(self.result) as file:
            self.assertEqual(sorted(file.attrs), sorted(names_in(tables("Root")[0])))

    def test_says_of_every_outcome_and_variable_what_the_file_says(self):
        with h5py.File(self.result) as file:
            for group, fixed_axes in (("outcomes", 3), ("history", 4)):
                rows = []
                for name in names_in(tables(group.capitalize())[0]):
                    dataset = file[group][name]
                    axes = [axis[0].name.rsplit("/", 1)[-1] for axis in dataset.dims][fixed_axes:]
                    row = [f"`{name}`", ", ".join(axes), text_of(dataset.attrs["units"])]
                    if group == "history":
                        quantile = file["summary"].get(f"{name}_quantile")
                        row.append("" if quantile is None else
                                   f"{quantile.attrs['lowest']:g} to {quantile.attrs['highest']:g}")
                    rows.append(row + [text_of(dataset.attrs["long_name"])])
                for row, stated in zip(rows, tables(group.capitalize())[0]):
                    self.assertEqual(stated, row, "the row ought to be: | " + " | ".join(row) + " |")

    def test_says_of_the_other_datasets_axes_type_and_unit_as_the_file_has_them(self):
        coordinates, beside = tables("Root")[1:3]
        kinds, columns, index = tables("Events")
        stated = [(f"{name}", [name, *row[1:3]]) for row in coordinates for name in names_in([row])]
        stated += [(name, ["run" if "_of_" in name else "month" if name == "date" else name.split("_")[0], row[2], ""])
                   for row in beside for name in names_in([row])]
        stated += [(f"events/{kind}/{name}", row[1:4]) for kind in names_in(kinds) for row in columns for name in names_in([row])]
        stated += [(f"events/{name.replace('<kind>', kind)}", [row[1], row[2], ""])
                   for kind in names_in(kinds) for row in index for name in names_in([row])]
        with h5py.File(self.result) as file:
            for path, expected in stated:
                if path.endswith("contribution") and path not in file:
                    continue
                dataset = file[path]
                axes = [path] if "CLASS" in dataset.attrs else [axis[0].name for axis in dataset.dims]
                found = [", ".join(axis.rsplit("/", 1)[-1] for axis in axes),
                         facts.TYPES[dataset.dtype.str[1:]], text_of(dataset.attrs.get("units", ""))]
                self.assertEqual(found, expected, path)

    def test_says_how_datasets_are_stored(self):
        with h5py.File(self.result) as file:
            def chunk(path):
                dataset = file[path]
                if dataset.chunks is not None:
                    self.assertTrue(dataset.shuffle and dataset.compression == "gzip", path)
                return dataset.chunks
            self.assertEqual(chunk("outcomes/peak_level"), (1, 1, 40, 1))
            self.assertEqual(chunk("history/level"), (1, 1, 40, 25, 1))
            self.assertEqual(chunk("summary/level_mean"), (1, 1, *file["summary/level_mean"].shape[2:]))
            self.assertEqual(chunk("events/move/from"), file["events/move/from"].shape)
            for path in ("levers/value", "sample_of_run", "events/move_rows"):
                self.assertIsNone(chunk(path))

    def examples(self, language):
        return re.findall(rf"```{language}\n(.*?)```", section("Readers"), re.DOTALL)

    def assert_prints_the_intervals(self, *command, code=None):
        done = subprocess.run(command, input=code, cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(self.result) as file:
            costs = file["outcomes/crisis_cost"][:, 0, :]
        for policy, x in zip(("status_quo", "align_and_comply"), costs):
            half = 1.96 * x.std(ddof=1) / len(x) ** 0.5
            numbers = [float(n) for n in re.findall(r"\d+\.\d+", re.search(rf"^{policy}\b(.*)", done.stdout, re.MULTILINE)[1])]
            numpy.testing.assert_allclose(numbers, [x.mean(), x.mean() - half, x.mean() + half], rtol=1e-5)

    def test_has_examples_in_python_that_work_as_they_stand(self):
        self.assertEqual(len(self.examples("python")), 2)
        for code in self.examples("python"):
            self.assert_prints_the_intervals("/usr/bin/python3", "-", code=code)

    def test_has_examples_in_r_that_work_as_they_stand(self):
        self.assertEqual(len(self.examples("r")), 2)
        for code in self.examples("r"):
            self.assert_prints_the_intervals("Rscript", "-", code=code)

    def test_has_an_example_in_javascript_that_works_as_it_stands(self):
        (self.folder / "node_modules").symlink_to(facts.NODE_FOLDER / "node_modules")
        self.assertEqual(len(self.examples("javascript")), 1)
        self.assert_prints_the_intervals("node", "--input-type=module", "-", code=self.examples("javascript")[0])

    def test_states_the_schema_and_that_another_version_is_refused_with_both_numbers(self):
        with h5py.File(self.result, "r+") as file:
            self.assertIn(f"`schema` of the root is `{text_of(file.attrs['schema'])}`, `schema_version` is "
                          f"{file.attrs['schema_version']}.", PAGE)
            file.attrs.modify("schema_version", 2)
        said = self.call("export", "outputs/quickstart", "--table", "outcomes", expect=7).stderr
        self.assertIn("version 2", said)
        self.assertIn("version 1", said)


if __name__ == "__main__":
    main()
