"""The model book agrees with parameters, headers, tests and itself; and each check sees the fault it is there for.

usage: model_book_test.py SOURCE [unittest arguments]
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import model_book

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]


class Book(unittest.TestCase):
    """One test for each check, made below."""


def test_of(check):
    return lambda self: self.assertEqual([], check(SOURCE), "\n" + "\n".join(check(SOURCE)))


for one in model_book.ALL:
    setattr(Book, f"test_has_no_{one.__name__}", test_of(one))


class Copy(unittest.TestCase):
    """A copy of what the checks read, to plant faults in; each test leaves it as it was."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name).resolve()
        for part in ["configs", "docs", "engine", "models", "tests", "tools"]:
            shutil.copytree(SOURCE / part, cls.root / part)
        (cls.root / "outputs").mkdir()
        for file in ["README.md", "CHANGELOG.md", "CITATION.cff", "outputs/README.md"]:
            shutil.copy(SOURCE / file, cls.root / file)

    def write(self, path, text):
        self.addCleanup(path.write_text, model_book.text_of(path), encoding="utf-8")
        path.write_text(text, encoding="utf-8")

    def plant(self, file, old, new):
        text = model_book.text_of(self.root / file)
        self.assertIn(old, text, f"{file}: nothing to plant a fault in")
        self.write(self.root / file, text.replace(old, new, 1))


class Sound(Copy):
    """The copy itself: what Planted sees is the fault, and not something that the copy lacks."""

    def test_copy_has_no_fault(self):
        self.assertEqual([], [fault for check in model_book.ALL for fault in check(self.root)])


class Planted(Copy):
    """Each fault is seen by the check that is there for it."""

    def expect(self, check, *words):
        faults = check(self.root)
        for word in words:
            self.assertTrue(any(word in fault for fault in faults), f"{check.__name__} does not see '{word}': {faults}")

    def test_another_value_in_the_parameter_table(self):
        self.plant("configs/parameters.yaml", "gov_reward:         {value: ", "gov_reward:         {value: 9")
        self.expect(model_book.tables_that_differ, "docs/model/governance.md")

    def test_another_status_changes_the_count_too(self):
        self.plant("configs/parameters.yaml", "status: estimated", "status: judgement")
        self.expect(model_book.tables_that_differ, "docs/model/", "docs/model.md")

    def test_a_value_edited_in_the_book(self):
        self.plant("docs/model/missions.md", "| `cover` | ", "| `cover` | 9")
        self.expect(model_book.tables_that_differ, "docs/model/missions.md")

    def test_a_parameter_in_no_table(self):
        self.plant("docs/model/escalation.md", "parameters: escalation: c_* -->", "parameters: escalation: c_us -->")
        self.expect(model_book.parameters_without_table, "escalation.c_presence")

    def test_a_group_in_no_table(self):
        self.write(self.root / "docs/model/mistrust.md", "# Mistrust\n")
        self.expect(model_book.parameters_without_table, "mistrust.mis_arms")

    def test_a_parameter_that_no_equation_names(self):
        self.plant("configs/parameters.yaml", "  xi:            {", "  chi:           {")
        self.expect(model_book.parameters_without_words, "procurement.chi")

    def test_an_equation_without_a_header(self):
        self.plant("docs/model/governance.md", "capture  (G1)", "capture  (G9)")
        self.expect(model_book.tags_without_header, "(G9)")
        self.expect(model_book.tags_without_test, "(G9)")
        self.expect(model_book.tags_missing_in_book, "(G1)")
        self.expect(model_book.equations_without_named_test, "(G9)")

    def test_an_equation_that_only_a_header_has(self):
        self.plant("models/governance.hpp", "/// Governance as", "///   x <- x      (G8)\n/// Governance as")
        self.expect(model_book.tags_missing_in_book, "(G8)")

    def test_one_tag_for_two_equations(self):
        self.plant("docs/model/mistrust.md", "mis_coord coord  (M1)", "mis_coord coord  (G1)")
        self.expect(model_book.tags_set_down_twice, "(G1)")

    def test_a_tag_that_no_test_carries(self):
        for file in (self.root / "tests").rglob("*.cpp"):
            if "T6_" in model_book.text_of(file):
                self.write(file, model_book.text_of(file).replace("T6_", "T60_"))
        self.expect(model_book.tags_without_test, "(T6)")

    def test_a_named_test_that_does_not_exist(self):
        self.plant("tests/models/governance_test.cpp", "G2_money_under_full_oversight_entrenches_nothing",
                   "G2_money_under_oversight")
        self.expect(model_book.named_tests_that_do_not_exist, "G2_money_under_full_oversight_entrenches_nothing")

    def test_a_test_named_for_another_equation(self):
        self.plant("docs/model/missions.md", "| (N4) | `", "| (N4) | `Missions.N5_presence_is_at_most_1`<br>`")
        self.expect(model_book.equations_without_named_test, "does not carry (N4)")

    def test_a_link_to_no_file(self):
        self.plant("docs/model/cost.md", "(outcomes.md)", "(results.md)")
        self.plant("README.md", "(docs/model.md)", "(docs/book.md)")
        self.expect(model_book.dead_links, "docs/model/cost.md: no file results.md", "README.md: no file docs/book.md")

    def test_a_link_to_no_heading(self):
        self.plant("docs/model/escalation.md", "(decisions.md#parameters)", "(decisions.md#coefficients)")
        self.expect(model_book.dead_links, "no heading decisions.md#coefficients")

    def test_a_header_that_names_no_page(self):
        self.plant("models/missions.hpp", "docs/model/missions.md", "docs/model/troops.md")
        self.expect(model_book.dead_links, "models/missions.hpp: no file docs/model/troops.md")
        self.expect(model_book.headers_of_other_pages, "missions.hpp: (N1)")

    def test_a_section_that_the_brief_does_not_have(self):
        self.plant("docs/model/industry.md", "- **Summary.**", "- **Foreword.**")
        self.expect(model_book.passages_without_section, "no section 'Foreword'")

    def test_a_process_that_stands_for_nothing(self):
        self.plant("docs/model/industry.md", "## In the brief", "## Elsewhere")
        self.expect(model_book.passages_without_section, "industry.md: says for no passage")


