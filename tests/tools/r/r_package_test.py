"""The package for R as analysts use it: its tables are those of `detente export`, its means, differences and curves with
their intervals those of `detente analyze` and `compare`, on the same files; its page and vignette run as they stand."""
import csv
import io
import json
import pathlib
import re
import tempfile
import unittest

import h5py
import numpy

from detente_command import PROGRAM, QUICKSTART, SOURCE, main
from r_case import PACKAGE, TRY, PackageTest, detente, install, missing_runs, r, table

PAGE, VIGNETTE = SOURCE / "docs/r.md", PACKAGE / "vignettes/detente.Rmd"
A, B = "align_and_comply", "status_quo"


def setUpModule():
    global WORK, RESULTS
    WORK = pathlib.Path(unittest.enterModuleContext(tempfile.TemporaryDirectory()))
    RESULTS = {name: WORK / name for name in ("plain", "replications", "batches", "dropped")}
    install(WORK)
    run = ("run", QUICKSTART, "-q", "--set", "record.history={variables: [level, pressure, tension, throughput], runs: {first: all}}",
           "--set", "record.events.first=10")
    uncertain = ("--set", "uncertainties={from_evidence: [escalation]}", "--policy", f"{B},{A}", "--set", "experiment.months=24")
    detente(*run, "--runs", 40, "--set", "experiment.months=60", "--out", RESULTS["plain"])
    detente(*run, *uncertain, "--set", "design={type: mc, samples: 12, replications: 4}", "--scenario",
            "baseline,us_disengaged", "--out", RESULTS["replications"])
    detente(*run, *uncertain, "--set", "design={type: lhs, samples: 32, batch: 4, replications: 2}", "--out", RESULTS["batches"])
    missing_runs(RESULTS["replications"], RESULTS["dropped"])


