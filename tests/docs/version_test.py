"""The version stands in four files, and whether it is released in two: all of them agree (docs/release.md).

usage: version_test.py SOURCE [unittest arguments]
"""
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
VERSIONS = {
    "CMakeLists.txt": r"^project\(detente VERSION (\S+)",
    "CITATION.cff": r"^version: (\S+)$",
    "tools/analysis/python/pyproject.toml": r'^version = "(\S+)"$',
    "tools/analysis/R/DESCRIPTION": r"^Version: (\S+)$",
}


def found(source, file, pattern):
    """What the pattern finds in a file; None if nothing."""
    match = re.search(pattern, (source / file).read_text(), re.MULTILINE)
    return match and match[1]


def faults(source):
    """A sentence for each disagreement."""
    versions = {file: found(source, file, pattern) for file, pattern in VERSIONS.items()}
    version = versions["CMakeLists.txt"]
    list_of = [f"{file} is of version {other}, CMakeLists.txt of {version}"
               for file, other in versions.items() if other != version]
    changelog = (source / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", changelog, re.MULTILINE)
    if not headings or headings[0] != ("Unreleased", ""):
        list_of.append("CHANGELOG.md does not begin with [Unreleased]")
    list_of += [f"CHANGELOG.md gives {name} no day" for name, day in headings[1:] if not day]
    released = dict(headings).get(version)
    cited = found(source, "CITATION.cff", r"^date-released: (\S+)$")
    if released != cited:
        list_of.append(f"version {version} is of {released} in CHANGELOG.md and of {cited} in CITATION.cff")
    return list_of


class Version(unittest.TestCase):
    def test_is_the_same_everywhere(self):
        self.assertEqual([], faults(SOURCE))


class Planted(unittest.TestCase):
    """A copy of the files; in each test one change."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = pathlib.Path(folder.name)
        for file in (*VERSIONS, "CHANGELOG.md"):
            (self.source / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SOURCE / file, self.source / file)
        # As before any release, whatever has been released since.
        for file, of_a_release in (("CITATION.cff", r"^date-released: .*\n"), ("CHANGELOG.md", r"^## \[\d.*\n")):
            text = (self.source / file).read_text()
            (self.source / file).write_text(re.sub(of_a_release, "", text, flags=re.MULTILINE))

    def change(self, file, pattern, replacement):
        text, changes = re.subn(pattern, replacement, (self.source / file).read_text(), count=1, flags=re.MULTILINE)
        self.assertEqual(1, changes)
        (self.source / file).write_text(text)

    def test_version_that_differs_is_seen_in_every_file(self):
        for file, pattern in VERSIONS.items():
            before = (self.source / file).read_text()
            self.change(file, pattern, lambda match: match[0].replace(match[1], "9.8.7"))
            self.assertTrue(any("9.8.7" in fault for fault in faults(self.source)), file)
            (self.source / file).write_text(before)

    def test_release_needs_its_day_in_both(self):
        version = found(self.source, "CMakeLists.txt", VERSIONS["CMakeLists.txt"])
        self.change("CHANGELOG.md", r"^## \[Unreleased\]$", f"## [Unreleased]\n\n## [{version}] - 2031-02-03")
        self.assertEqual([f"version {version} is of 2031-02-03 in CHANGELOG.md and of None in CITATION.cff"],
                         faults(self.source))

        self.change("CITATION.cff", r"^version: .*$", r"\g<0>\ndate-released: 2031-02-03")
        self.assertEqual([], faults(self.source))

    def test_changelog_begins_with_what_is_to_come(self):
        self.change("CHANGELOG.md", r"^## \[Unreleased\]$", "## [7.0.0]")
        self.assertEqual(["CHANGELOG.md does not begin with [Unreleased]"], faults(self.source))


if __name__ == "__main__":
    unittest.main()
