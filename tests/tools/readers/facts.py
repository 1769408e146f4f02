"""The facts of a result file, asked of every reader in the same words.

A question names a dataset, its attributes to be told, and places by label:
    {"datasets": [{"name": "outcomes/crisis_cost", "attributes": ["units"],
                   "at": [{"policy": "status_quo", "scenario": "baseline", "run": 3}]}],
     "attributes": ["schema"]}
The last `attributes` are those of the whole file. Every answer tells, in the order of the file:
    {"datasets": {"outcomes/crisis_cost": {"dimensions": ["policy", "scenario", "run"], "shape": [2, 1, 40],
        "labels": {"policy": [...], ...}, "type": "float64", "attributes": {"units": "MEUR"},
        "values": [...],      at the places asked; missing numbers and attributes are null
        "missing": 0,         how many numbers are missing
        "sum": 81000.5}},     of the others; of a text its length in bytes of UTF-8
     "attributes": {"schema": "detente/result"},
     "names": ["policy", ...]}    every dataset of the file that the reader sees, sorted
The readers of R and JavaScript are scripts beside this one. ncdump -h tells only dimensions, shape, type and attributes."""
import json
import math
import pathlib
import random
import re
import subprocess

import h5py
import netCDF4
import numpy
import xarray

HERE = pathlib.Path(__file__).resolve().parent
NODE_FOLDER = HERE.parents[2] / "build/readers"  # where tools/install_dependencies --tests puts h5wasm
TYPES = {"f8": "float64", "f4": "float32", "i4": "int32", "i8": "int64", "O": "text"}
DATASETS = [
    "outcomes/crisis_cost",         # no further dimension
    "outcomes/first_at_5",          # one more, all missing in two years
    "outcomes/first_at_4",          # some missing
    "outcomes/crisis_cost.year",    # labels that are numbers; a name with a point
    "history/trust",                # single precision, from month 0
    "history/pressure",             # two entities
    "summary/level_mean",
    "summary/crisis_cost_mean",     # a flow: missing at month 0
    "summary/level_quantile",       # labels that are real numbers; attributes that are numbers
    "levers/value",
    "levers/unit",
    "events/move/policy_index",
    "events/move/month_index",
    "events/move/from",
    "events/move/contribution",
    "events/move/event",            # a coordinate of a subgroup
    "events/move_first_row",        # 64-bit integers
    "events/move_rows",
    "policy",
    "month",
    "quantile",
    "sample_of_run",
    "date",
    "country_name",
    "actor_name",                   # not all ASCII
    "provenance/seed",              # no dimension
    "provenance/experiment",        # long
    "provenance/experiment_with_origins",  # not all ASCII
]
ATTRIBUTES = ["units", "long_name", "bin_width", "lowest", "highest"]
FILE_ATTRIBUTES = ["schema", "schema_version", "title", "seed", "seed_text", "precision", "start", "months", "samples",
                   "replications", "baseline_policy"]


def text_of(x):
    return x.decode() if isinstance(x, bytes) else x


def plain(x):
    """One value as JSON has it: no NaN, no type of numpy's."""
    if x is numpy.ma.masked:
        return None
    x = text_of(x.item() if isinstance(x, (numpy.generic, numpy.ndarray)) else x)
    return None if isinstance(x, float) and math.isnan(x) else x


def known_sum(values):
    """How many numbers are missing, and the sum of the others; of text its bytes."""
    if values.dtype.kind in "OU":
        return 0, sum(len(text.encode()) for text in values.ravel())
    unmasked = numpy.ma.compressed(values)
    known = unmasked[~numpy.isnan(unmasked)]
    return values.size - known.size, plain(known.sum(dtype="f8"))


def answer_of(dimensions, values, labels, attributes, question):
    """What readers with numpy's arrays have in common; places are found by their labels."""
    labels = {name: [plain(x) for x in labels[name]] for name in dimensions}
    missing, total = known_sum(values)
    at = [plain(values[tuple(labels[name].index(place[name]) for name in dimensions)]) for place in question["at"]]
    return {"dimensions": list(dimensions), "shape": list(values.shape), "labels": labels,
            "type": "text" if values.dtype.kind in "OU" else TYPES[values.dtype.str[1:]],
            "attributes": {name: plain(attributes.get(name)) for name in question["attributes"]},
            "values": at, "missing": missing, "sum": total}


