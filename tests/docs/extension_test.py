"""The pages that say how to add a process or an outcome show the code of a patch that applies to the sources as they are.

usage: extension_test.py SOURCE [unittest arguments]
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
PATCHES = SOURCE / "tests/docs/extension"
PAGES = {"process": "docs/howto/own_process.md", "outcome": "docs/howto/own_outcome.md"}
BLOCK = re.compile(r"^```(?:cpp|yaml|cmake)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def difference(patch):
    """The patch without the lines that say what it is."""
    return patch[patch.index("--- "):]


def files_of(patch):
    return re.findall(r"^\+\+\+ b/(\S+)", patch, re.MULTILINE)


def lines_after(patch):
    """Lines of the changed files, as far as the patch shows them."""
    return {line[1:] for line in difference(patch).splitlines() if line[:1] in "+ " and not line.startswith("+++")}


def strangers(page, patch):
    """Lines of code that a page shows and the patch does not have."""
    known = lines_after(patch)
    return [line for block in BLOCK.findall(page) for line in block.splitlines() if line.strip() and line not in known]


def apply(patch, root):
    """What `patch` says against it; nothing if it applies."""
    done = subprocess.run(["patch", "--strip=1", "--batch", "--fuzz=0", "--forward", "--directory", root],
                          input=difference(patch), capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def copy_of(patch, root):
    """The files that the patch changes, in a folder of their own."""
    for file in files_of(patch):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        if (SOURCE / file).exists():
            shutil.copy(SOURCE / file, root / file)


def each():
    """(name, patch, page)"""
    return [(name, (PATCHES / f"{name}.patch").read_text(encoding="utf-8"), (SOURCE / page).read_text(encoding="utf-8"))
            for name, page in PAGES.items()]


class Extension(unittest.TestCase):
    def test_patches_apply_to_the_sources_as_they_are(self):
        # Would catch: sources that have moved on, so that who follows the page ends in a conflict.
        for name, patch, _ in each():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                copy_of(patch, pathlib.Path(folder))
                self.assertEqual("", apply(patch, folder))

    def test_code_of_the_pages_is_that_of_the_patches(self):
        # Would catch: an example that was edited on the page alone and does not compile.
        for name, patch, page in each():
            with self.subTest(name):
                self.assertEqual([], strangers(page, patch))
                self.assertGreater(len(BLOCK.findall(page)), 5)

    def test_pages_name_every_file_that_the_patch_touches(self):
        # Would catch: a step that the page leaves out.
        for name, patch, page in each():
            with self.subTest(name):
                self.assertEqual([], [file for file in files_of(patch) if file not in page])

    def test_patches_say_what_to_build_and_to_run(self):
        for _, patch, _ in each():
            for key in ("what", "target", "test"):
                self.assertRegex(patch[:patch.index("--- ")], rf"(?m)^{key}: \S")

    def test_numbers_of_the_streams_are_free(self):
        # Would catch: another process that has taken the number since.
        streams = (SOURCE / "models/streams.hpp").read_text(encoding="utf-8")
        patch = (PATCHES / "process.patch").read_text(encoding="utf-8")
        number = re.search(r"^\+  emigration = (\d+),", patch, re.MULTILINE)[1]
        self.assertNotIn(number, re.findall(r"^  \w+ = (\d+),", streams, re.MULTILINE))

    def test_the_model_book_is_whole_with_the_process(self):
        # Would catch: an equation without a test, a coefficient without a row, a page without a passage of the brief.
        import model_book
        patch = (PATCHES / "process.patch").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            for part in ("configs", "docs", "engine", "models", "tests", "tools"):
                shutil.copytree(SOURCE / part, root / part, ignore=shutil.ignore_patterns("*.h5", "node_modules"))
            (root / "outputs").mkdir()
            for file in ("README.md", "CHANGELOG.md", "CITATION.cff", "outputs/README.md"):
                shutil.copy(SOURCE / file, root / file)
            self.assertEqual("", apply(patch, root))
            subprocess.run([root / "tools/docs/model_tables", "--root", root], check=True, capture_output=True)
            faults = [fault for check in model_book.ALL for fault in check(root)]
            before = [fault for check in model_book.ALL for fault in check(SOURCE)]
            self.assertEqual([], [fault for fault in faults if fault not in before])


class Planted(unittest.TestCase):
    PATCH = "what: x\n--- a/f.txt\n+++ b/f.txt\n@@ -1,2 +1,3 @@\n one\n+new\n two\n"

    def test_a_line_of_the_page_that_is_not_in_the_patch(self):
        self.assertEqual(["newer"], strangers("```cpp\none\nnewer\n```\n", self.PATCH))

    def test_a_source_that_has_moved_on(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "f.txt").write_text("one\nthree\n")
            self.assertIn("FAILED", apply(self.PATCH, folder))


if __name__ == "__main__":
    unittest.main(verbosity=1)
