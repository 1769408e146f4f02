"""The schema of the files that a user writes, and the experiment that a user starts from."""
import json
import re

import jsonschema
import yaml

from detente_command import PROGRAM, QUICKSTART, SMALL, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
# What the program reads as a number: no leading zeros, other bases, underscores, nan or inf.
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?$")


class PlainLoader(yaml.BaseLoader):
    """YAML as the program reads it: dates, `on`, `no` and 010 are texts."""


def plain_scalar(loader, node):
    if node.style is not None:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    if NUMBER.match(node.value) and any(c.isdigit() for c in node.value):
        return int(node.value) if re.fullmatch(r"[-+]?[0-9]+", node.value) else float(node.value)
    return node.value


PlainLoader.add_constructor("tag:yaml.org,2002:str", plain_scalar)


def load(text):
    return yaml.load(text, Loader=PlainLoader)


def kind_of(file):
    return load(file.read_text())["schema"].split("/")[1].split("@")[0]


class SchemaTest(CommandTest):
    printed = {}

    def schema(self, *arguments):
        if arguments not in self.printed:
            self.printed[arguments] = json.loads(self.call("schema", *arguments).stdout)
        return self.printed[arguments]

    def faults(self, text, *arguments):
        validator = jsonschema.Draft202012Validator(self.schema(*arguments))
        return [error.message for error in validator.iter_errors(load(text))]


