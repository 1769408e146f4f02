"""Every command of README.md, docs/ and outputs/README.md works as it stands, or is in command_tables.py with the reason
why it is not run here and what runs it instead. Each page is followed from top to bottom in a folder of its own.

usage: commands_test.py PROGRAM SOURCE [--full] [unittest arguments]
  --full   the tutorials in the sizes that they state, and what they show is what comes out (minutes)
"""
import functools
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import command_tables as tables
from doc_commands import commands_of

FULL = "--full" in sys.argv and not sys.argv.remove("--full")
PROGRAM, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
PAGES = ["README.md", "outputs/README.md",
         *sorted(page.relative_to(SOURCE).as_posix() for page in (SOURCE / "docs").rglob("*.md"))]
TUTORIALS = [page for page in PAGES if page.startswith("docs/tutorials/")]
PATIENCE = 1500 if FULL else 300  # seconds for a page


def fits(entry, command):
    return entry[0] in ("*", command.page) and command.text.startswith(entry[1])


def text_of(page):
    return (SOURCE / page).read_text(encoding="utf-8")


@functools.cache
def commands(page):
    return list(commands_of(page, text_of(page)))


def is_run(command):
    return not any(fits(entry, command) for entry in tables.NOT_RUN)


def smaller(command):
    text = command.text
    for page, old, new in [] if FULL else tables.SMALLER:
        if page in ("*", command.page):
            text = text.replace(old, new)
    return text


def exits(command):
    return next((entry[2] for entry in tables.EXITS if fits(entry, command)), {0})


class Folder:
    """Laid out like the repository; what commands write stays in it."""

    def __init__(self, path, has_result):
        self.path = path
        shutil.copytree(SOURCE / "configs", path / "configs")  # a page may add a region
        for name in ("docs", "tests", "tools"):
            (path / name).symlink_to(SOURCE / name)
        program = path / "build/release/tools/detente/detente"
        program.parent.mkdir(parents=True)
        program.symlink_to(PROGRAM)
        (path / "outputs").mkdir()
        if has_result:
            shutil.copytree(RESULT / "outputs/quickstart", path / "outputs/quickstart")

    def run(self, page):
        """Follows a page. Returns [(command, exit code, what it printed)]."""
        # -u: a page that uses $d before it says what that is would run the next word, `init` for one.
        script, followed = ["set -u", "cd " + shlex.quote(str(self.path))], []
        for k, command in enumerate(commands(page)):
            if not is_run(command):
                continue
            text = smaller(command)
            if command.kind != "sh":
                (self.path / f"block_{k}.{command.kind}").write_text(text, encoding="utf-8")
                text = f"{'/usr/bin/python3' if command.kind == 'python' else 'Rscript'} block_{k}.{command.kind}"
            script.append(f"{{ :\n{text}\n}} >out_{k} 2>&1 </dev/null; echo $? >exit_{k}")
            followed.append((k, command))
        environment = dict(os.environ, PATH=f"{PROGRAM.parent}:{os.environ['PATH']}", DETENTE=str(PROGRAM),
                           PYTHONDONTWRITEBYTECODE="1")
        subprocess.run(["bash", "-c", "\n".join(script)], env=environment, timeout=PATIENCE, check=False)
        return [(command, int(self.read(f"exit_{k}") or -1), self.read(f"out_{k}")) for k, command in followed]

    def names(self):
        """What stands in the top folder, without the files by which this test follows a page."""
        return {file.name for file in self.path.iterdir() if not re.match(r"(out|exit|block)_\d+", file.name)}

    def read(self, name):
        """What a command left behind; nothing if it was not reached."""
        file = self.path / name
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


def setUpModule():
    global RESULT
    RESULT = pathlib.Path(unittest.enterModuleContext(tempfile.TemporaryDirectory()))
    small = ["--runs", "128", "--set", "experiment.months=60", "-q"]
    subprocess.run([PROGRAM, "run", SOURCE / tables.QUICKSTART, *small], cwd=RESULT, check=True, capture_output=True,
                   timeout=120)


class Pages(unittest.TestCase):
    """A test for each page with commands, made below. Would catch: an option that was renamed, a file that moved, an
    example whose keys no longer exist, a step that lacks an earlier one."""

    def follow(self, page):
        with tempfile.TemporaryDirectory() as folder:
            place = Folder(pathlib.Path(folder), page not in tables.MAKE_THEIR_OWN)
            before = place.names()
            followed = place.run(page)
            if page in TUTORIALS:  # would catch: a first hour after which git lists files that nobody meant to add
                self.assertEqual(place.names() - before, set())
        for command, code, output in followed:
            with self.subTest(place=f"{page}:{command.line}"):
                self.assertIn(code, exits(command), f"{command.text}\n{output[-2000:]}")
        return followed

    def shows(self, page, followed):
        """What the page shows in a text block is a line of what its commands print."""
        printed = {re.sub(r"\s+", " ", line).strip() for _, _, output in followed for line in output.splitlines()}
        for block in re.findall(r"^```text\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                if line.strip() and not re.search(tables.VARIES, line) and not block.startswith("Figure"):
                    with self.subTest(page=page, line=line):
                        self.assertIn(re.sub(r"\s+", " ", line).strip(), printed)


def test_of(page):
    def test(self):
        followed = self.follow(page)
        if FULL:
            self.shows(page, followed)
    return test


for one in TUTORIALS if FULL else PAGES:
    if any(map(is_run, commands(one))):
        setattr(Pages, "test_" + re.sub(r"\W", "_", one), test_of(one))


@unittest.skipIf(FULL, "of the fast tier")
class Tables(unittest.TestCase):
    def test_no_entry_is_left_of_a_command_that_is_gone(self):
        # Would catch: a command that was renamed and so runs, or does not, for the wrong reason.
        everything = [command for page in PAGES for command in commands(page)]
        for entry in [*tables.NOT_RUN, *tables.EXITS]:
            self.assertTrue(any(fits(entry, command) for command in everything), entry)
        for page, old, _ in tables.SMALLER:
            there = [command for command in everything if page in ("*", command.page) and is_run(command)]
            self.assertTrue(any(old in command.text for command in there), (page, old))

    def test_every_reason_names_what_runs_it_instead(self):
        for page, start, reason, instead in tables.NOT_RUN:
            self.assertTrue(reason and instead, (page, start))


@unittest.skipIf(FULL, "of the fast tier")
class Options(unittest.TestCase):
    """Commands within sentences and tables, and those that are not run: their subcommands and options are there."""

    @functools.cache
    def help(self, *subcommand):
        return subprocess.run([PROGRAM, *subcommand, "--help"], capture_output=True, text=True, timeout=60).stdout

    def test_subcommands_and_options_exist(self):
        known = set(re.findall(r"^  (\w+) {2,}", self.help(), re.MULTILINE))
        for page in PAGES:
            prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
            spans = re.findall(r"`((?:detente|\$d) [^`]+)`", prose)
            spans += [command.text for command in commands(page) if not is_run(command) and command.kind == "sh"]
            for span in spans:
                call = re.match(r"(?:detente|\$d) (\w+)(.*)", re.sub(r" {4}# .*", "", span), re.DOTALL)
                if not call:
                    continue
                with self.subTest(page=page, call=span):
                    self.assertIn(call[1], known)
                    for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", call[2]):
                        self.assertIn(option, self.help(call[1]))


if __name__ == "__main__":
    unittest.main(verbosity=1)