def groups_of(path):
    """All groups of a file, the root as an empty name."""
    with h5py.File(path) as file:
        names = [""]
        # append returns None, which goes on.
        file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Group) else None)
        return names


def array_of(dataset):
    return numpy.array(dataset.asstr()[()] if dataset.dtype.kind == "O" else dataset[()])


def ask_h5py(path, questions):
    groups = groups_of(path)
    with h5py.File(path) as file:
        datasets = {}
        # Not visititems: it comes to a dataset only once, by one of its links.
        names = [f"{group}/{name}".lstrip("/") for group in groups for name, item in file[f"/{group}"].items()
                 if isinstance(item, h5py.Dataset)]
        for question in questions["datasets"]:
            dataset = file[question["name"]]
            scales = [dataset] if "CLASS" in dataset.attrs else [axis[0] for axis in dataset.dims]  # a scale has only itself
            dimensions = [scale.name.rsplit("/", 1)[-1] for scale in scales]
            labels = {name: array_of(scale) for name, scale in zip(dimensions, scales)}
            datasets[question["name"]] = answer_of(dimensions, array_of(dataset), labels, dataset.attrs, question)
        return {"attributes": {name: plain(file.attrs[name]) for name in questions["attributes"]}, "datasets": datasets,
                "names": sorted(names)}


def ask_netcdf4(path, questions):
    with netCDF4.Dataset(path) as file:
        datasets = {}
        for question in questions["datasets"]:
            variable = file[question["name"]]
            labels = {name: variable.group()[name][:] for name in variable.dimensions}
            attributes = {name: variable.getncattr(name) for name in variable.ncattrs()}
            values = variable[...]
            values = numpy.array(values, dtype=object) if isinstance(values, str) else values
            datasets[question["name"]] = answer_of(variable.dimensions, values, labels, attributes, question)
        names = [f"{group}/{name}".lstrip("/") for group in groups_of(path)
                 for name in (file[group] if group else file).variables]
        return {"attributes": {name: plain(file.getncattr(name)) for name in questions["attributes"]}, "datasets": datasets,
                "names": sorted(names)}


def ask_xarray(engine):
    def ask(path, questions):
        opened = {group: xarray.open_dataset(path, group=group or None, engine=engine) for group in groups_of(path)}
        datasets = {}
        for question in questions["datasets"]:
            group, _, name = question["name"].rpartition("/")
            variable = opened[group][name]
            answer = answer_of(variable.dims, numpy.array(variable.values), opened[group], variable.attrs, question)
            # As a user would: by xarray's own labels, not by position.
            answer["values"] = [plain(variable.sel(place).values) for place in question["at"]]
            datasets[question["name"]] = answer
        names = [f"{group}/{name}".lstrip("/") for group, dataset in opened.items() for name in dataset.variables]
        attributes = {name: plain(opened[""].attrs[name]) for name in questions["attributes"]}
        for dataset in opened.values():
            dataset.close()
        return {"attributes": attributes, "datasets": datasets, "names": sorted(names)}
    return ask


def ask_script(*command, script="", folder=None):
    """A reader in another language; nothing but the answers may stand on its standard output."""
    def ask(path, questions):
        path = pathlib.Path(path).resolve()
        asked = path.with_suffix(".questions.json")
        asked.write_text(json.dumps(questions))
        done = subprocess.run([*command, str(path), str(asked)], input=script, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"{command} failed: {done.stderr}")
        return json.loads(done.stdout)
    return ask