class Schema(SchemaTest):
    def test_every_file_of_the_project_is_valid(self):
        # Files of evidence extend others or hold keys of their own: the commands that compute it read them.
        files = sorted(file for file in (SOURCE / "configs").rglob("*.yaml")
                       if kind_of(file) not in ("calibration", "claim", "magnitudes", "tuning", "validation"))
        self.assertGreaterEqual(len(files), 7)
        for kind in {kind_of(file) for file in files}:  # once each: that of an experiment takes two seconds
            jsonschema.Draft202012Validator.check_schema(self.schema(kind))
        for file in files:
            with self.subTest(file=file.name):
                self.assertEqual(self.faults(file.read_text(), kind_of(file)), [])

    def test_with_an_experiment_its_ids_are_known(self):
        text = QUICKSTART.read_text()
        self.assertEqual(self.faults(text, "experiment", "--of", QUICKSTART), [])
        wrong = text.replace("use: [status_quo,", "use: [statuz_quo,")
        self.assertEqual(self.faults(wrong), [])
        self.assertIn("statuz_quo", "".join(self.faults(wrong, "experiment", "--of", QUICKSTART)))

    def test_what_the_reader_refuses_in_an_experiment_is_invalid(self):
        text = QUICKSTART.read_text()
        for name, old, new in [
            ("misspelt key", "baseline: status_quo", "basline: status_quo"),
            ("misspelt key inside", "replications: 1", "replicatons: 1"),
            ("wrong type", "months: 180", "months: many"),
            ("number in quotes", "months: 180", "months: '180'"),
            ("out of range", "months: 180", "months: 0"),
            ("missing required key", "seed: 20261122, ", ""),
            ("missing required map", "design: {type: mc, samples: 2048, replications: 1}", ""),
            ("wrong choice", "precision: double", "precision: triple"),
            ("another kind of file", "detente/experiment@1", "detente/region@1"),
            ("a list where a map stands", "runs: {first: 256}", "runs: [256]"),
            ("a word that is none", "first: 256", "first: every"),
            ("an id that is none", "name: quickstart", "name: quick-start"),
            ("dotted key that is none", "noise: on", "noise: on\ndesign.sampels: 3"),
        ]:
            with self.subTest(name):
                self.assertIn(old, text)
                self.call("check", self.file("broken.yaml", text.replace(old, new)), expect=3)
                self.assertNotEqual(self.faults(text.replace(old, new)), [])

    def test_what_the_reader_refuses_in_the_other_files_is_invalid(self):
        for kind, file, old, new in [
            ("region", "region.yaml", "war_intensity: 0.90", "war_intensity: 1.90"),
            ("region", "region.yaml", "us_regime: transactional", "us_regime: absent"),
            ("region", "region.yaml", "{value: 0.63,", "{valeu: 0.63,"),
            ("region", "region.yaml", "name: Montenegro\n", "nmae: Montenegro\n"),
            ("region", "region.yaml", "  mediation: 0.50\n", ""),
            ("region", "region.yaml", "start: 2026-01", "start: January"),
            ("policies", "policies.yaml", "promise: 0.80", "promiss: 0.80"),
            ("policies", "policies.yaml", "access.mobility: {2028-01: 0.90}", "access.mobilty: {2028-01: 0.90}"),
            ("policies", "policies.yaml", "pace: {2029-01: 0.80}", "pace: {2029-13: 0.80}"),
            ("scenarios", "scenarios.yaml", "us_hold: engaged", "us_hold: engagd"),
            ("scenarios", "scenarios.yaml", "drivers.shock.rate: 0.7", "drivers.shock.rat: 0.7"),
            ("scenarios", "scenarios.yaml", "recency: 1.64", "recency: 164"),
            ("parameters", "../parameters.yaml", 'range: [1.0, 4.0], unit: "1/year"', 'range: [1.0, 4.0], unit: "1"'),
            ("parameters", "../parameters.yaml", "status: literature", "status: literatur"),
            ("parameters", "../parameters.yaml", "value: [0.85, 0.55, 0.20]", "value: [0.85, 0.55]"),
            ("parameters", "../parameters.yaml", "  war.vol: ", "  war.vool: "),
        ]:
            with self.subTest(kind=kind, new=new):
                text = (REGION / file).read_text()
                self.assertIn(old, text)
                self.assertNotEqual(self.faults(text.replace(old, new), kind), [])

    def test_all_ways_of_writing_a_value_are_valid(self):
        text = QUICKSTART.read_text()
        for old, new in [
            ("summary: default", "summary: [alignment, level]"),
            ("variables: [alignment, governance, level, tension, trust, pressure]", "variables: all"),
            ("first: 256", "first: all"),
            ("months: 180", "months: {value: 180, source: a colleague}"),
            (", precision: double", ""),
            ("experiment: {name: quickstart, seed: 20261122, months: 180, precision: double}",
             "experiment.name: quickstart\nexperiment.seed: 1\nexperiment.months: 12\nexperiment.precision: single"),
            ("design: {type: mc, samples: 2048, replications: 1}", "design.type: mc\ndesign.samples: 2048"),
            ("policies: {from: ../policies.yaml, use:", "policies: {from: ../policies.yaml, mine: {access.mobility: 0.4, pace: {ALB: {2030-01: 1}, default: 0.2}}, use:"),
            ("scenarios: {from: ../scenarios.yaml, use: [baseline]}", "scenarios:\n  worse:\n    war_path: 0.9\n    region: {countries.ALB.trust: 0.5}\n    shift.trust: -0.1"),
        ]:
            with self.subTest(new=new):
                self.assertIn(old, text)
                self.assertEqual(self.faults(text.replace(old, new)), [])

    def test_a_file_that_extends_another_needs_not_say_everything(self):
        self.assertEqual(self.faults("schema: detente/experiment@1\nextends: base.yaml\nexperiment: {seed: 7}\n"), [])
        self.assertNotEqual(self.faults("schema: detente/experiment@1\nextends: base.yaml\nexperiment: {sed: 7}\n"), [])

    def test_parameters_and_levers_say_what_they_are(self):
        text = json.dumps(self.schema("parameters"))
        self.assertIn("return of spending to its plan [1/year]", text)
        self.assertIn("diplomatic effort", json.dumps(self.schema("policies")))

    def file(self, name, text):
        (self.folder / name).write_text(text.replace("../", f"{REGION}/").replace(f"{REGION}/{REGION}/", f"{SOURCE}/configs/"))
        return name


