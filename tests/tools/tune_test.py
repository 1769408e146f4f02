"""What `detente tune` finds, keeps, refuses and goes on with, and that experiments can run what it finds."""
import csv
import io
import json
import signal
import subprocess
import time

import yaml

from detente_command import PATIENCE, PROGRAM, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"


class Tune(CommandTest):
    def settings(self, name="search.yaml", drop=(), **more):
        """A small search: 5 years, 32 runs a point, 3 generations of 8."""
        tune = {"policy": "conditional_credible",
                "search": {"mediation.2027-01": {"min": 0.2, "max": 1}, "capacity_building": {"min": 0, "max": 30}},
                "objectives": [{"outcome": "crisis_cost", "statistic": "mean"}, {"outcome": "policy_cost", "statistic": "mean"}],
                "algorithm": {"population": 8, "generations": 2}, "budget": {"runs": 5000},
                "final": {"samples": 64, "seed": 7}}
        tune.update(more.pop("tune", {}))
        settings = {"schema": "detente/tuning@1", "region": str(REGION / "region.yaml"),
                    "parameters": str(REGION.parent / "parameters.yaml"),
                    "experiment": {"name": "small", "seed": 1, "months": 60, "precision": "double"},
                    "policies": {"from": str(REGION / "policies.yaml"), "use": ["status_quo", "conditional_credible"]},
                    "scenarios": {"from": str(REGION / "scenarios.yaml"), "use": ["baseline"]},
                    "design": {"type": "mc", "samples": 32}, **more, "tune": tune}
        for key in drop:
            del settings["tune"][key]
        (self.folder / name).write_text(yaml.safe_dump(settings, sort_keys=False))
        return name

    def reacting(self):
        """Policies with one of their own, whose mediation follows the world."""
        countries = yaml.safe_load((REGION / "region.yaml").read_text())["countries"]
        return {"from": str(REGION / "policies.yaml"), "use": ["status_quo", "reacts"],
                "reacts": {"mediation": {"base": 0.5, "when": [{"if": "max(level) >= alarm", "where": {"alarm": 2}, "set": 0.8, "for": 6}]},
                           "capacity_building": {**{country: 7 for country in countries}, "default": 5}}}

    def tune(self, *arguments, expect=0):
        return self.call("tune", *arguments, expect=expect)

    def result(self, folder="outputs/small"):
        return json.loads((self.folder / folder / "tuning.json").read_text())

    def test_what_is_found_runs_to_the_same_numbers(self):
        """Would catch: numbers rounded on the way to the file, or judged by the luck that chose them."""
        done = self.tune(self.settings(scenarios={"from": str(REGION / "scenarios.yaml"), "use": ["baseline", "us_disengaged"]}))
        self.assertLessEqual(max(len(line) for line in done.stdout.splitlines()), 80)
        self.assertIn(f"next: {PROGRAM} run outputs/small/experiment.yaml", done.stderr)
        result = self.result()
        self.assertEqual(result["schema"], "detente/tuning-result@1")
        kept = {policy["name"]: policy for policy in result["final"]["policies"]
                if policy["is_on_front"] or policy["role"] != "point"}
        self.assertTrue(any(policy["role"] == "point" for policy in kept.values()))
        policies = yaml.safe_load((self.folder / "outputs/small/policies_tuned.yaml").read_text())
        self.assertEqual(set(policies), {"schema", *kept})

        self.call("run", "outputs/small/experiment.yaml", "--out", "again", "--progress", "none")
        table = self.call("export", "again", "--table", "outcomes").stdout
        for name, policy in kept.items():
            rows = [row for row in csv.DictReader(io.StringIO(table)) if row["policy"] == name]
            for objective, estimate in zip(result["objectives"], policy["objectives"]):
                outcome = objective["objective"].split()[0]
                values = [float(row[outcome]) for row in rows]
                self.assertEqual(len(values), 2 * 64)
                self.assertAlmostEqual(sum(values) / len(values), estimate["fresh"]["value"], delta=1e-9 * abs(values[0]))

    def test_every_point_comes_to_what_a_run_of_it_says(self):
        """Would catch: a number set on another policy than the one that is run, or other luck for every point."""
        self.tune(self.settings())
        result = self.result()
        point = result["points"][-1]
        mediation, capacity = point["values"]
        self.call("run", str(REGION / "experiments/quickstart.yaml"), "--policy", "conditional_credible", "--runs", "32", "--seed",
                  "1", "--set", "experiment.months=60", "--set", f"policies.from.conditional_credible.mediation.2027-01={mediation!r}",
                  "--set", f"policies.from.conditional_credible.capacity_building={capacity!r}", "--out", "point", "--progress", "none")
        rows = list(csv.DictReader(io.StringIO(self.call("export", "point", "--table", "outcomes").stdout)))
        mean = sum(float(row["crisis_cost"]) for row in rows) / 32
        self.assertAlmostEqual(mean, point["objectives"][0], delta=1e-9 * mean)

    def test_stopped_it_goes_on_to_the_same_bytes(self):
        self.tune(self.settings(), "--out", "whole", "--threads", "1")
        command = [str(PROGRAM), "tune", "search.yaml", "--out", "halves", "--threads", "2"]
        running = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + PATIENCE
        while not (self.folder / "halves/search.json").exists() and time.monotonic() < deadline:
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)
        self.assertIn(running.returncode, (0, 130))
        if running.returncode:
            self.tune("search.yaml", "--out", "halves")
        for name in ("search.json", "policies_tuned.yaml", "experiment.yaml"):
            self.assertEqual((self.folder / "whole" / name).read_bytes(), (self.folder / "halves" / name).read_bytes(), name)

    def test_more_generations_go_on_from_those_that_are_there(self):
        self.tune(self.settings(), "--out", "more", "--generations", "1")
        first = self.result("more")["points"]
        (self.folder / "kept").mkdir()
        for name in ("tuning.json", "policies_tuned.yaml", "experiment.yaml"):
            (self.folder / "more" / name).rename(self.folder / "kept" / name)
        done = self.tune("search.yaml", "--out", "more")
        self.assertNotIn("generation 1 of", done.stderr)
        self.assertEqual(self.result("more")["points"][:len(first)], first)
        self.tune("search.yaml", "--out", "whole")
        self.assertEqual(self.result("more")["points"], self.result("whole")["points"])

    def test_what_is_there_is_not_overwritten(self):
        self.tune(self.settings())
        self.assertIn("not overwritten", self.tune("search.yaml", expect=6).stderr)
        self.assertIn("stands", self.tune("search.yaml", "--check", "outputs/small/tuning.json").stdout)
        for name in ("tuning.json", "policies_tuned.yaml", "experiment.yaml"):
            (self.folder / "outputs/small" / name).unlink()
        self.settings(experiment={"name": "small", "seed": 2, "months": 60, "precision": "double"})
        self.assertIn("nothing was overwritten", self.tune("search.yaml", expect=6).stderr)

    def test_a_constraint_a_probability_and_one_objective(self):
        self.tune(self.settings(tune={"objectives": [{"outcome": "net_position", "statistic": "cvar50", "goal": "maximise"}],
                                      "constraints": [{"outcome": "policy_cost", "statistic": "p90", "at_most": 4000},
                                                      {"outcome": "open_conflict", "statistic": "probability", "at_most": 0.5}],
                                      "final": {"samples": 64, "seed": 7, "points": 2}},
                                design={"type": "mc", "samples": 64}))
        result = self.result()
        feasible = [point["objectives"][0] for point in result["points"] if point["violation"] == 0]
        front = [policy for policy in result["final"]["policies"] if policy["role"] == "point"]
        self.assertEqual(front[0]["objectives"][0]["search"], max(feasible))
        self.assertEqual(len(front[0]["constraints"]), 2)

    def test_numbers_of_a_rule_are_searched(self):
        """Would catch: a rule that is lost or set as it was in the file of what was found."""
        self.tune(self.settings(policies=self.reacting(),
                                tune={"policy": "reacts",
                                      "search": {"mediation.base": {"min": 0.2, "max": 0.8}, "mediation.when[0].set": {"min": 0.2, "max": 1},
                                                 "mediation.when[0].for": {"min": 1, "max": 24, "step": 1},
                                                 "mediation.when[0].where.alarm": {"min": 1, "max": 4, "step": 1}}}))
        policies = yaml.safe_load((self.folder / "outputs/small/policies_tuned.yaml").read_text())
        found = [policy for policy in self.result()["final"]["policies"] if policy["role"] == "point" and policy["is_on_front"]]
        self.assertTrue(found)
        for policy in found:
            lever = policies[policy["name"]]["mediation"]
            rule = lever["when"][0]
            self.assertEqual([lever["base"], rule["set"], rule["for"], rule["where"]["alarm"]], policy["values"])
        self.call("run", "outputs/small/experiment.yaml", "--progress", "none")

    def test_faults_are_told_with_their_place(self):
        bounds = {"min": 0.2, "max": 1}
        for tune, said in [({"search": {"mediation": {"min": 1, "max": 0.2}}}, "min < max"),
                           ({"search": {"mediations": bounds}}, "mediation"),
                           ({"search": {"infrastructure_shares": bounds}}, "set by id"),
                           ({"search": {"mediation": {"min": 0.2, "max": 1.5}}}, "1.5 lies above 1"),
                           ({"search": {"mediation": {**bounds, "step": 0}}}, "no step"),
                           ({"policy": "reacts", "search": {"mediation.when[0].for": {"min": 1, "max": 24}}}, "9.79"),
                           ({"policy": "reacts", "search": {"mediation.when[1].set": bounds}}, "when"),
                           ({"policy": "reacts", "search": {"capacity_building.default": {"min": 1, "max": 24}}}, "the same at both bounds"),
                           ({"search": {"mediation": {**bounds, "mix": 1}}}, "mix"),
                           ({"budget": {"runs": 255}}, "255 runs do not pay for one generation (at least 256)"),
                           ({"algorithm": {"population": 10, "generations": 2}}, "multiple of 4"),
                           ({"objectives": [{"outcome": "crisis_cots", "statistic": "mean"}]}, "crisis_cost"),
                           ({"objectives": [{"outcome": "crisis_cost", "statistic": "p100"}]}, "p1 to p99"),
                           ({"objectives": [{"outcome": "crisis_cost", "statistic": "cvar95"}]}, "make up the tail"),
                           ({"final": {"samples": 64, "seed": 1}}, "the seed of the search"),
                           ({"constraints": [{"outcome": "crisis_cost", "statistic": "mean"}]}, "at_most or at_least"),
                           ({"polices": {}}, "polices")]:
            with self.subTest(said):
                more = {"policies": self.reacting()} if "policy" in tune else {}
                refused = self.tune(self.settings("broken.yaml", tune=tune, **more), expect=3)
                self.assertRegex(refused.stderr, r"broken.yaml:\d+:\d+: error:")
                self.assertIn(said, refused.stderr)
        self.assertIn("budget", self.tune(self.settings("broken.yaml", drop=["budget"]), expect=3).stderr)


if __name__ == "__main__":
    main()
