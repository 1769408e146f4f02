"""The report as data, page and text: the command, held against the tables of export and against wrong use."""
import csv
import io
import json
import math
import os
import shutil
import statistics

import h5py
import yaml

from detente_command import QUICKSTART, SMALL, SOURCE, CommandTest, main

OUT = "outputs/quickstart"


class Report(CommandTest):
    def report(self, *arguments, out=OUT):
        return json.loads(self.call("report", out, "--format", "json", "-q", *arguments).stdout)

    def figure(self, report, name):
        return next(figure for figure in report["figures"] if figure["id"] == name)

    def outcomes(self, *columns):
        rows = csv.DictReader(io.StringIO(self.call("export", OUT, "--table", "outcomes").stdout))
        by_policy = {}
        for row in rows:
            by_policy.setdefault(row["policy"], []).append([float(row[column] or "nan") for column in columns])
        return {policy: list(zip(*runs)) for policy, runs in by_policy.items()}


class OfAResult(Report):
    def setUp(self):
        super().setUp()
        self.call("run", *SMALL, "-q")

    def test_has_all_figures_in_order(self):
        report = self.report()

        self.assertEqual(report["schema"], "detente/report@1")
        self.assertEqual([figure["number"] for figure in report["figures"]], ["T1", *(f"F{k}" for k in range(1, 11))])
        for figure in report["figures"]:
            self.assertEqual(figure["data"] is None, figure["absent"] is not None, figure["id"])

    def test_key_numbers_are_those_of_the_outcomes(self):
        report = self.report()

        outcomes = self.outcomes("crisis_cost", "net_position")
        rows = {row["policy"]: row for row in self.figure(report, "key_numbers")["data"]["rows"]}
        base = outcomes["status_quo"][0]
        student = 2.0226909  # 97.5 % quantile of t with 39 degrees of freedom
        for policy, (cost, position) in outcomes.items():
            half = student * statistics.stdev(cost) / math.sqrt(40)
            self.assertAlmostEqual(rows[policy]["cost"]["value"], statistics.mean(cost), delta=0.01)
            self.assertAlmostEqual(rows[policy]["cost"]["lower"], statistics.mean(cost) - half, delta=0.01)
            self.assertAlmostEqual(rows[policy]["net_position"]["value"], statistics.mean(position), delta=0.01)
        change = [a - b for a, b in zip(outcomes["align_and_comply"][0], base)]
        self.assertAlmostEqual(rows["align_and_comply"]["change"]["value"], statistics.mean(change), delta=0.01)
        self.assertIsNone(rows["status_quo"]["change"])

    def test_risk_on_the_map_is_the_share_of_runs_that_got_there(self):
        report = self.report()

        data = self.figure(report, "map")["data"]
        for position, dispute in enumerate(dispute["id"] for dispute in data["disputes"]):
            first = self.outcomes(f"first_at_4.{dispute}")["status_quo"][0]
            arm = next(arm for arm in data["arms"] if arm["policy"] == "status_quo")
            for place, month in enumerate(data["months"]):
                share = sum(at <= month for at in first if not math.isnan(at)) / 40
                self.assertAlmostEqual(arm["risk"][position][place]["value"], share, places=4)

    def test_fans_are_the_summary_of_the_file_and_replayed_runs(self):
        report = self.report()

        data = self.figure(report, "fans")["data"]
        self.assertEqual(data["year_ends"], [0, 12, 24])
        with h5py.File(self.folder / OUT / "result.h5") as file:
            quantiles = file["summary/alignment_quantile"][1, 0]  # year_end, quantile, country
            history = file["history/alignment"][1, 0]  # run, month, country
        series = next(one for one in data["series"] if (one["variable"], one["country"], one["policy"]) == ("alignment", "SRB", "align_and_comply"))
        serbia = [country["id"] for country in data["countries"]].index("SRB")
        for year in (0, 1):
            for place in range(5):
                self.assertAlmostEqual(series["quantile"][year + 1][place], quantiles[year, place, serbia], delta=6e-5)
        for line, run in zip(series["single"], data["single_runs"]):
            self.assertLess(max(abs(a - b) for a, b in zip(line, history[run, :, serbia])), 6e-4)

    def test_story_is_that_of_explain(self):
        report = self.report("--policy", "align_and_comply", "--run", 17)

        story = json.loads(self.call("explain", OUT, "--policy", "align_and_comply", "--run", 17, "--json").stdout)
        data = self.figure(report, "story")["data"]
        self.assertEqual((data["policy"], data["run"]), ("align_and_comply", 17))
        told = {(event["date"], event["text"]): event for event in story["events"]}
        self.assertGreater(len(data["events"]), 0)
        for event in data["events"]:
            self.assertAlmostEqual(event["rate"], told[event["date"], event["text"]]["rate_per_year"], delta=1e-5 * event["rate"])
        self.assertAlmostEqual(data["cost"]["value"], story["crisis_cost"]["npv_meur"], delta=0.01)
        fans = self.figure(report, "fans")["data"]
        self.assertEqual({len(one["single"]) for one in fans["series"]}, {len(fans["single_runs"])})

    def test_same_bytes_twice_and_an_earlier_report_is_replaced(self):
        self.call("report", OUT)
        first = (self.folder / OUT / "report.html").read_bytes()
        self.call("report", OUT)
        self.assertEqual((self.folder / OUT / "report.html").read_bytes(), first)

    def test_of_a_result_file_alone_goes_beside_it(self):
        (self.folder / "alone").mkdir()
        shutil.copy(self.folder / OUT / "result.h5", self.folder / "alone/mine.h5")
        self.call("report", "alone/mine.h5", "-q")
        self.assertTrue((self.folder / "alone/report.html").exists())

    def test_somebody_elses_file_stays(self):
        (self.folder / OUT / "report.html").write_text("my notes")
        done = self.call("report", OUT, expect=6)
        self.assertIn("is there, is no report and was not overwritten", done.stderr)
        self.assertEqual((self.folder / OUT / "report.html").read_text(), "my notes")

    def test_text_fits_80_columns_and_has_no_colour_in_a_file(self):
        text = self.call("report", OUT, "--format", "text", "-q").stdout
        lines = [line for line in text.splitlines() if not line.startswith("    detente")]  # commands are never broken
        self.assertLessEqual(max(map(len, lines)), 80)
        self.assertNotIn("\x1b", text)
        self.assertRegex(text, "[▁▂▃▄▅▆▇█]{3}")

    def test_colour_is_forced_and_forbidden_by_the_environment(self):
        forced = {**os.environ, "CLICOLOR_FORCE": "1"}
        forced.pop("NO_COLOR", None)
        self.assertIn("\x1b[", self.call("report", OUT, "--format", "text", environment=forced).stdout)
        both = {**forced, "NO_COLOR": "1"}
        self.assertNotIn("\x1b", self.call("report", OUT, "--format", "text", environment=both).stdout)

    def test_markdown_says_what_the_data_say(self):
        text = self.call("report", OUT, "--format", "md", "-q").stdout
        self.assertTrue(text.startswith("# quickstart: Western Balkans"))
        self.assertIn(self.report()["lead"], text)

    def test_wrong_use_names_what_there_is(self):
        for arguments, status, words in (
                (["--policy", "statusquo"], 2, "no policy 'statusquo'"),
                (["--scenario", "nowhere"], 2, "no scenario 'nowhere'"),
                (["--run", "40"], 2, "the ensemble has runs 0 to 39"),
                (["--sensitivity", OUT], 2, "does not tell numbers apart"),
                (["--claims", str(QUICKSTART)], 7, "is no evidence of kind 'claims'")):
            done = self.call("report", OUT, *arguments, expect=status)
            self.assertIn(words, done.stderr)
            self.assertFalse((self.folder / OUT / "report.html").exists())

    def test_claims_are_counted(self):
        report = self.report("--claims", SOURCE / "docs/evidence/claims.json")
        claims = json.loads((SOURCE / "docs/evidence/claims.json").read_text())["claims"]
        figure = self.figure(report, "claims")
        for verdict in ("holds", "fails", "depends"):
            self.assertEqual(sum(claim["verdict"] == verdict for claim in figure["data"]["claims"]),
                             sum(claim["verdict"] == verdict for claim in claims))

        self.assertIn("Of 25 claims about the region Western Balkans ", figure["findings"][0]["text"])

    # Would catch: older claims that are taken for those of the result's region.
    def test_claims_that_name_no_region_are_shown_as_such(self):
        claims = json.loads((SOURCE / "docs/evidence/claims.json").read_text())
        del claims["region"]
        (self.folder / "older.json").write_text(json.dumps(claims))
        figure = self.figure(self.report("--claims", "older.json"), "claims")
        self.assertIn(" claims about an unnamed region ", figure["findings"][0]["text"])

    # Would catch: lines of another program's runs drawn over this result's fans.
    def test_single_runs_are_left_out_if_they_are_not_those_of_the_result(self):
        with h5py.File(self.folder / OUT / "result.h5", "r+") as file:
            file["outcomes/net_position"][...] = file["outcomes/net_position"][...] + 1
        done = self.call("report", OUT, "--format", "json")
        self.assertIn("single runs are left out", done.stderr)
        report = json.loads(done.stdout)
        self.assertIsNotNone(self.figure(report, "story")["absent"])
        self.assertEqual(self.figure(report, "fans")["data"]["single_runs"], [])