def ask_ncdump(path, questions):
    """The header: of each dataset its dimensions, shape, type and attributes."""
    header = subprocess.run(["ncdump", "-h", str(path)], capture_output=True, text=True, check=True).stdout
    types = {"double": "float64", "float": "float32", "int": "int32", "int64": "int64", "string": "text"}
    unquoted = lambda text: json.loads(text.replace("\\'", "'")) if text[0] == '"' else float(re.match(r"[-+.\de]+", text)[0])
    found, sizes, group, of_file = {}, {}, [], {}
    for line in map(str.strip, header.splitlines()):
        if match := re.match(r"group: (\w+) \{", line):
            group.append(match[1])
        elif line.startswith("} // group"):
            group.pop()
        elif match := re.match(r"(\w+) = (\d+|UNLIMITED) ;", line):
            sizes[(*group, match[1])] = 0 if match[2] == "UNLIMITED" else int(match[2])  # netCDF has no empty axis else
        elif match := re.match(r"(\w+) ([\w.]+)(?:\((.*)\))? ;", line):
            dimensions = match[3].split(", ") if match[3] else []
            found["/".join([*group, match[2]])] = {"dimensions": dimensions, "shape": [sizes[(*group, d)] for d in dimensions],
                                                   "type": types[match[1]], "attributes": dict.fromkeys(ATTRIBUTES)}
        elif match := re.match(r":(\w+) = (.*) ;", line):
            of_file[match[1]] = unquoted(match[2])
        elif match := re.match(r"([\w.]+):(\w+) = (.*) ;", line):
            if match[2] in ATTRIBUTES:
                found["/".join([*group, match[1]])]["attributes"][match[2]] = unquoted(match[3])
    return {"attributes": {name: of_file.get(name) for name in questions["attributes"]},
            "datasets": {question["name"]: found.get(question["name"]) for question in questions["datasets"]},
            "names": sorted(found)}


READERS = {
    "h5py": ask_h5py,
    "netCDF4": ask_netcdf4,
    "xarray with netcdf4": ask_xarray("netcdf4"),
    "xarray with h5netcdf": ask_xarray("h5netcdf"),
    "ncdump": ask_ncdump,
    "R ncdf4": ask_script("Rscript", str(HERE / "facts_ncdf4.R")),
    "R hdf5r": ask_script("Rscript", str(HERE / "facts_hdf5r.R")),
    # From standard input a module finds its packages from the folder it runs in.
    "h5wasm": ask_script("node", "--input-type=module", "-", script=(HERE / "facts_h5wasm.mjs").read_text(),
                         folder=NODE_FOLDER),
}


def questions_about(path, places=6):
    """The same questions for the same file: the first and the last place of each dataset, and some between."""
    chance = random.Random(1)
    questions = {"datasets": [{"name": name, "attributes": ATTRIBUTES, "at": []} for name in DATASETS],
                 "attributes": FILE_ATTRIBUTES}
    answers = ask_h5py(path, questions)["datasets"]
    for question in questions["datasets"]:
        labels = answers[question["name"]]["labels"]
        if not all(labels.values()):
            continue  # an empty axis has no place
        question["at"] += [{name: of_axis[0] for name, of_axis in labels.items()},
                           {name: of_axis[-1] for name, of_axis in labels.items()}]
        if labels:
            question["at"] += [{name: chance.choice(of_axis) for name, of_axis in labels.items()} for _ in range(places)]
    return questions


def differences(expected, answers, where=""):
    """Every fact that differs, as a line of text. Numbers may differ beyond the 15 digits that R prints; a fact that a
    reader does not tell at all is no difference, as long as it tells another of the same thing."""
    if isinstance(expected, dict):
        if not isinstance(answers, dict) or (expected and not answers):
            return [f"{where}: {answers} instead of {len(expected)} facts"]
        told = [line for name in expected if name in answers
                for line in differences(expected[name], answers[name], f"{where}/{name}")]
        return told + [f"{where}/{name}: not asked for" for name in answers if name not in expected]
    if isinstance(expected, list):
        if not isinstance(answers, list) or len(expected) != len(answers):
            absent = [x for x in expected if not isinstance(answers, list) or x not in answers]
            return [f"{where}: {shortened(answers)} instead of {shortened(expected)}; without {absent}"]
        return [line for k, (one, other) in enumerate(zip(expected, answers))
                for line in differences(one, other, f"{where}[{k}]")]
    both_numbers = all(isinstance(x, (int, float)) for x in (expected, answers))
    same = math.isclose(expected, answers, rel_tol=1e-13, abs_tol=1e-300) if both_numbers else expected == answers
    return [] if same else [f"{where}: {shortened(answers)} instead of {shortened(expected)}"]


def shortened(x):
    text = repr(x)
    return text if len(text) < 200 else text[:200] + "..."
