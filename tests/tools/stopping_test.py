"""Ensembles that end when a target is met: at the same number of samples and with the same bytes whatever happens on the way."""
import json
import re
import signal
import subprocess
import time

import h5py
import numpy
import yaml

from detente_command import PATIENCE, PROGRAM, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
# Of this seed 1,280 runs know the mean of crisis_cost within 0.81 %, 1,536 within 0.74 %.
REACHED = {"estimate": "mean", "outcome": "crisis_cost", "half_width": {"relative": 0.0078}}
NEVER = {"estimate": "mean", "outcome": "crisis_cost", "relative_to": "baseline", "half_width": {"absolute": 0.01}}
AT_ONCE = {"estimate": "mean", "outcome": "crisis_cost", "half_width": {"relative": 0.5}}
SAMPLES, MOST = 1536, 2048


def wilson_half_width(p, n):
    z = 1.959963984540054
    return z * (p * (1 - p) / n + z * z / (4 * n * n))**0.5 / (1 + z * z / n)


class StoppingTest(CommandTest):
    whole = None

    def write(self, target=REACHED, name="small", design=None, **stop):
        """Half a year of two policies in the quickstart's region; every entry on a line of its own."""
        entries = {"schema": "detente/experiment@1", "region": str(REGION / "region.yaml"),
                   "parameters": str(SOURCE / "configs/parameters.yaml"),
                   "experiment": {"name": name, "seed": 7, "months": 6, "precision": "double"}, "noise": "on",
                   "policies": {"use": ["status_quo", "busy"], "status_quo": {}, "busy": {"mediation": 0.9}},
                   "baseline": "status_quo", "scenarios": {"from": str(REGION / "scenarios.yaml"), "use": ["baseline"]},
                   "uncertainties": {"escalation.b_ten": {"distribution": "uniform", "min": 0.5, "max": 2}},
                   "design": design or {"type": "mc", "samples": 512},
                   "stop": {"max_samples": MOST, "check_every": 256, "until": [target], **stop},
                   "record": {"history": {"variables": ["tension"], "runs": {"first": "all"}}, "events": {"first": "all"}}}
        (self.folder / f"{name}.yaml").write_text("".join(
            f"{key}: {yaml.safe_dump(value, default_flow_style=True, width=10**6, sort_keys=False).splitlines()[0]}\n"
            for key, value in entries.items()))
        self.lines = {key: number for number, key in enumerate(entries, 1)}
        return f"{name}.yaml"

    def bytes_of(self, out):
        return (self.folder / out / "result.h5").read_bytes()

    def undisturbed(self):
        """The result that nobody disturbed, computed once for all tests."""
        if StoppingTest.whole is None:
            self.call("run", self.write(), "-q", "--out", "undisturbed", "--threads", 1)
            StoppingTest.whole = self.bytes_of("undisturbed")
        return StoppingTest.whole

    def refused(self, said, way_out, place="stop", **more):
        file = self.write(**more)
        messages = self.call("check", file, expect=3).stderr
        self.assertRegex(messages, rf"(?m)^{file}:{self.lines[place]}:\d+: error: .*{said}")
        self.assertIn(way_out, messages)
        return messages


