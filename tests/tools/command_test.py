"""The command as its three users call it: exit codes, streams, messages, and results that do not depend on the way."""
import csv
import io
import json
import os
import shutil
import subprocess
import unittest

from detente_command import PATIENCE, PROGRAM, QUICKSTART, SMALL, SOURCE, CommandTest, main


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Check(CommandTest):
    def test_a_good_experiment_has_no_faults_and_names_the_next_step(self):
        done = self.call("check", QUICKSTART)
        self.assertIn("no faults found", done.stdout)
        self.assertIn(f"next: {PROGRAM} run {QUICKSTART}", done.stderr)

    def test_resolved_reads_back_as_the_same_experiment(self):
        resolved = self.call("check", *SMALL, "--resolved").stdout
        (self.folder / "again.yaml").write_text(resolved)
        again = self.call("check", "again.yaml", "--resolved").stdout
        # Would catch: a value lost or changed in writing. Origins differ: everything now comes from one file.
        values = [line.split("  # ")[0] for line in resolved.splitlines()]
        self.assertEqual(values, [line.split("  # ")[0] for line in again.splitlines()])

    def test_resolved_names_the_origin_of_every_value(self):
        resolved = self.call("check", *SMALL, "--resolved").stdout
        self.assertIn("months: 24  # --set experiment.months=24", resolved)
        self.assertRegex(resolved, r"trust:\n +value: 0.81  # \.\./region\.yaml:\d+")

    def test_every_fault_is_reported_at_once_on_standard_error_with_exit_3(self):
        done = self.call("check", QUICKSTART, "--set", "experiment.months=0", "--set", "region.countries.ALB.trust=1.5",
                         "--set", "design.tpye=mc", expect=3)
        self.assertEqual(done.stdout, "")
        for fault in ("--set experiment.months=0", "--set region.countries.ALB.trust=1.5", "unknown key 'tpye'", "did you mean 'type'?"):
            self.assertIn(fault, done.stderr)

    def test_a_missing_file_is_a_fault_of_configuration(self):
        done = self.call("check", "quickstrat.yaml", expect=3)
        self.assertIn("there is no file 'quickstrat.yaml'", done.stderr)


class Usage(CommandTest):
    def test_wrong_calls_exit_with_2_and_say_why(self):
        for arguments, reason in [
            (["run", QUICKSTART, "--thread", "2"], "--thread"),
            (["run", QUICKSTART, "--threads", "0"], "--threads"),
            (["run", QUICKSTART, "--if-exists", "overwrite"], "--if-exists"),
            (["run", QUICKSTART, "--set", "seed"], "KEY=VALUE"),
            (["run", QUICKSTART, "--runs", "7", "--set", "design.replications=2"], "try --runs 8"),
            (["export", "nowhere"], "--table"),
            ([], "subcommand"),
        ]:
            with self.subTest(arguments=arguments):
                done = self.call(*arguments, expect=2)
                self.assertIn(reason, done.stdout + done.stderr)

    def test_help_exits_with_0(self):
        self.assertIn("--if-exists", self.call("run", "--help").stdout)


