"""Exit codes: one table, which manuals, the prose and the package for Python repeat."""
import re

from detente_command import SOURCE, CommandTest, main

CODES = {0, 1, 2, 3, 4, 5, 6, 7, 75, 130, 143}


class ExitCodes(CommandTest):
    def told(self):
        """Code to meaning, as the page of commands has them."""
        text = self.call("manual", "--format", "md").stdout
        table = text.split("\n## Exit codes\n")[1]
        return {int(code): meaning for code, meaning in re.findall(r"^\| (\d+) \| (.+) \|$", table, re.MULTILINE)}

    def test_the_table_has_every_code_that_commands_end_with(self):
        """Would catch: a new code that no manual tells."""
        source = (SOURCE / "tools/detente/exit_codes.hpp").read_text()
        declared = {int(number) for number in re.findall(r"^  \w+ = (\d+),", source, re.MULTILINE)}
        self.assertEqual(declared, CODES)
        self.assertEqual(set(self.told()), declared)

    def test_every_page_of_the_manual_tells_the_same(self):
        told = self.told()
        for page in (["manual"], ["manual", "run"], ["manual", "doctor"]):
            with self.subTest(page):
                text = self.call(*page).stdout.split(".SH EXIT STATUS\n")[1]
                for code, meaning in told.items():
                    self.assertIn(f".TP\n{code}\n{meaning}\n", text.replace("\\-", "-"))

    def test_prose_names_no_other_code(self):
        """Would catch: a page that still tells a code by which nothing ends."""
        pages = [*SOURCE.glob("docs/*.md"), *SOURCE.glob("docs/tutorials/*.md"), SOURCE / "README.md",
                 SOURCE / "tools/analysis/python/detente/errors.py"]
        named = {page.name: {int(code) for code in re.findall(r"[Ee]xit(?:s with| code)? (\d+)\b", page.read_text())} for page in pages}
        self.assertGreater(len(set().union(*named.values())), 5)  # the pattern finds what there is
        self.assertEqual({name: codes - CODES for name, codes in named.items() if codes - CODES}, {})

    def test_the_package_for_python_knows_what_its_codes_mean(self):
        text = (SOURCE / "tools/analysis/python/detente/errors.py").read_text()
        listed = re.search(r"exit_code: of the command \((.+?)\)", text, re.DOTALL)[1]
        self.assertLessEqual({int(code) for code in re.findall(r"\b(\d+) ", listed)}, set(self.told()))
        self.assertIn("Exit codes", (SOURCE / "docs/running.md").read_text())


if __name__ == "__main__":
    main()