class ResultLayout(SchemaTest):
    def test_every_dataset_of_a_result_is_listed_with_its_dimensions(self):
        lines = self.call("schema", "--result", "--of", QUICKSTART).stdout.splitlines()
        layout = {line.split()[0]: line for line in lines}
        self.assertRegex(layout["/outcomes/crisis_cost"], r"float64 +\(policy, scenario, run\) \[MEUR\] +crisis-management")
        self.assertRegex(layout["/history/alignment"], r"float32 +\(policy, scenario, history_run, month, country\)")
        self.assertRegex(layout["/events/move/contribution"], r"\(event, driver\)")
        self.assertIn("/provenance/experiment", layout)

    def test_it_is_what_a_run_writes(self):
        import h5py
        self.call("run", *SMALL, "-q")
        written = set()
        with h5py.File(self.folder / "outputs/quickstart/result.h5") as file:
            file.visititems(lambda name, item: written.add(f"/{name}") if isinstance(item, h5py.Dataset) else None)
        listed = {line.split()[0] for line in self.call("schema", "--result", "--of", QUICKSTART).stdout.splitlines()}
        # h5py visits a coordinate once, under any of its names.
        coordinates = {name[1:] for name in listed if name.count("/") == 1}
        self.assertEqual({name for name in written ^ listed if name.split("/")[-1] not in coordinates}, set())

    def test_it_needs_an_experiment(self):
        self.assertIn("--of", self.call("schema", "--result", expect=2).stderr)