class Run(CommandTest):
    def test_results_go_to_standard_output_and_the_rest_to_standard_error(self):
        done = self.call("run", *SMALL, "--progress", "lines")
        self.assertTrue(done.stdout.startswith("quickstart: crisis-management cost"))
        self.assertIn("100 %", done.stderr)
        self.assertIn(f"next: {PROGRAM} report outputs/quickstart", done.stderr.splitlines()[-1])
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)

    def test_quiet_leaves_standard_error_empty(self):
        self.assertEqual(self.call("run", *SMALL, "-q").stderr, "")

    def test_progress_as_json_is_one_object_a_line(self):
        done = self.call("run", *SMALL, "--progress", "json")
        objects = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        self.assertEqual(objects[-1]["runs_done"], 80)

    def test_a_shard_names_the_merge_that_it_is_for(self):
        """Would catch: a hint that is made of the folder's name, and wrong once it has another."""
        done = self.call("run", *SMALL, "--shard", "0/2", "--out", "grid/")
        self.assertIn(f"next, when all shards are done: {PROGRAM} merge grid grid-shard-*-of-2", done.stderr)
        (self.folder / "grid-shard-0-of-2").rename(self.folder / "first")

        resumed = self.call("resume", "first/")

        self.assertIn(f"next, when all shards are done: {PROGRAM} merge grid first OTHERS", resumed.stderr)

    def test_a_dry_run_writes_nothing(self):
        self.call("run", *SMALL, "--dry-run")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_the_bytes_do_not_depend_on_threads_or_on_the_place(self):
        # Would catch: an order of merging that depends on who is first; a clock, a path or a thread count in the result.
        many = [*SMALL[:2], "600", *SMALL[3:]]
        results = []
        for threads in (1, 2, 4):
            self.call("run", *many, "--threads", threads, "--out", f"deep/er/with_{threads}")
            results.append((self.folder / f"deep/er/with_{threads}/result.h5").read_bytes())
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])

    def test_the_bytes_do_not_depend_on_the_instruction_set(self):
        self.call("run", *SMALL, "--target", "baseline", "--out", "baseline")
        self.call("run", *SMALL, "--out", "best")
        self.assertEqual((self.folder / "baseline/result.h5").read_bytes(), (self.folder / "best/result.h5").read_bytes())
        self.assertEqual(json.loads((self.folder / "baseline/run.json").read_text())["target"], "baseline")
        self.assertIn(json.loads((self.folder / "best/run.json").read_text())["target"], ("baseline", "v3", "v4"))
        wrong = self.call("run", *SMALL, "--target", "v9", "--out", "wrong", expect=2)
        self.assertIn("baseline", wrong.stderr)
        self.assertFalse((self.folder / "wrong").exists())

    def test_a_target_that_is_not_to_be_had_leaves_no_output(self):
        """The program away from its kernels. Would catch: a folder that is claimed first, so that the next run refuses
        it with exit 6."""
        bin_folder = self.folder / "elsewhere/a/b/c/d/e"  # no kernels in the folders above either
        bin_folder.mkdir(parents=True)
        shutil.copy(PROGRAM, bin_folder / "detente")
        region = SOURCE / "configs/western_balkans"
        for arguments in (["run", *SMALL], ["calibrate", region / "calibration.yaml"], ["claims", region / "claims"]):
            with self.subTest(arguments[0]):
                done = subprocess.run([bin_folder / "detente", *map(str, arguments), "--target", "v4", "--out", "mine"],
                                      cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertRegex(done.stderr, "is not installed with this program|cannot run target v4")
                self.assertFalse((self.folder / "mine").exists())

    def test_more_runs_another_arm_or_a_sample_leave_earlier_runs_alone(self):
        few = table(self.outcomes("few", *SMALL))
        more_runs = table(self.outcomes("more", *SMALL[:2], "80", *SMALL[3:]))
        one_arm = table(self.outcomes("one", *SMALL[:4], "align_and_comply", *SMALL[5:]))
        for rows in (more_runs, one_arm):
            by_run = {(row["policy"], row["run"]): row for row in rows}
            for row in few:
                if (row["policy"], row["run"]) in by_run:
                    self.assertEqual(row, by_run[row["policy"], row["run"]])

    def test_more_replications_leave_the_first_ones_alone(self):
        one = table(self.outcomes("one", *SMALL))
        three = table(self.outcomes("three", *SMALL[:2], "120", *SMALL[3:], "--set", "design.replications=3"))
        first_replications = [row for row in three if int(row["run"]) % 3 == 0]
        for row, same in zip(one, first_replications, strict=True):
            self.assertEqual(row["crisis_cost"], same["crisis_cost"])

    def test_another_seed_is_other_luck(self):
        self.assertNotEqual(self.outcomes("a", *SMALL), self.outcomes("b", *SMALL, "--seed", "7"))

    def test_single_precision_is_another_result_with_nearly_the_same_mean(self):
        double = [float(row["mean.trust.ALB"]) for row in table(self.outcomes("double", *SMALL))]
        single = [float(row["mean.trust.ALB"]) for row in table(self.outcomes("single", *SMALL, "--set", "experiment.precision=single"))]
        self.assertNotEqual(double, single)
        self.assertAlmostEqual(sum(double) / len(double), sum(single) / len(single), delta=1e-3)

    def outcomes(self, name, *arguments):
        self.call("run", *arguments, "--out", name, "-q")
        return self.call("export", name, "--table", "outcomes").stdout


class Existing(CommandTest):
    def test_an_existing_result_is_never_overwritten(self):
        self.call("run", *SMALL)
        before = (self.folder / "outputs/quickstart/result.h5").read_bytes()
        done = self.call("run", *SMALL, expect=6)
        self.assertIn("--if-exists resume shows it", done.stderr)
        done = self.call("run", *SMALL, "--seed", "5", "--if-exists", "resume", expect=6)
        self.assertIn("another experiment or other settings", done.stderr)
        self.assertEqual(before, (self.folder / "outputs/quickstart/result.h5").read_bytes())

    def test_resume_shows_a_finished_result_again(self):
        first = self.call("run", *SMALL).stdout
        again = self.call("run", *SMALL, "--if-exists", "resume")
        self.assertEqual(first, again.stdout)
        self.assertIn("nothing to compute", again.stderr)

    def test_new_takes_a_free_name_beside_it(self):
        self.call("run", *SMALL)
        self.call("run", *SMALL, "--if-exists", "new")
        self.assertTrue((self.folder / "outputs/quickstart-2/result.h5").exists())

    def test_a_folder_of_somebody_else_is_left_alone(self):
        (self.folder / "mine").mkdir()
        (self.folder / "mine/thesis.txt").write_text("years of work")
        done = self.call("run", *SMALL, "--out", "mine", "--if-exists", "resume", expect=6)
        self.assertIn("is no output of this program", done.stderr)

    def test_a_place_that_cannot_be_written_is_exit_7(self):
        (self.folder / "file").write_text("")
        done = self.call("run", *SMALL, "--out", "file/below", expect=7)
        self.assertIn("cannot make the folder 'file/below'", done.stderr)


class Export(CommandTest):
    def setUp(self):
        super().setUp()
        self.call("run", *SMALL, "--set", "record.events.first=20", "--set", "record.history.runs.first=all", "-q")

    def export(self, name, *arguments):
        return table(self.call("export", "outputs/quickstart", "--table", name, *arguments).stdout)

    def test_outcomes_are_a_row_a_run(self):
        rows = self.export("outcomes")
        self.assertEqual(len(rows), 80)
        parts = [float(value) for key, value in rows[0].items() if key.startswith("crisis_cost.component.") and not key.endswith(".policy")]
        self.assertAlmostEqual(sum(parts), float(rows[0]["crisis_cost"]), places=6)

    def test_history_is_a_row_a_month_with_dates(self):
        rows = self.export("history", "--run", "3", "--policy", "align_and_comply", "--variables", "alignment,level")
        self.assertEqual([row["month"] for row in rows], [str(month) for month in range(25)])
        self.assertEqual((rows[0]["date"], rows[24]["date"]), ("2026-01", "2028-01"))
        self.assertEqual(float(rows[0]["alignment.SRB"]), 0.47)
        self.assertNotIn("trust.ALB", rows[0])

    def test_events_name_their_entity_and_their_drivers(self):
        moves = self.export("events", "--variables", "move")
        self.assertGreater(len(moves), 20)
        self.assertTrue(all(int(row["run"]) < 20 for row in moves))
        self.assertIn("BEL_PRI", {row["entity"] for row in moves})
        self.assertTrue(all(row["base"] != "" for row in moves))

    def test_summary_agrees_with_the_histories_of_all_runs(self):
        histories = self.export("history", "--policy", "status_quo", "--variables", "trust")
        end = [float(row["trust.BIH"]) for row in histories if row["month"] == "24"]
        row = next(row for row in self.export("summary", "--policy", "status_quo", "--variables", "trust")
                   if row["month"] == "24" and row["variable"] == "trust.BIH")
        mean = sum(end) / len(end)
        self.assertAlmostEqual(float(row["mean"]), mean, places=6)  # histories are single precision
        sd = (sum((x - mean) ** 2 for x in end) / (len(end) - 1)) ** 0.5
        self.assertAlmostEqual(float(row["sd"]), sd, places=6)
        below = sum(x <= float(row["q50"]) for x in end)
        self.assertAlmostEqual(below, len(end) / 2, delta=2)  # a bin holds a run or two

    def test_levers_show_what_each_policy_set(self):
        rows = self.export("levers", "--variables", "verification")
        last = {row["policy"]: float(row["verification"]) for row in rows if row["month"] == "24"}
        self.assertEqual(last, {"status_quo": 0.3, "align_and_comply": 0.6})

    def test_a_wrong_name_gets_the_nearest_right_one(self):
        done = self.call("export", "outputs/quickstart", "--table", "outcomes", "--variables", "crisis_cots", expect=2)
        self.assertIn("did you mean 'crisis_cost'?", done.stderr)

    def test_a_file_that_is_no_result_is_refused_with_a_sentence(self):
        (self.folder / "notes.txt").write_text("no HDF5")
        done = self.call("export", "notes.txt", "--table", "outcomes", expect=7)
        self.assertIn("not an HDF5 file", done.stderr)


class Params(CommandTest):
    def params(self, *arguments, expect=0):
        return self.call("params", *arguments, "--parameters", SOURCE / "configs/parameters.yaml", expect=expect)

    def test_a_prefix_chooses_and_pages_fit_80_columns(self):
        text = self.params("escalation.b_").stdout
        self.assertIn("escalation.b_gov\n  3.3\n", text)
        self.assertIn("cloglog", text)
        self.assertNotIn("escalation.up0", text)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)

    def test_csv_has_every_coefficient(self):
        rows = table(self.params("--csv").stdout)
        self.assertEqual(len(rows), 191)
        self.assertEqual({row["status"] for row in rows}, {"estimated", "literature", "judgement"})

    def test_an_unknown_prefix_gets_a_hint(self):
        self.assertIn("did you mean 'escalation'?", self.params("escaltion", expect=2).stderr)


class Readme(CommandTest):
    def test_the_table_of_the_readme_is_what_the_quickstart_prints(self):
        table_of_readme = (SOURCE / "README.md").read_text().split("```text\n")[1].split("```")[0]
        self.assertEqual(self.call("run", QUICKSTART).stdout, table_of_readme)


class NoColour(CommandTest):
    def test_no_color_is_honoured(self):
        environment = dict(os.environ, NO_COLOR="1")
        done = self.call("run", *SMALL, environment=environment)
        self.assertNotIn("\x1b", done.stderr)


if __name__ == "__main__":
    main()
