"""tools/record_paths: the files of configs/western_balkans/record/ are what the tables make of them."""
import importlib.machinery
import importlib.util
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

SOURCE = pathlib.Path(sys.argv[1]).resolve()
SCRIPT = "tools/record_paths"
REGION = "configs/western_balkans"
CRISES = f"{REGION}/data/crises_2000_2017.csv"
STRENGTH = f"{REGION}/data/mission_strength.csv"
POLICIES = f"{REGION}/record/policies.yaml"


def module():
    loader = importlib.machinery.SourceFileLoader("record_paths", str(SOURCE / SCRIPT))
    loaded = importlib.util.module_from_spec(importlib.util.spec_from_loader("record_paths", loader))
    loader.exec_module(loaded)
    return loaded


paths = module()
month = paths.month_of


def call(root, *arguments):
    return subprocess.run([sys.executable, root / SCRIPT, *arguments], capture_output=True, text=True, timeout=60)


class Files(unittest.TestCase):
    def test_they_are_what_the_tables_make_of_them(self):
        done = call(SOURCE, "--check")
        self.assertEqual((done.stdout, done.stderr, done.returncode), ("", "", 0))

    def test_paths_of_a_later_start_are_those_of_an_earlier_one_cut(self):
        """Would catch: a cut that begins with the next row and not with the value at the start."""
        policies = yaml.safe_load((SOURCE / POLICIES).read_text())
        scenarios = yaml.safe_load((SOURCE / REGION / "record/scenarios.yaml").read_text())
        dated = lambda path: {month(date): value for date, value in path.items()}
        for start in ["2013-01", "2018-01"]:
            pairs = [(policies["as_recorded_2000"][lever], path)
                     for lever, path in policies[f"as_recorded_{start[:4]}"].items()]
            for index in ["oversight", "capture"]:
                pairs += [(scenarios["record_2000"]["follow"][index][country], path)
                          for country, path in scenarios[f"record_{start[:4]}"]["follow"][index].items()]
            self.assertEqual(len(pairs), 15)
            for long, cut in pairs:
                self.assertEqual(min(cut), start)
                for date in range(month(start), month("2026-01")):
                    self.assertAlmostEqual(paths.at(dated(cut), date), paths.at(dated(long), date), delta=0.0011)

    def test_missions_start_at_what_the_policy_gives_them(self):
        """Would catch: a shift against another strength than the lever's."""
        policies = yaml.safe_load((SOURCE / POLICIES).read_text())
        scenarios = yaml.safe_load((SOURCE / REGION / "record/scenarios.yaml").read_text())
        missions = yaml.safe_load((SOURCE / REGION / "region.yaml").read_text())["missions"]
        for start in ["2000", "2013", "2018"]:
            for mission, shift in scenarios[f"record_{start}"]["shift"]["strength"].items():
                today = missions[mission]["strength"]["value"]
                share = policies[f"as_recorded_{start}"][f"missions.{mission}"][f"{start}-01"]
                self.assertAlmostEqual(today + shift, today * share, delta=1)