class Estimates(PackageTest):
    @classmethod
    def setUpClass(cls):
        """All estimates of all results, by one R."""
        cls.r = WORK / "estimates"
        cls.r.mkdir()
        r("""
for (name in c("plain", "replications", "batches", "dropped")) {
  result <- detente_open(file.path("..", name))
  all <- unique(result$outcomes$outcome)
  put(detente_mean(result, all), paste0(name, "_mean"))
  put(detente_compare(result, "align_and_comply", "status_quo", all), paste0(name, "_compare"))
  put(detente_compare(result, "align_and_comply"), paste0(name, "_usual"))
  put(detente_compare(result, "align_and_comply", outcome = "crisis_cost", confidence = 0.8), paste0(name, "_narrow"))
  for (outcome in c("crisis_cost", "peak_level[BEL_PRI]")) {
    two <- detente_exceedance(result, outcome, c("align_and_comply", "status_quo"), "baseline")
    put(two, paste0(name, "_two_", outcome))
    put(detente_exceedance(result, outcome), paste0(name, "_all_", outcome))
  }
}""", cls.r)

    # Would catch: runs taken for observations, the batch forgotten, a normal for Student's quantile, NaN that spreads.
    def test_means_and_probabilities_are_those_of_analyze(self):
        for name, result in RESULTS.items():
            detente("analyze", result, "--out", self.folder / name, "-q")
            with h5py.File(self.folder / name) as file:
                policies, scenarios, outcomes, units = (list(file[one].asstr()[:]) for one in ("policy", "scenario", "outcome", "outcome_unit"))
                rows = table(self.r / f"{name}_mean.csv")
                self.assertEqual(len(rows), len(policies) * len(scenarios) * len(outcomes))
                found = {key: file["estimates/mean" + key][:] for key in ("", "_lower", "_upper")}
                for row in rows:
                    k = outcomes.index(row["outcome"])
                    at = policies.index(row["policy"]), scenarios.index(row["scenario"]), k
                    self.assertEqual(row["units"], units[k])
                    for key, column in (("", "mean"), ("_lower", "lower"), ("_upper", "upper")):
                        self.assert_near(row[column], found[key][at], (name, row, column))

    def compare(self, rows, expected, about):
        """Rows of R, of one scenario or several, against the command's JSON."""
        expected = [(scenario["scenario"], one) for scenario in expected for one in scenario["outcomes"]]
        self.assertEqual([(row["scenario"], row["outcome"]) for row in rows], [(s, one["outcome"]) for s, one in expected])
        for row, (_, one) in zip(rows, expected):
            self.assertEqual((row["a"], row["b"], row["units"]), (A, B, one["unit"]))
            self.assertEqual(int(float(row["n"])), one["difference"]["n"], (about, row))
            for column, value in (("mean_a", one["a"]["value"]), ("mean_b", one["b"]["value"]), ("share_lower", one["share_a_lower"]["value"]),
                                  ("difference", one["difference"]["value"]), ("lower", one["difference"]["lower"]),
                                  ("upper", one["difference"]["upper"]), ("p_value", one["p_value"]), ("p_holm", one["p_value_holm"])):
                self.assert_near(row[column], value, (about, column, row, one))

    # Would catch: means subtracted in place of runs, where one of the two is missing.
    def test_differences_of_all_outcomes_are_those_of_compare(self):
        for name, result in RESULTS.items():
            outcomes = ",".join(dict.fromkeys(row["outcome"].split("[")[0] for row in table(self.r / f"{name}_compare.csv")))
            expected = json.loads(detente("compare", result, "--policies", f"{A},{B}", "--outcomes", outcomes, "--json"))
            self.compare(table(self.r / f"{name}_compare.csv"), expected, name)

    # Would catch: another list of outcomes, which moves the adjusted p-values; a confidence that is not passed on.
    def test_differences_without_a_list_and_with_another_confidence(self):
        for name, result in RESULTS.items():
            call = "compare", result, "--policies", f"{A},{B}", "--json"
            self.compare(table(self.r / f"{name}_usual.csv"), json.loads(detente(*call)), name)
            self.compare(table(self.r / f"{name}_narrow.csv"),
                         json.loads(detente(*call, "--outcomes", "crisis_cost", "--confidence", 0.8)), name)

    # Would catch: > for >=, thresholds of one arm, Wilson's interval with runs as trials, ranks rounded to even.
    def test_curves_are_those_of_compare_and_analyze(self):
        for name, result in RESULTS.items():
            for outcome in ("crisis_cost", "peak_level[BEL_PRI]"):
                expected = json.loads(detente("compare", result, "--policies", f"{A},{B}", "--scenario", "baseline",
                                              "--exceedance", outcome, "--json"))[0]["exceedance"][0]["points"]
                for policy, key in ((A, "a"), (B, "b")):
                    rows = [row for row in table(self.r / f"{name}_two_{outcome}.csv") if row["policy"] == policy]
                    self.assertEqual([float(row["threshold"]) for row in rows], [point["threshold"] for point in expected])
                    for row, point in zip(rows, expected):
                        self.assertEqual(int(float(row["n"])), point[key]["n"])
                        for column, of in (("share", "value"), ("lower", "lower"), ("upper", "upper")):
                            self.assert_near(row[column], point[key][of], (name, row))
            detente("analyze", result, "--set", "analysis.exceedance=[crisis_cost]", "--out", self.folder / name, "-q")
            with h5py.File(self.folder / name) as file:
                shares, rows = file["exceedance_1/share"][:], table(self.r / f"{name}_all_crisis_cost.csv")
                self.assertEqual(len(rows), shares.size)
                numpy.testing.assert_allclose([float(row["share"]) for row in rows], shares.ravel(), atol=1e-12)
                numpy.testing.assert_allclose([float(row["upper"]) for row in rows], file["exceedance_1/share_upper"][:].ravel(), atol=1e-10)

    # So that the tests above cannot pass on results that lack what they are to tell apart.
    def test_results_hold_what_is_to_be_told_apart(self):
        rows = {name: {row["outcome"]: row for row in table(self.r / f"{name}_compare.csv") if row["scenario"] == "baseline"} for name in RESULTS}
        n = {name: int(float(one["crisis_cost"]["n"])) for name, one in rows.items()}
        self.assertEqual(n, {"plain": 40, "replications": 12, "batches": 8, "dropped": 11})
        self.assertTrue(0 < float(rows["replications"]["first_at_4[BEL_PRI]"]["n"]) < 12)  # missing in some arms
        self.assertNotEqual(rows["dropped"]["crisis_cost"]["difference"], rows["replications"]["crisis_cost"]["difference"])