class Reached(StoppingTest):
    def test_at_the_same_samples_with_any_number_of_threads(self):
        """Would catch a check whose moment depends on which part is done first."""
        done = self.call("run", self.write(), "--threads", 2, "--out", "two")

        checks = [int(samples) for samples in re.findall(r"check at (\d+) samples", done.stderr)]
        self.assertEqual(checks, [512, 768, 1024, 1280, 1536])
        self.assertEqual(self.bytes_of("two"), self.undisturbed())

    def test_killed_it_goes_on_to_the_same_bytes(self):
        """Would catch a check that counts only what this process has computed."""
        whole = self.undisturbed()
        process = subprocess.Popen([str(PROGRAM), "run", self.write(), "--out", "out", "--threads", "1"], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while len(list(self.folder.glob("out/parts/part-*.h5"))) < 5 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()

        self.call("run", "small.yaml", "--out", "out", "--if-exists", "resume", "-q", "--threads", 2)

        self.assertEqual(self.bytes_of("out"), whole)

    def test_stopped_by_time_it_goes_on_to_the_same_bytes(self):
        whole = self.undisturbed()
        self.call("run", self.write(), "--out", "out", "--time-limit", "0.05s", "--threads", 1, expect=75)
        self.assertFalse((self.folder / "out/result.h5").exists())

        self.call("resume", "out", "-q")

        self.assertEqual(self.bytes_of("out"), whole)

    def test_the_result_is_what_the_last_check_says_and_begins_the_ensemble_without_an_end(self):
        """Would catch runs beyond the check in a result, and histories or events of runs that are not in it."""
        self.undisturbed()
        (self.folder / "result.h5").write_bytes(self.undisturbed())
        self.call("run", self.write(), "--unset", "stop", "--set", f"design.samples={MOST}", "-q", "--out", "all")

        with h5py.File(self.folder / "result.h5") as ended, h5py.File(self.folder / "all/result.h5") as all_runs:
            self.assertEqual((ended.attrs["samples"], ended["run"].size, ended["sample"].size), (SAMPLES,) * 3)
            self.assertRegex(ended["provenance/stopping"][()].decode(), rf"^reached at {SAMPLES} samples; mean of crisis_cost within 0.78 %")
            self.assertEqual((ended["history_run"].size, ended["event_run"].size), (SAMPLES, SAMPLES))
            for name, column in ended["outcomes"].items():
                if name in all_runs and column.ndim < 3:
                    continue  # coordinates
                numpy.testing.assert_array_equal(column[:], all_runs["outcomes"][name][:, :, :SAMPLES], name)
            numpy.testing.assert_array_equal(ended["history/tension"][:], all_runs["history/tension"][:, :, :SAMPLES])
            numpy.testing.assert_array_equal(ended["parameters/escalation.b_ten"][:], all_runs["parameters/escalation.b_ten"][:SAMPLES])
            half_widths = 1.9616 * ended["outcomes/crisis_cost"][:, 0, :].std(axis=1, ddof=1) / SAMPLES**0.5  # t of 1,535
            shares = half_widths / ended["outcomes/crisis_cost"][:, 0, :].mean(axis=1)
            self.assertLessEqual(shares.max(), 0.0078)
        replayed = self.call("replay", "result.h5", "--policy", "busy", "--run", SAMPLES - 1)
        self.assertIn("bit for bit", replayed.stderr)
        self.assertIn(f"runs 0 to {SAMPLES - 1}", self.call("replay", "result.h5", "--policy", "busy", "--run", SAMPLES, expect=2).stderr)

    def test_never_before_a_thousand_runs(self):
        """Would catch: an ensemble that goes on after its targets are met, and does not say why."""
        done = self.call("run", self.write(AT_ONCE))

        early = [line.endswith("too early: no check says yes below 1000 runs of an arm")
                 for line in done.stderr.splitlines() if "info check at" in line]
        self.assertEqual(early, [True, True, False])
        self.assertIn("too early", self.call("plan", "small.yaml", "--pilot", 256).stdout)
        with h5py.File(self.folder / "outputs/small/result.h5") as result:
            self.assertEqual(result.attrs["samples"], 1024)


class NotReached(StoppingTest):
    def test_exits_4_with_the_result_there_and_again_when_asked_again(self):
        file = self.write(NEVER, max_samples=1024)
        done = self.call("run", file, expect=4)
        self.assertIn("not reached with max_samples", done.stderr)
        self.assertIn("crisis_cost", self.call("export", "outputs/small", "--table", "outcomes").stdout)
        before = self.bytes_of("outputs/small")

        again = self.call("run", file, "--if-exists", "resume", expect=4)

        self.assertIn("nothing to compute", again.stderr)
        self.assertEqual(self.bytes_of("outputs/small"), before)
        with h5py.File(self.folder / "outputs/small/result.h5") as result:
            self.assertEqual(result.attrs["samples"], 1024)
            self.assertRegex(result["provenance/stopping"][()].decode(), "^not reached at 1024 samples")
        self.assertEqual(json.loads(self.call("status", "outputs/small", "--json").stdout)["state"], "finished")
        self.assertIn("not reached at 1024 samples", self.call("status", "outputs/small").stdout)


class Unmerged(StoppingTest):
    def test_keeps_its_parts_and_is_merged_and_judged_by_a_resume(self):
        # Would catch: a result that is shown before it is there.
        file = self.write(NEVER, max_samples=1024)
        self.call("run", file, "--no-merge")
        self.assertFalse((self.folder / "outputs/small/result.h5").exists())
        self.call("resume", "outputs/small", expect=4)
        self.assertTrue((self.folder / "outputs/small/result.h5").exists())


class Refused(StoppingTest):
    def test_shards(self):
        refused = self.call("run", self.write(), "--shard", "0/2", expect=2)

        self.assertIn("--unset stop", refused.stderr)
        self.assertEqual(list(self.folder.glob("outputs/*")), [], "nothing is left behind")

    def test_a_target_out_of_reach_says_what_it_would_take(self):
        """Would catch a number that is not enough, or far more than enough: it grows by 5 % steps. 30 events of n runs
        are the widest interval that counts."""
        narrow = {"estimate": "probability", "outcome": "open_conflict", "half_width": {"absolute": 0.001}, "min_events": 30}
        messages = self.refused("2048 samples cannot bring a probability with 30 events within 0.001", "max_samples of about", target=narrow)

        enough = int(re.search(r"max_samples of about (\d+) or more", messages).group(1))
        self.assertLessEqual(wilson_half_width(30 / enough, enough), 0.001)
        self.assertGreater(wilson_half_width(30 * 1.06 / enough, enough / 1.06), 0.001)
        self.call("check", self.write(narrow, max_samples=(enough // 256 + 1) * 256))

    def test_steps_that_are_no_whole_blocks_or_batches(self):
        self.refused("checks every 300 samples", "check_every: 512", check_every=300)
        self.refused("checks every 256 samples", "check_every: 768", design={"type": "lhs", "samples": 768, "batch": 96})
        self.refused("an end of 2000 samples", "2048", max_samples=2000)
        self.refused("a first check .design.samples. of 600 samples", "", design={"type": "mc", "samples": 600})
        self.refused("512 runs at the most", "1000 or more", max_samples=512)

    def test_what_is_no_target(self):
        self.refused("no half-width", "relative", target={**REACHED, "half_width": {}})
        self.refused("min_events has no effect on a mean", "estimate: probability", target={**REACHED, "min_events": 3})
        self.refused("'crisis_cots' is not one of the choices", "did you mean 'crisis_cost'?", target={**REACHED, "outcome": "crisis_cots"})
        self.refused("nothing to reach", "at least one target", until=[])


if __name__ == "__main__":
    main()