class Rules(unittest.TestCase):
    def test_paths_are_straight_between_dates_and_constant_outside(self):
        path = {10: 1.0, 20: 3.0}
        self.assertEqual([paths.at(path, m) for m in (0, 10, 15, 20, 99)], [1, 1, 2, 3, 3])
        self.assertEqual(paths.from_start(path, 15), {15: 2, 20: 3})
        self.assertEqual(paths.from_start(path, 5), {5: 1, 10: 1, 20: 3})

    def test_episodes_that_overlap_or_touch_are_one_spell_and_those_at_1_are_none(self):
        spells = paths.spells_of([(1, 3, 2, "a"), (2, 2, 1, "b"), (4, 5, 4, "c"), (7, 7, 3, "d")])
        self.assertEqual([spell[:3] for spell in spells], [(1, 5, 4), (7, 7, 3)])

    def test_memory_fades_and_rises_by_one_at_every_onset_of_a_stand_off(self):
        first = month("2000-01")
        fade = math.exp(-0.173 / 12)
        spells = [(first, first + 1, 5, "before"), (first + 2, first + 2, 2, "small"), (first + 6, first + 8, 3, "a")]
        recency, onsets = paths.recency_at(spells, first + 12, 0.5, 0.173)
        self.assertEqual(onsets, {first + 6: "a"})
        self.assertAlmostEqual(recency, 0.5 * fade**12 + fade**6)
        self.assertEqual(paths.recency_at([(first + 1, first + 1, 4, "b")], first + 1, 1.9, 0.173)[0], 2)

    def test_the_level_is_that_of_the_largest_episode_that_covers_the_month(self):
        episodes = [(1, 3, 1, "a"), (3, 4, 2, "b")]
        self.assertEqual(paths.level_at(episodes, 3, 0), (2, "level of b"))
        self.assertEqual(paths.level_at(episodes, 5, 1)[0], 1)

    def test_governance_is_split_as_it_is_today(self):
        oversight, capture = paths.split(0.3, 0.6, 0.4)
        self.assertAlmostEqual(oversight * (1 - capture), 0.3)
        self.assertAlmostEqual(oversight / (1 - capture), 1.0)
        self.assertEqual(paths.split(0.36, 0.6, 0.4), (0.6, 0.4))
        self.assertEqual(paths.split(1.5, 0.9, 0.1), (0.99, 0.01))


class Tool(unittest.TestCase):
    """On a copy of what the script reads."""

    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.root = pathlib.Path(work.name)
        (self.root / "tools").mkdir()
        shutil.copy(SOURCE / SCRIPT, self.root / "tools")
        for folder in ["data", "record"]:
            shutil.copytree(SOURCE / REGION / folder, self.root / REGION / folder)
        shutil.copy(SOURCE / REGION / "region.yaml", self.root / REGION)
        shutil.copy(SOURCE / "configs/parameters.yaml", self.root / "configs")

    def plant(self, file, old, new):
        text = (self.root / file).read_bytes().decode()
        self.assertIn(old, text)
        (self.root / file).write_bytes(text.replace(old, new, 1).encode())

    def test_check_names_the_file_and_writing_mends_it(self):
        right = (self.root / POLICIES).read_text()
        self.plant(POLICIES, "2014-06: 5.25", "2014-06: 5.26")
        done = call(self.root, "--check")
        self.assertEqual((done.returncode, done.stdout.count("\n")), (1, 1))
        self.assertIn(POLICIES, done.stdout)
        self.assertEqual(f"wrote {POLICIES}\n", call(self.root, "--write").stdout)
        self.assertEqual(right, (self.root / POLICIES).read_text())

    def test_another_table_makes_other_files(self):
        self.plant(STRENGTH, "KFOR,2013-11,5000", "KFOR,2013-11,5100")
        self.assertIn(POLICIES, call(self.root, "--check").stdout)
        self.plant(CRISES, "2012-11,2013-01,3,2", "2012-11,2012-12,2,2")
        self.assertIn("region_2013.yaml", call(self.root, "--check").stdout)

    def test_a_row_of_the_record_stands_for_one_dispute_or_says_why_not(self):
        old = ",PRESEVO,\r\n"
        for new in [",,\r\n", ",PRESEVO,why\r\n", ",VALLEY,\r\n"]:
            with self.subTest(new):
                self.plant(CRISES, old, new)
                done = call(self.root, "--check")
                self.assertEqual(done.returncode, 2)
                self.assertIn("E001", done.stderr)
                self.plant(CRISES, new, old)

    def test_a_file_without_the_line_that_ends_its_head_is_left_alone(self):
        self.plant(POLICIES, paths.MARKER, "")
        before = (self.root / POLICIES).read_text()
        self.assertEqual(call(self.root, "--write").returncode, 2)
        self.assertEqual(before, (self.root / POLICIES).read_text())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