class Tables(PackageTest):
    def exported(self, *arguments):
        return list(csv.DictReader(io.StringIO(detente("export", RESULTS["replications"], *arguments))))

    # Would catch: axes in another order, a label beside its neighbour's number, months off by one.
    def test_outcomes_events_histories_and_summaries_are_those_of_export(self):
        kinds = ["move", "settlement", "breakdown", "regime", "shock", "election", "contract", "surge", "stance"]
        r(f"""
result <- detente_open("{RESULTS['replications']}")
outcomes <- detente_outcomes(result)
stopifnot(identical(attr(outcomes, "units")[["crisis_cost.year[0]"]], "MEUR"), nrow(outcomes) == 2 * 2 * 48)
put(outcomes, "outcomes")
put(detente_outcomes(result, "align_and_comply", "us_disengaged", c("peak_level[MKD_INT]", "crisis_cost", "peak_level[BEL_PRI]")), "some")
for (kind in result$events) put(detente_events(result, kind), kind)
cat(result$events, file = "kinds")
put(detente_events(result, policy = "align_and_comply", run = c(7, 3)), "some_moves")
for (variable in result$history) put(detente_history(result, variable), paste0("history_", variable))
put(detente_history(result, "pressure", scenario = "us_disengaged", run = c(3, 1)), "some_history")
for (variable in c("level", "crossings", "crisis_cost", "cost")) if (variable %in% result$summary)
  put(detente_summary(result, variable), paste0("summary_", variable))
""", self.folder)
        self.assertEqual((self.folder / "kinds").read_text().split(), kinds)
        self.check_outcomes()
        self.check_events(kinds)
        self.check_history()
        self.check_summary()

    def check_outcomes(self):
        rows = self.exported("--table", "outcomes")
        for mine, row in zip(self.same_length(table(self.folder / "outcomes.csv"), rows), rows):
            self.assertEqual((int(mine.pop("sample")), int(mine.pop("replication"))), divmod(int(row["run"]), 4))
            mine = {re.sub(r"\[(.*)\]", r".\1", name): value for name, value in mine.items()}
            self.assertEqual(list(mine), list(row))
            for name, value in row.items():
                self.assertTrue(mine[name] == value or float(mine[name]) == float(value), (name, mine[name], value))
        some = table(self.folder / "some.csv")
        self.assertEqual(list(some[0])[5:], ["peak_level[MKD_INT]", "crisis_cost", "peak_level[BEL_PRI]"])
        wanted = [row for row in rows if (row["policy"], row["scenario"]) == (A, "us_disengaged")]
        for mine, row in zip(self.same_length(some, wanted), wanted):
            for name in ("peak_level[MKD_INT]", "crisis_cost", "peak_level[BEL_PRI]"):
                self.assertEqual(float(mine[name]), float(row[re.sub(r"\[(.*)\]", r".\1", name)]))

    def same_length(self, mine, theirs):
        self.assertEqual(len(mine), len(theirs))
        self.assertTrue(mine)
        return mine

    def check_events(self, kinds):
        for kind in kinds:
            mine, rows = table(self.folder / f"{kind}.csv"), self.exported("--table", "events", "--variables", kind)
            self.assertEqual(len(mine), len(rows), kind)
            for one, row in zip(mine, rows):
                for name in set(one) - {"lived_in", "name"}:
                    if name in ("from", "to"):
                        self.assertEqual(float(one[name]), float(row[name]))
                    elif row[name] != one[name]:
                        self.assertEqual(numpy.float32(one[name]), numpy.float32(row[name]), (kind, name, one, row))
        moves = table(self.folder / "move.csv")
        self.assertEqual({row["name"] for row in moves if row["entity"] == "BEL_PRI"}, {"Belgrade - Pristina"})
        self.assertEqual({row["lived_in"] for row in moves if row["month"] == "12"}, {"2026-12"})  # the 12th month
        self.assertGreater(len({row["scenario"] for row in moves}), 1)
        some = [row for row in moves if row["policy"] == A and row["run"] in ("3", "7")]
        self.assertEqual(table(self.folder / "some_moves.csv"), some)

    def check_history(self):
        rows = {(row["policy"], row["scenario"], row["run"], row["month"]): row for row in self.exported("--table", "history")}
        for path in self.folder.glob("history_*.csv"):
            variable = path.stem.removeprefix("history_")
            mine = table(path)
            labels = list(mine[0])[5:-1]
            columns = [name for name in next(iter(rows.values())) if name.split(".")[0] == variable]
            self.assertEqual(len(mine), len(rows) * len(columns), variable)
            for one in mine:
                row = rows[one["policy"], one["scenario"], one["run"], one["month"]]
                self.assertEqual(one["date"], row["date"])
                name = ".".join([variable, *(one[label] for label in labels)])
                self.assertEqual(numpy.float32(one["value"]), numpy.float32(row[name]), (name, one))
        mine = [row for row in table(self.folder / "history_pressure.csv") if row["scenario"] == "us_disengaged" and row["run"] in ("1", "3")]
        self.assertEqual(table(self.folder / "some_history.csv"), mine)

    def check_summary(self):
        rows = {(row["policy"], row["scenario"], row["month"], row["variable"]): row for row in self.exported("--table", "summary")}
        paths = list(self.folder.glob("summary_*.csv"))
        self.assertGreater(len(paths), 2)
        for path in paths:  # `crossings` has no label
            variable = path.stem.removeprefix("summary_")
            for one in table(path):
                labels = list(one)[4:list(one).index("mean")]
                row = rows[one["policy"], one["scenario"], one["month"], ".".join([variable, *(one[label] for label in labels)])]
                for column in ("mean", "sd", "q05", "q25", "q50", "q75", "q95"):
                    self.assert_near(one[column], float(row[column]) if row[column] else None, (variable, column, one))