class Tool(Copy):
    """tools/docs/model_tables as a command."""

    def call(self, *arguments):
        return subprocess.run([sys.executable, self.root / "tools/docs/model_tables", *arguments], capture_output=True,
                              text=True)

    def test_check_names_the_table_and_writing_mends_it(self):
        right = model_book.text_of(self.root / "docs/model/missions.md")
        self.plant("docs/model/missions.md", "| `cover` | ", "| `cover` | 9")
        wrong = model_book.text_of(self.root / "docs/model/missions.md")

        done = self.call("--check")
        self.assertEqual(1, done.returncode)
        self.assertIn("docs/model/missions.md", done.stdout)
        self.assertIn("'parameters: missions'", done.stdout)
        self.assertEqual(wrong, model_book.text_of(self.root / "docs/model/missions.md"))

        self.assertEqual("wrote docs/model/missions.md\n", self.call().stdout)
        self.assertEqual(right, model_book.text_of(self.root / "docs/model/missions.md"))
        self.assertEqual((0, ""), (self.call("--check").returncode, self.call("--check").stdout))

    def test_a_group_that_there_is_not_is_an_error(self):
        self.plant("docs/model/missions.md", "<!-- parameters: missions -->", "<!-- parameters: troops -->")
        done = self.call("--check")
        self.assertEqual(2, done.returncode)
        self.assertIn("there is no group 'troops'", done.stderr)

    def test_a_table_without_end_is_an_error(self):
        self.plant("docs/model/missions.md", "<!-- end -->", "")
        self.assertEqual(2, self.call("--check").returncode)


if __name__ == "__main__":
    unittest.main()
