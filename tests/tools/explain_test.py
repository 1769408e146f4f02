"""Why a run went as it did, and why two policies differ in one: the command, held against the tables of replay."""
import csv
import io
import json
import math

from detente_command import SMALL, CommandTest, main

OUT = "outputs/quickstart"


def rows_of(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


class Explain(CommandTest):
    def setUp(self):
        super().setUp()
        self.call("run", *SMALL, "-q")

    def story(self, *arguments):
        return json.loads(self.call("explain", OUT, *arguments, "--json").stdout)

    def replayed(self, policy, run, table):
        return rows_of(self.call("replay", OUT, "--policy", policy, "--run", run, "--table", table, "-q"))

    def test_of_a_run_has_every_event_with_the_rate_it_had(self):
        story = self.story("--policy", "status_quo", "--run", 17)

        events = self.replayed("status_quo", 17, "events")
        history = self.replayed("status_quo", 17, "history")
        self.assertEqual((story["schema"], story["kind"], story["run"]), ("detente/story@1", "run", 17))
        self.assertEqual([(e["date"], e["kind"], e["entity"], e["to"]) for e in story["events"]],
                         [(e["date"], e["kind"], e["entity"], float(e["to"])) for e in events])
        moves = [event for event in story["events"] if event["kind"] == "move"]
        self.assertGreater(len(moves), 0)
        for move in moves:
            direction = "up_rate" if move["to"] > move["from"] else "down_rate"
            rate = float(history[move["month"] - 1][f"{direction}.{move['entity']}"])
            factors = math.prod(driver["factor"] for driver in move["drivers"])
            # Terms are single precision: up to 17 of them, each right to 6e-8 of at most 5.
            self.assertAlmostEqual(move["rate_per_year"] / rate, 1, delta=5e-6)
            self.assertAlmostEqual(move["reference_rate_per_year"] * factors / rate, 1, delta=5e-6)

    def test_of_a_run_says_where_its_cost_stands(self):
        story = self.story("--policy", "status_quo", "--run", 17)

        costs = [float(row["crisis_cost"]) for row in rows_of(self.call("export", OUT, "--table", "outcomes", "--policy", "status_quo"))]
        self.assertEqual(story["crisis_cost"]["npv_meur"], costs[17])
        self.assertAlmostEqual(story["crisis_cost"]["share_of_runs_below"], sum(cost < costs[17] for cost in costs) / 40)
        parts = sum(part["npv_meur"] for part in story["costs"] if not part["is_beside"])
        self.assertAlmostEqual(parts, costs[17], places=6)

    def test_of_a_difference_has_the_events_of_one_policy_alone(self):
        story = self.story("--policies", "status_quo,align_and_comply", "--run", 17)

        keys = {}
        for policy in ("status_quo", "align_and_comply"):
            keys[policy] = {(e["date"], e["kind"], e["entity"], float(e["to"])) for e in self.replayed(policy, 17, "events")}
        told = {(e["only_under"], e["date"], e["kind"], e["entity"], e["to"]) for e in story["events"]}
        expected = {(mine, *key) for mine, other in (("status_quo", "align_and_comply"), ("align_and_comply", "status_quo"))
                    for key in keys[mine] - keys[other]}
        self.assertEqual(told, expected)
        self.assertEqual(story["shared_events"], len(keys["status_quo"] & keys["align_and_comply"]))
        self.assertIn("promise.SRB", [lever["lever"] for lever in story["levers"]])
        self.assertEqual(story["levers"][0]["date"], "2026-01")

    def test_is_readable_by_default_and_tells_every_event_on_request(self):
        for what in (["--policy", "status_quo"], ["--policies", "status_quo,align_and_comply"]):
            with self.subTest(what=what):
                digest = self.call("explain", OUT, *what, "--run", 17).stdout

                self.assertLessEqual(len(digest.splitlines()), 42)  # forty, and a blank line and a footnote below
                whole = self.call("explain", OUT, *what, "--run", 17, "--all").stdout
                self.assertGreaterEqual(len(whole.splitlines()), len(digest.splitlines()))
        self.assertIn("From 2026-01 the policies differ in: promise (0.7 against 0.8, in 6 places)", digest)

    def test_needs_no_result(self):
        self.call("run", *SMALL, "-q", "--shard", "0/2")

        text = self.call("explain", "outputs/quickstart-shard-0-of-2", "--policy", "status_quo", "--run", 5).stdout

        self.assertNotIn("runs cost less", text)

    def test_names_what_may_be_asked_for(self):
        for arguments, reason in [
            (["--policy", "status_qo", "--run", 0], "did you mean 'status_quo'"),
            (["--policies", "status_quo,aline_and_comply", "--run", 0], "did you mean 'align_and_comply'"),
            (["--policy", "status_quo", "--run", 40], "runs 0 to 39"),
            (["--run", 0], "either --policy P"),
            (["--policy", "status_quo", "--policies", "status_quo,align_and_comply", "--run", 0], "either --policy P"),
            (["--policies", "status_quo,status_quo", "--run", 0], "two different policies"),
            (["--policies", "status_quo", "--run", 0], "--policies"),
        ]:
            with self.subTest(arguments=arguments):
                self.assertIn(reason, self.call("explain", OUT, *arguments, expect=2).stderr)


if __name__ == "__main__":
    main()
