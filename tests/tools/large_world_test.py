"""Synthetic regions: written, checked, run, the same for the same seed; and what the user is told of large networks."""
import time

from detente_command import SLOWNESS, SOURCE, CommandTest, main

REGION = SOURCE / "configs/western_balkans"
FILES = ["experiment.yaml", "policies.yaml", "region.yaml", "scenarios.yaml"]


class LargeWorldTest(CommandTest):
    def init(self, countries, *arguments, expect=0):
        return self.call("init", "--synthetic", countries, "--region", REGION, *arguments, expect=expect)

    def texts(self, folder):
        return {file.name: file.read_text() for file in sorted((self.folder / folder).glob("*.yaml"))}


class Synthetic(LargeWorldTest):
    def test_regions_of_any_size_are_checked_without_a_word(self):
        for countries in (1, 2, 3, 4, 5, 6, 7, 11, 37):
            with self.subTest(countries=countries):
                self.init(countries, f"s{countries}")
                check = self.call("check", f"s{countries}/experiment.yaml")
                self.assertIn("no faults found", check.stdout)
                self.assertNotIn("warn", check.stderr)

    def test_runs_come_to_a_result(self):
        for countries in (1, 12):
            with self.subTest(countries=countries):
                self.init(countries, f"s{countries}")
                self.call("run", f"s{countries}/experiment.yaml", "--runs", 20, "--set", "experiment.months=60", "--out", f"o{countries}")
                table = self.call("export", f"o{countries}", "--table", "outcomes").stdout
                self.assertEqual(len(table.splitlines()), 1 + 2 * 20)
                self.assertNotIn("inf", table.split("\n", 1)[1])

    # Would catch: a number that depends on the order of the asking, on time or on the machine.
    def test_the_same_numbers_give_the_same_files_and_another_seed_others(self):
        for folder, seed in (("a", 3), ("b", 3), ("c", 4)):
            self.init(20, folder, "--seed", seed)
        a, b, c = (self.texts(folder) for folder in "abc")
        self.assertEqual(sorted(a), FILES)
        self.assertEqual({name: text.replace("a/", "b/") for name, text in a.items() if name != "region.yaml"},
                         {name: text for name, text in b.items() if name != "region.yaml"})
        self.assertEqual(a["region.yaml"], b["region.yaml"])
        self.assertNotEqual(a["region.yaml"].splitlines()[5:], c["region.yaml"].splitlines()[5:])

    def test_a_country_is_the_same_in_a_larger_region(self):
        def first_country(text):
            return text[text.index("  C00001:"):text.index("  C00002:")]
        self.init(10, "small")
        self.init(200, "large")
        self.assertEqual(first_country(self.texts("small")["region.yaml"]), first_country(self.texts("large")["region.yaml"]))

    def test_every_file_says_that_it_is_synthetic(self):
        self.init(5, "s")
        for name, text in self.texts("s").items():
            line = next(line for line in text.splitlines() if not line.startswith("# yaml-language-server:"))
            self.assertIn("Synthetic", line, name)
            self.assertIn("stands for no place", line, name)

    def test_an_experiment_may_be_named_and_the_region_stands_beside_it(self):
        (self.folder / "deep").mkdir()
        self.init(4, "deep/mine.yaml")
        self.assertEqual(sorted(self.texts("deep")), ["mine.yaml", "policies.yaml", "region.yaml", "scenarios.yaml"])
        self.call("check", "deep/mine.yaml")

    # Would catch: three new files beside the one that stopped the fourth.
    def test_nothing_is_written_where_one_of_the_files_is_there(self):
        (self.folder / "s").mkdir()
        (self.folder / "s/scenarios.yaml").write_text("mine\n")
        done = self.init(4, "s", expect=6)
        self.assertIn("scenarios.yaml", done.stderr)
        self.assertEqual(self.texts("s"), {"scenarios.yaml": "mine\n"})

    def test_wrong_sizes_are_refused(self):
        for wrong in ("0", "-1", "10001", "many", "1.5"):
            with self.subTest(wrong=wrong):
                self.init(wrong, "s", expect=2)
                self.assertFalse((self.folder / "s").exists())
        self.call("init", "--seed", 3, "x.yaml", expect=2)
        self.call("init", "--synthetic", 3, "--from", "out", "s", expect=2)


class Large(LargeWorldTest):
    # Generous by an order of magnitude: it is for loops over countries inside loops over disputes, which took minutes.
    def test_a_thousand_countries_are_checked_in_seconds(self):
        self.init(1000, "s")
        start = time.monotonic()
        check = self.call("check", "s/experiment.yaml")
        self.assertLess(time.monotonic() - start, 20 * SLOWNESS)
        self.assertNotIn("warn", check.stderr)
        self.assertIn("8 blocks a part", check.stdout)  # of a gigabyte of outcomes, not of 16,384 runs

    # Would catch: a month between evaluations that depends on the thread or on where a replay begins; silence about it.
    def test_a_network_with_too_many_junctions_is_announced_and_replayed_bit_for_bit(self):
        self.init(3, "s")
        region = self.folder / "s/region.yaml"
        side = 6
        roads = [f"    - {{id: g_{r}_{c}_{name}, from: G_{r}_{c}, to: {to}, country: C00001, corridor: link, km: 90, capacity: {4 + (r * 5 + c) % 7}, quality: 0.5}}\n"
                 for r in range(side) for c in range(side)
                 for name, to in (("e", f"G_{r}_{c + 1}" if c + 1 < side else "X1"), ("s", f"G_{r + 1}_{c}"))
                 if not (name == "s" and r + 1 == side)]
        gates = [f"    - {{id: gate_{r}, from: E1, to: G_{r}_0, country: '', corridor: link, km: 50, capacity: 9, quality: 0.9}}\n" for r in range(side)]
        text = region.read_text()
        head, tail = text.split("  segments:\n")
        region.write_text(head + "  segments:\n" + "".join(gates + roads) + tail)
        check = self.call("check", "s/experiment.yaml")
        self.assertIn("the road network between E1 and X1 keeps 36 junctions", check.stderr)
        for threads in (1, 2):
            run = self.call("run", "s/experiment.yaml", "--runs", 600, "--set", "experiment.months=30", "--policy", "status_quo",
                            "--threads", threads, "--out", f"o{threads}")
            self.assertIn("keeps 36 junctions", run.stderr)
        one, two = ((self.folder / f"o{threads}/result.h5").read_bytes() for threads in (1, 2))
        self.assertEqual(one, two)
        replay = self.call("replay", "o1", "--policy", "status_quo", "--run", 333)
        self.assertIn("bit for bit", replay.stderr)


if __name__ == "__main__":
    main()