class Faults(PackageTest):
    # Would catch: a message of ncdf4 in place of ours, a wrong name that gives an empty table or a neighbour's numbers.
    def test_wrong_names_and_files_say_what_is_wrong_and_the_way_out(self):
        whole = (RESULTS["plain"] / "result.h5").read_bytes()
        (self.folder / "cut.h5").write_bytes(whole[:len(whole) // 2])
        (self.folder / "text.h5").write_text("no HDF5")
        (self.folder / "nothing").mkdir()
        for name in ("later.h5", "spoilt.h5"):
            (self.folder / name).write_bytes(whole)
        with h5py.File(self.folder / "later.h5", "r+") as file:
            file.attrs.modify("schema_version", numpy.int64(2))
        with h5py.File(self.folder / "spoilt.h5") as file:
            chunk = file["outcomes/crisis_cost"].id.get_chunk_info(0)
        with open(self.folder / "spoilt.h5", "r+b") as file:
            file.seek(chunk.byte_offset + chunk.size // 2)
            file.write(b"spoilt")
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["x"] = [1.0]
        detente("analyze", RESULTS["plain"], "--out", self.folder / "analysis.h5", "-q")
        detente("run", QUICKSTART, "--runs", 2, "--policy", B, "--set", "experiment.months=12", "--no-merge", "--out", self.folder / "unfinished", "-q")
        said = r(TRY + f"""
result <- detente_open("{RESULTS['plain']}")
try_it("path", detente_open("nowhere"))
try_it("cut", detente_open("cut.h5"))
try_it("text", detente_open("text.h5"))
try_it("later", detente_open("later.h5"))
try_it("other", detente_open("other.h5"))
try_it("nothing", detente_open("nothing"))
try_it("analysis", detente_open("analysis.h5"))
try_it("unfinished", detente_open("unfinished"))
try_it("spoilt", detente_mean(detente_open("spoilt.h5")))
try_it("outcome", detente_mean(result, "crisis_cots"))
try_it("label", detente_outcomes(result, outcome = "peak_level[BEL_PRY]"))
try_it("far", detente_mean(result, "happiness of all"))
try_it("policy", detente_compare(result, "statusquo"))
try_it("scenario", detente_exceedance(result, scenario = "Baselin"))
try_it("history", detente_history(result, "tensoin"))
try_it("run", detente_history(result, "tension", run = 99))
try_it("summary", detente_summary(result, "levl"))
try_it("kind", detente_events(result, "moves"))
try_it("several", detente_exceedance(result, "peak_level"))
try_it("confidence", detente_mean(result, confidence = 95))
close(result)
try_it("closed", detente_mean(result))
""", self.folder)
        said = dict(re.findall(r"^(\w+): (.*)$", said, re.M))
        for name, pattern in {
                "path": r"cannot open 'nowhere' \(no such file or folder\); the working directory is '.+'",
                "cut": r"cannot open 'cut.h5' \(truncated or damaged\); .+", "text": r"cannot open 'text.h5' \(not an HDF5 file\); .+",
                "later": r"'later.h5' .*version 2, this package reads version 1; .+", "other": r"'other.h5' .*schema is not 'detente/result'",
                "nothing": "'nothing' is no output of detente .*", "analysis": "'analysis.h5' .*it is an analysis; open the result.h5 .*",
                "unfinished": "'unfinished' has no result yet; .*detente resume unfinished.*",
                "spoilt": r"cannot read 'outcomes/crisis_cost' of 'spoilt.h5' \(the file is damaged there\); .+",
                "outcome": "no outcome 'crisis_cots' in '.+'; did you mean 'crisis_cost'\\?",
                "label": r"no outcome 'peak_level\[BEL_PRY\]' in '.+'; did you mean 'peak_level\[BEL_PRI\]'\?",
                "far": "no outcome 'happiness of all' in '.+'; all are in \\$outcomes of the open result",
                "policy": "no policy 'statusquo' in '.+'; did you mean 'status_quo'\\?",
                "scenario": "no scenario 'Baselin' in '.+'; did you mean 'baseline'\\?",
                "history": "no history 'tensoin' in '.+'; did you mean 'tension'\\?",
                "run": r"run 99 has no history in '.+' \(kept are 0 to 39; .+", "summary": "no summary 'levl' in '.+'; did you mean 'level'\\?",
                "kind": "no kind of event 'moves' in '.+'; did you mean 'move'\\?", "several": "an exceedance curve is of one outcome.*",
                "confidence": "confidence is a number between 0 and 1, as 0.95", "closed": "'.+' was closed; detente_open\\(\\) opens it again"}.items():
            self.assertRegex(said[name], f"^{pattern}$", name)

    # Would catch: a failure that looks like a result, arguments that the shell takes apart, another program than asked for.
    def test_runs_the_command_and_says_what_it_said(self):
        said = r(TRY + f"""
experiment <- "{QUICKSTART}"
result <- detente_run(experiment, "an output", runs = 40, seed = 20261122, set = "experiment.months=60", quiet = TRUE)
put(detente_outcomes(result, outcome = "crisis_cost"), "cost")
try_it("again", detente_run(experiment, "an output"))
try_it("fault", detente_run("nowhere.yaml", "b"))
try_it("policy", detente_run(experiment, "b", policy = c("status_quo", "statusquo")))
try_it("program", detente_run(experiment, "b", program = "nowhere/detente"))
Sys.setenv(DETENTE = "", PATH = "")
try_it("none", detente_run(experiment, "b"))
""", self.folder, DETENTE=str(PROGRAM))
        with h5py.File(RESULTS["plain"] / "result.h5") as file:
            expected = file["outcomes/crisis_cost"][:].ravel()
        numpy.testing.assert_array_equal([float(row["crisis_cost"]) for row in table(self.folder / "cost.csv")], expected)
        said = dict(re.findall(r"^(\w+): (.*)$", said, re.M))
        self.assertRegex(said["again"], r"^detente run failed \(exit \d+\): \| .*an output")
        self.assertRegex(said["fault"], r"^detente run failed \(exit 3\): \| nowhere.yaml:1:1: error: there is no file")
        self.assertIn("did you mean 'status_quo'?", said["policy"])
        self.assertEqual(said["program"], "'nowhere/detente' is not a program; it was given as 'program'")
        self.assertRegex(said["none"], "^the program detente was not found; name it: .+")


class Page(PackageTest):
    # Would catch: a function or an argument of the page, or of the vignette, that is no more; axes without a unit.
    def test_code_of_the_page_and_of_the_vignette_runs_as_it_stands(self):
        (self.folder / "outputs").mkdir()
        (self.folder / "outputs/quickstart").symlink_to(RESULTS["plain"])
        (self.folder / "configs").symlink_to(SOURCE / "configs")
        page = re.findall(r"^```r\n(.*?)^```", PAGE.read_text(), re.M | re.S)
        vignette = re.findall(r"^```\{r ([^}]*)\}\n(.*?)^```", VIGNETTE.read_text(), re.M | re.S)
        self.assertGreaterEqual((len(page), len(vignette)), (4, 10))
        drawing = 'pdf("drawn.pdf", compress = FALSE, useKerning = FALSE)\n'
        chunks = [code for options, code in vignette if "knitr::" not in code and not options.startswith("run")]
        out = r(drawing + "\n".join(page) + "\n".join(chunks) + "\ninvisible(dev.off())", self.folder, DETENTE=str(PROGRAM))
        self.assertIn("40 of each policy in each scenario", out)
        drawn = (self.folder / "drawn.pdf").read_bytes().decode("latin-1")
        self.assertEqual(drawn.count("(tension of a dispute) Tj"), 2)  # a pure number
        self.assertEqual(drawn.count("(crisis-management cost, the Union's part, net present value [MEUR]) Tj"), 2)
        self.assertEqual(drawn.count("(share of runs at or above) Tj"), 2)

    # Would catch: an argument that is added or renamed in the code alone.
    def test_every_function_has_a_page_that_says_its_arguments(self):
        out = r(f"""
library <- Sys.getenv("R_LIBS")
print(length(unlist(tools::undoc("detente", lib.loc = library))))
print(length(tools::codoc("detente", lib.loc = library)))
for (page in list.files("{PACKAGE}/man", full.names = TRUE)) print(length(tools::checkRd(page)))
""", self.folder)
        self.assertEqual(set(re.findall(r"\[1\] (\d+)", out)), {"0"}, out)

    # Would catch: a function that the page does not name, or no longer there.
    def test_names_what_the_package_exports(self):
        exported = set(re.findall(r"detente_\w+", (PACKAGE / "NAMESPACE").read_text())) - {"detente_result"}
        self.assertEqual(set(re.findall(r"\bdetente_\w+", PAGE.read_text())), exported)


if __name__ == "__main__":
    main()