class Init(SchemaTest):
    def init(self, *arguments, expect=0):
        return self.call("init", *arguments, *([] if "--from" in arguments else ["--region", REGION]), expect=expect)

    def test_what_it_writes_passes_the_check_and_runs(self):
        done = self.init("studies-2026.yaml")
        self.assertEqual(done.stdout, "")
        self.assertIn(f"next: {PROGRAM} check studies-2026.yaml", done.stderr)
        self.assertIn("no faults found", self.call("check", "studies-2026.yaml").stdout)
        self.assertEqual(self.faults((self.folder / "studies-2026.yaml").read_text()), [])
        self.call("run", "studies-2026.yaml", "--runs", "8", "--set", "experiment.months=24", "-q")
        self.assertTrue((self.folder / "outputs/studies_2026/result.h5").exists())

    def test_the_files_are_found_from_where_it_stands(self):
        (self.folder / "deep/er").mkdir(parents=True)
        self.init("deep/er/one.yaml")
        self.call("check", "deep/er/one.yaml")

    def test_editors_find_the_schema_beside_it(self):
        """Would catch: a line that names a schema which is nowhere, and one of somebody else written over."""
        (self.folder / "mine").mkdir()
        (self.folder / "mine/experiment.schema.json").write_text("mine")
        for file in ("a.yaml", "mine/b.yaml"):
            self.init(file)
            self.assertEqual((self.folder / file).read_text().splitlines()[0],
                             "# yaml-language-server: $schema=experiment.schema.json")
        self.assertEqual((self.folder / "experiment.schema.json").read_text(), self.call("schema").stdout)
        self.assertEqual((self.folder / "mine/experiment.schema.json").read_text(), "mine")
        self.init("--synthetic", 3, "s")
        self.assertEqual((self.folder / "s/experiment.yaml").read_text().splitlines()[0],
                         "# yaml-language-server: $schema=experiment.schema.json")
        self.assertTrue((self.folder / "s/experiment.schema.json").exists())

    def test_the_region_of_the_program_is_found_from_anywhere(self):
        self.call("init", "far.yaml")
        self.assertIn("western_balkans/region.yaml", (self.folder / "far.yaml").read_text())
        self.call("check", "far.yaml")

    def test_it_explains_every_key_that_an_experiment_may_have(self):
        # Would catch: a key added to the reader and not to what init writes.
        self.init()
        text = (self.folder / "experiment.yaml").read_text()
        keys = self.keys_of_an_experiment()
        self.assertGreater(len(keys), 60)
        missing = [key for key in keys if not re.search(rf"^ *#?(\S+\.)?{key}[.:]", text, re.MULTILINE)]
        self.assertEqual(missing, [])
        bare = re.findall(r"^(?! *#).*\n *#?([a-z_.]+):", text, re.MULTILINE)
        self.assertEqual([key for key in bare if key != "schema"], [])  # no key without a comment above it

    def keys_of_an_experiment(self):
        schema = self.schema("experiment")
        names = {"policies", "scenarios"}
        keys = set()

        def walk(node, depth=0):
            if isinstance(node, list):
                for each in node:
                    walk(each, depth)
            if not isinstance(node, dict):
                return
            name = node.get("$ref", "").split("/")[-1]
            inside = name.split(".")[0] in {"region", "parameters", "part"} or name.endswith("described")
            if name and not inside and "parameters" not in name:
                walk(schema["$defs"][name], depth)
            for key, below in node.get("properties", {}).items():
                if "." not in key:
                    keys.add(key)
                    if key == "uncertainties":  # any coefficient may stand there: what a law holds is the same for all
                        keys.update({"from_evidence", "posterior", "distribution", "min", "max", "mode", "scale"})
                    elif key not in {"region", "parameters"}:
                        walk(below, depth + 1)
            for part in ("anyOf", "items"):
                walk(node.get(part, []), depth)
            for pattern, below in node.get("patternProperties", {}).items():
                if "\\." not in pattern and below is not True:
                    walk(below, depth + 1)

        walk(schema["else"])
        return keys

    def test_all_that_is_commented_out_may_be_used(self):
        self.init()
        text = (self.folder / "experiment.yaml").read_text()
        used = re.sub(r"^( *)#(?=\S)", r"\1", text, flags=re.MULTILINE)
        self.assertGreater(len(text) - len(used), 40)  # as many keys
        self.assertEqual(self.faults(used), [])
        for old, new in [
            ("extends: another.yaml\n", ""),
            ("  posterior: posterior.yaml\n", ""),
            ("    hold: reference\n", ""),  # not beside war_path
            ("  type: mc\n", "  type: lhs\n"),
            ("  levels: 4\n", ""),  # of other designs
            ("  trajectories: 40\n", ""),
            ("  base: 1024\n", ""),
            ("  from:\n", "  #\n"),
            ("    columns: [escalation.b_ten]\n", ""),
            ("    rows: [[1.5], [2.5]]\n", ""),
            ("        absolute: 50.0\n", ""),  # not beside relative
            ("      min_events: 30\n", ""),  # of probabilities
            ("  part_runs: 16384\n", ""),  # not beside stop
            ("policy: status_quo", "policy: mine"),
            ("scenario: baseline", "scenario: mine"),
            ("use: [status_quo, align_and_comply]", "use: [align_and_comply, mine]"),
            ("baseline: status_quo", "baseline: mine"),
            ("use: [baseline]", "use: [mine]"),
        ]:
            self.assertIn(old, used)
            used = used.replace(old, new)
        (self.folder / "used.yaml").write_text(used)
        self.call("check", "used.yaml")

    def test_it_never_overwrites(self):
        (self.folder / "mine.yaml").write_text("years of work")
        done = self.init("mine.yaml", expect=6)
        self.assertIn("give another name", done.stderr)
        self.assertEqual((self.folder / "mine.yaml").read_text(), "years of work")

    def test_a_region_that_is_not_there_gets_a_way_out(self):
        done = self.call("init", "--region", "nowhere", expect=2)
        self.assertIn("--region names the folder", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_place_that_cannot_be_written_is_exit_7(self):
        self.assertIn("cannot write 'no/where.yaml'", self.init("no/where.yaml", expect=7).stderr)


class InitFrom(SchemaTest):
    def setUp(self):
        super().setUp()
        self.call("run", *SMALL, "--seed", "99", "-q")
        self.before = self.outcomes("outputs/quickstart")

    def outcomes(self, folder):
        return self.call("export", folder, "--table", "outcomes").stdout

    def test_an_output_is_repeated_with_the_same_numbers(self):
        for number, source in enumerate(["outputs/quickstart", "outputs/quickstart/result.h5"]):
            with self.subTest(source):
                file = f"again{number}.yaml"
                self.call("init", file, "--from", source)
                text = (self.folder / file).read_text()
                self.assertRegex(text.splitlines()[1], r"# Repeats the experiment 'quickstart' of .*: revision .*, seed 99\.")
                self.assertIn("seed: 99  # --set experiment.seed=99", text)
                self.assertRegex(text, r"trust:\n +value: 0.81  # .*region\.yaml:\d+")
                self.call("check", file)
                self.call("run", file, "--out", f"out{number}", "-q")
                # Would catch: a value lost on the way, another seed.
                self.assertEqual(self.before, self.outcomes(f"out{number}"))

    def test_what_is_no_output_is_refused(self):
        self.assertIn("nowhere", self.call("init", "x.yaml", "--from", "nowhere", expect=7).stderr)
        self.assertFalse((self.folder / "x.yaml").exists())


if __name__ == "__main__":
    main()