class OfOtherResults(Report):
    def run_quickstart(self, *arguments, runs=40, months=24, policies="status_quo,align_and_comply"):
        self.call("run", QUICKSTART, "--runs", runs, "--set", f"experiment.months={months}", "--policy", policies, "-q",
                  "--out", OUT, *arguments)

    def test_with_one_policy_has_no_differences(self):
        self.run_quickstart(policies="status_quo")
        report = self.report()
        self.assertIsNotNone(self.figure(report, "differences")["absent"])
        self.assertIsNotNone(self.figure(report, "frontier")["absent"])
        self.assertTrue(report["lead"].startswith("Under status_quo crisis management costs the Union"))

    def test_with_several_scenarios_key_numbers_have_all_and_figures_one(self):
        self.run_quickstart("--scenario", "baseline,us_disengaged")
        report = self.report("--scenario", "us_disengaged")
        rows = self.figure(report, "key_numbers")["data"]["rows"]
        self.assertEqual({row["scenario"] for row in rows}, {"baseline", "us_disengaged"})
        self.assertEqual(report["scenario"], "us_disengaged")
        costs = {(row["scenario"], row["policy"]): row["cost"]["value"] for row in rows}
        dots = self.figure(report, "dots")["data"]["arms"]
        self.assertEqual(dots[0]["mean"]["value"], costs["us_disengaged", dots[0]["policy"]])

    def test_without_a_summary_says_how_to_get_fans(self):
        self.run_quickstart("--unset", "record")
        absent = self.figure(self.report(), "fans")["absent"]
        self.assertIn("record.summary=default", absent["command"])

    def test_of_half_a_year_has_no_year_ends(self):
        self.run_quickstart(months=6, policies="status_quo")
        report = self.report()
        self.assertIsNotNone(self.figure(report, "fans")["absent"])
        self.assertEqual(self.figure(report, "map")["data"]["months"], [6])

    # Would catch: a page of many megabytes for a large region.
    def test_of_a_large_region_draws_the_fans_of_twelve_countries(self):
        self.call("init", "large.yaml", "--synthetic", "40", "--region", SOURCE / "configs/western_balkans")
        self.call("run", "large.yaml", "--runs", "32", "--set", "experiment.months=60", "-q", "--out", OUT)
        figure = self.figure(self.report(), "fans")
        self.assertEqual(len(figure["data"]["countries"]), 12)
        self.assertIn("12 of 40 countries", figure["caption"])
        self.assertIn("of 40 countries", figure["findings"][0]["text"])
        self.call("report", OUT, "-q")
        self.assertLess((self.folder / OUT / "report.html").stat().st_size, 900_000)

    def test_without_places_has_no_map(self):
        self.run_quickstart("--unset", "region.transport.places")
        self.assertIn("transport.places", self.figure(self.report(), "map")["absent"]["sentence"])

    # Places are for maps: a result is the same with and without them, bit for bit, and goes on under the other.
    def test_places_are_no_part_of_what_is_computed(self):
        self.run_quickstart()
        self.run_quickstart("--unset", "region.transport.places", "--if-exists", "resume")

    def test_of_few_runs_no_sentence_takes_sides(self):
        self.run_quickstart(runs=3, months=180, policies="status_quo,infrastructure_first,missions_first")
        report = self.report()
        rows = self.figure(report, "key_numbers")["data"]["rows"]
        unclear = [row["policy"] for row in rows if row["change"] and row["change"]["lower"] <= 0 <= row["change"]["upper"]]
        self.assertGreater(len(unclear), 0)
        for finding in self.figure(report, "key_numbers")["findings"]:
            if finding["about"] in unclear:
                self.assertIn("no distinguishable difference", finding["text"])

    # Would catch: a winner that is told from the baseline, but not from the next policy.
    def test_lead_names_a_rival_that_cannot_be_told_from_the_best(self):
        policies = yaml.safe_load((SOURCE / "configs/western_balkans/policies.yaml").read_text())
        near = {"mediation": {"2027-01": 0.8001}, "access": {}}
        for lever, path in policies["conditional_credible"].items():
            holder, _, part = lever.rpartition(".")
            (near[holder] if holder else near).setdefault(part, path)
        self.run_quickstart("--set", f"policies.near={json.dumps(near)}", runs=1024, months=180,
                            policies="status_quo,conditional_credible,near")
        rival = r"[Oo]f 3 policies (conditional_credible|near) .* (conditional_credible|near), the next, cannot be told from it\."
        self.assertRegex(self.report("--confidence", "0.9999")["lead"], rival)

    def test_lead_names_no_rival_of_a_clear_best(self):
        self.run_quickstart(runs=1024, months=180, policies="status_quo,align_and_comply,conditional_credible")
        self.assertNotIn("cannot be told", self.report()["lead"])

    def test_sensitivity_comes_from_another_output(self):
        self.run_quickstart()
        self.call("run", QUICKSTART, "--policy", "status_quo,align_and_comply", "-q", "--out", "screening",
                  "--set", "experiment.months=24", "--set", "uncertainties.from_evidence=[governance]", "--set", "design.type=morris",
                  "--set", "design.trajectories=8", "--set", "design.replications=2", "--unset", "design.samples")
        report = self.report("--sensitivity", "screening")
        figure = self.figure(report, "sensitivity")
        told = json.loads(self.call("sensitivity", "screening", "--policy", "status_quo", "--json").stdout)["tables"][0]
        sizes = {number["number"]: number for number in told["numbers"]}
        rows = figure["data"]["tables"][0]["rows"]
        self.assertEqual(figure["data"]["measure"], "morris")
        self.assertGreater(len(rows), 3)
        for row in rows:
            for measure, told_as in (("main", "root_mean_square"), ("total", "spread"), ("mean", "mean")):
                self.assertAlmostEqual(row[measure]["value"], sizes[row["number"]][told_as]["value"], delta=1e-5 * (1 + abs(row[measure]["value"])))
            self.assertIn(row["status"], ("data", "literature", "judgement"))

    def test_hostile_names_are_only_text(self):
        name = "</script><img src=x onerror=alert(1)>"
        self.run_quickstart("--set", f"region.name={json.dumps(name)}", policies="status_quo")
        self.call("report", OUT, "-q")
        page = (self.folder / OUT / "report.html").read_text()
        self.assertNotIn(name, page)
        self.assertIn("\\u003c/script>\\u003cimg src=x", page)


class Explorer(CommandTest):
    def test_is_written_once_and_never_over_something_else(self):
        self.call("explorer", "--out", "look.html")
        self.call("explorer", "--out", "look.html")
        (self.folder / "look.html").write_text("mine")
        done = self.call("explorer", "--out", "look.html", expect=6)
        self.assertIn("is there, is something else and was not overwritten", done.stderr)
        self.assertEqual((self.folder / "look.html").read_text(), "mine")


main()
