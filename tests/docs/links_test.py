"""Every link of every page leads somewhere, on GitHub and in the site; every page of docs/ is found; and each check sees
the fault it is there for.

usage: links_test.py SOURCE [unittest arguments]
"""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import links

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()


class Links(unittest.TestCase):
    """One test for each check, made below."""


def test_of(check):
    return lambda self: self.assertEqual([], check(SOURCE), "\n" + "\n".join(check(SOURCE)))


for one in links.ALL:
    setattr(Links, f"test_there_are_no_{one.__name__}", test_of(one))


class Anchors(unittest.TestCase):
    def test_of_a_heading_with_a_dash_between_spaces_differ(self):
        # Would catch: one rule taken for the other. GitHub keeps both spaces, Python-Markdown one.
        self.assertEqual(links.github_anchor("A - b: `c`, d".replace("`", "")), "a---b-c-d")
        self.assertEqual(links.site_anchor("A - b: c, d"), "a-b-c-d")
        self.assertEqual(links.github_anchor("détente"), "détente")
        self.assertEqual(links.site_anchor("détente"), "detente")


class Planted(unittest.TestCase):
    """A small tree with one page of each kind; in each test one fault."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        limits = "[limits](model/limits.md)\n"
        self.write("README.md", "# A\n[limits](docs/model/limits.md)\n")
        self.write("docs/index.md", f"# Index\n{limits}[first](tutorials/first.md#how-far)\n[A](../README.md)\n"
                   "[B](contributing.md)\n")
        self.write("docs/contributing.md", "# B\n| [run.cpp](../tools/run.cpp) | `run`, `Runs::begin` | starts |\n")
        self.write("tools/run.cpp", "void run() { Runs().begin(); }\n")
        self.write("docs/tutorials/first.md", "# First\n[limits](../model/limits.md)\n\n## How far\n")
        self.write("docs/model/limits.md", "# Limits\n\n    [in code](nowhere.md)\n")
        self.write("tools/docs/mkdocs.yml", "nav: [index.md, contributing.md, a: [tutorials/first.md, b: "
                   "model/limits.md], c: repository/README.md]\n")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def plant(self, path, old, new):
        text = (self.root / path).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.write(path, text.replace(old, new))

    def expect(self, check, word):
        self.assertIn(word, " ".join(check(self.root)))

    def test_nothing_is_wrong_with_the_tree_itself(self):
        self.assertEqual([], [fault for check in links.ALL for fault in check(self.root)])

    def test_a_link_to_no_file(self):
        self.plant("docs/index.md", "(../README.md)", "(../README.txt)")
        self.expect(links.dead_links, "no file ../README.txt")

    def test_a_link_out_of_the_repository(self):
        self.plant("docs/index.md", "(../README.md)", "(../../README.md)")
        self.expect(links.dead_links, "no file ../../README.md")

    def test_a_link_to_no_heading(self):
        self.plant("docs/tutorials/first.md", "## How far", "## How long")
        self.expect(links.dead_links, "no heading tutorials/first.md#how-far")

    def test_an_anchor_that_only_one_of_the_two_rules_makes(self):
        self.plant("docs/tutorials/first.md", "## How far", "## How - far")
        self.plant("docs/index.md", "#how-far", "#how---far")
        self.expect(links.dead_links, "not the same")

    def test_a_heading_within_a_block_of_code(self):
        self.plant("docs/tutorials/first.md", "## How far", "```sh\n## How far\n```")
        self.expect(links.dead_links, "no heading")

    def test_a_page_not_in_nav(self):
        self.plant("tools/docs/mkdocs.yml", "tutorials/first.md, ", "")
        self.expect(links.pages_not_in_nav, "docs/tutorials/first.md")

    def test_a_nav_entry_without_page(self):
        self.plant("tools/docs/mkdocs.yml", "repository/README.md", "repository/README.txt")
        self.expect(links.nav_without_page, "repository/README.txt")

    def test_a_page_in_nav_twice(self):
        self.plant("tools/docs/mkdocs.yml", "nav: [", "nav: [model/limits.md, ")
        self.expect(links.nav_without_page, "twice")

    def test_a_page_that_no_link_reaches(self):
        self.plant("docs/index.md", "[first](tutorials/first.md#how-far)", "")
        self.expect(links.pages_out_of_reach, "docs/tutorials/first.md")

    def test_a_station_whose_function_has_another_name(self):
        self.plant("tools/run.cpp", "begin", "start")
        self.expect(links.stations_that_moved, "../tools/run.cpp has no Runs::begin")

    def test_a_tutorial_without_limits(self):
        self.plant("docs/tutorials/first.md", "[limits](../model/limits.md)", "")
        self.expect(links.pages_without_limits, "docs/tutorials/first.md")


if __name__ == "__main__":
    unittest.main(verbosity=1)
