"""An installation in a folder of its own: found from anywhere and after it was moved, with its configurations, kernels,
manual and completion; and what the packages have besides.

usage: installation_test.py PROGRAM SOURCE BUILD [unittest arguments]
"""
import gzip
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(3)).resolve()

from detente_command import PROGRAM, QUICKSTART, SOURCE, CommandTest, main  # noqa: E402 (reads the arguments that are left)


def stdout_of(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options).stdout


class InstallationTest(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.prefix = pathlib.Path(tempfile.mkdtemp(prefix="detente-installed-"))
        cls.addClassCleanup(shutil.rmtree, cls.prefix, ignore_errors=True)
        subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(cls.prefix / "first")], check=True, capture_output=True)
        # It is used from where it was moved to. Would catch: a path of the build or of the first folder that is kept.
        (cls.prefix / "first").rename(cls.prefix / "moved")
        cls.root = cls.prefix / "moved"
        cls.program = cls.root / "bin/detente"
        cls.with_mpi = (cls.root / "bin/detente-mpi").exists()
        cls.with_python = (cls.root / "lib/python3/dist-packages/detente").exists()

    def installed(self, *arguments, expect=0):
        done = subprocess.run([str(self.program), *map(str, arguments)], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done


class Installed(InstallationTest):
    def test_doctor_finds_all_that_belongs_to_it(self):
        findings = {each["subject"]: each for each in json.loads(self.installed("doctor", "--json").stdout)["findings"]}
        self.assertEqual([each for each in findings.values() if each["state"] == "wrong"], [])
        self.assertEqual(findings["configs"]["found"], str(self.root / "share/detente/configs"))
        built = sorted(path.stem.removeprefix("detente_kernel_") for path in (BUILD / "lib/detente").glob("*.so"))
        self.assertEqual(findings["kernels"]["found"].split(";")[0].split(", "), ["baseline", *built])

    def test_the_first_steps_of_a_user_in_an_empty_folder(self):
        self.installed("init", "mine.yaml")
        self.assertIn(str(self.root / "share/detente/configs/western_balkans/region.yaml"), (self.folder / "mine.yaml").read_text())
        self.installed("check", "mine.yaml")
        self.installed("run", "mine.yaml", "--runs", 64, "--policy", "status_quo", "-q")
        self.installed("report", "outputs/mine", "-q")
        self.assertIn("governance", self.installed("params", "governance").stdout)
        self.assertGreater((self.folder / "outputs/mine/report.html").stat().st_size, 100_000)

    # Would catch: results that depend on where the program stands.
    def test_same_bits_as_from_the_build(self):
        quickstart = self.root / "share/detente/configs/western_balkans/experiments/quickstart.yaml"
        changes = ["--runs", 64, "--policy", "status_quo", "--set", "experiment.months=24", "-q"]
        self.installed("run", quickstart, *changes, "--out", "installed")
        self.call("run", SOURCE / "configs/western_balkans/experiments/quickstart.yaml", *changes, "--out", "built")
        tables = [self.call("export", out, "--table", "outcomes").stdout for out in ("installed", "built")]
        self.assertEqual(*tables)

    def test_without_its_configurations_it_says_so(self):
        lone = self.folder / "bin"
        lone.mkdir()
        shutil.copy(self.program, lone / "detente")
        done = subprocess.run([str(lone / "detente"), "doctor"], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 4, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"wrong +configs +neither here nor beside the program")
        self.assertIn("cmake --install", done.stdout)

    def test_a_kernel_of_another_revision_is_a_program_half_built(self):
        """Would catch: a build that was cut short, which is called a fault of the program that is to be reported."""
        kernels = json.loads(self.installed("doctor", "--json").stdout)["findings"]
        target = next(each["found"] for each in kernels if each["subject"] == "kernels").split("used here: ")[1].split(";")[0]
        if target == "baseline":
            self.skipTest("this build has no kernel beside the program, or this machine runs none of them")
        for folder in ("bin", "lib/detente"):
            (self.folder / folder).mkdir(parents=True)
        shutil.copy(self.program, self.folder / "bin/detente")
        module = (self.root / f"lib/detente/detente_kernel_{target}.so").read_bytes()
        revision = self.installed("--version").stdout.split("(")[1].split(")")[0].encode()
        self.assertIn(revision, module)
        (self.folder / f"lib/detente/detente_kernel_{target}.so").write_bytes(module.replace(revision, b"x" * len(revision)))
        command = [self.folder / "bin/detente", "run", QUICKSTART, "--runs", "4", "--set", "experiment.months=48", "-q"]

        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)

        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertIn("half built (build all of it, `cmake --build build/release`", done.stderr)
        self.assertNotIn("report", done.stderr)


class Packages(InstallationTest):
    """What cpack makes packages of; that they are right as packages is for package_test.sh, which takes minutes."""
    NAMES = {"program": "detente", "mpi": "detente-mpi", "python": "python3-detente"}

    @staticmethod
    def copyright(component):
        own = (SOURCE / "LICENSE").read_text()
        if component == "python":
            return own
        others = (SOURCE / "tools/web/THIRD_PARTY.txt").read_text()
        return f"{own}\n{others}On Debian the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.\n"

    # Would catch: a package without its licence, that of what the pages carry, or its changelog, and one of an older version.
    def test_each_has_its_licence_and_its_changelog(self):
        built = {"program": True, "mpi": self.with_mpi, "python": self.with_python}
        version = self.installed("--version").stdout.split()[1]
        for component in [each for each, is_built in built.items() if is_built]:
            with self.subTest(component):
                prefix = self.folder / component
                stdout_of("cmake", "--install", BUILD, "--component", component, "--prefix", prefix)
                documents = prefix / "share/doc" / self.NAMES[component]
                self.assertEqual((documents / "copyright").read_text(), self.copyright(component))
                with gzip.open(documents / "changelog.gz", "rt") as changelog:
                    self.assertTrue(changelog.readline().startswith(f"detente ({version}) "))
        self.assertIn("maintscript", (self.folder / "program/share/lintian/overrides/detente").read_text())

    # Would catch: files for Debian alone in a folder of one's own.
    def test_a_folder_of_its_own_has_nothing_of_debians(self):
        self.assertFalse((self.root / "share/lintian").exists())
        self.assertEqual([path.name for path in (self.root / "share/doc").iterdir()], ["detente"])
        self.assertFalse((self.root / "share/doc/detente/changelog.gz").exists())
        self.assertEqual((self.root / "share/doc/detente/copyright").read_text(), self.copyright("program"))

    # Would catch: a version in pyproject.toml that is not the program's, and metadata that Python does not find.
    def test_python_knows_the_package_and_its_version(self):
        if not self.with_python:
            self.skipTest("no module for Python in this build")
        ask = "import importlib.metadata as m; d = m.distribution('detente'); print(d.version, *d.requires, sep='\\n')"
        path = {"PYTHONPATH": str(self.root / "lib/python3/dist-packages")}
        version, *needed = stdout_of(sys.executable, "-c", ask, cwd=self.folder, env=path).splitlines()
        self.assertEqual(version, self.installed("--version").stdout.split()[1])
        self.assertIn("PyYAML>=6.0", needed)
        self.assertIn("optuna>=3.1; extra == 'optuna'", needed)


class Manual(InstallationTest):
    @staticmethod
    def text_of(page):
        with gzip.open(page, "rt", encoding="utf-8") as text:
            return text.read()

    def commands(self):
        after = self.call("--help").stdout.split("Subcommands:")[1].split("Start with")[0]
        return re.findall(r"^  ([a-z]+)  ", after, re.MULTILINE)

    def options_of(self, command):
        return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", self.call(command, "--help").stdout.split("Options:")[1]))

    # Would catch: a command or an option that help knows and the manual does not.
    def test_a_page_for_each_command_with_each_option(self):
        pages = self.root / "share/man/man1"
        commands = self.commands()
        self.assertGreater(len(commands), 25)
        expected = ["detente", *(f"detente-{command}" for command in commands), *(["detente-mpi"] if self.with_mpi else [])]
        self.assertEqual(sorted(path.name for path in pages.iterdir()), sorted(f"{name}.1.gz" for name in expected))
        for command in commands:
            page = self.text_of(pages / f"detente-{command}.1.gz").replace("\\-", "-")
            self.assertEqual({option for option in self.options_of(command) if option not in page}, set(), command)

    # Would catch: a page of the documentation that is of an older program.
    def test_the_page_of_commands_is_of_this_program(self):
        page = (SOURCE / "docs/commands.md").read_text()
        done = subprocess.run([PROGRAM, "manual", "--format", "md"], cwd=SOURCE, check=True, capture_output=True, text=True)
        self.assertTrue(page.endswith(done.stdout), "tools/docs/command_page writes it anew")

    @unittest.skipUnless(shutil.which("groff"), "no groff here")
    def test_pages_are_set_without_a_warning(self):
        for page in sorted((self.root / "share/man/man1").iterdir()):
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-b"], input=self.text_of(page), capture_output=True,
                                  text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), page.name)
            self.assertIn("EXIT STATUS", re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout))  # without bold and colours


class Completion(InstallationTest):
    def complete(self, *words):
        """What bash offers for the last of these words."""
        script = self.root / "share/bash-completion/completions/detente"
        ask = (f'source {script}; COMP_WORDS=({" ".join(map(repr, words))}); COMP_CWORD={len(words) - 1}; '
               'compopt() { :; }; _detente; printf "%s\\n" "${COMPREPLY[@]}"')
        return stdout_of("bash", "-c", ask, cwd=self.folder).split()

    def test_bash_offers_commands_options_choices_and_files(self):
        (self.folder / "mine.yaml").write_text("")
        (self.folder / "results").mkdir()
        self.assertEqual(self.complete("detente", "calib"), ["calibrate"])
        self.assertEqual(self.complete("detente", "run", "--if-ex"), ["--if-exists"])
        self.assertEqual(sorted(self.complete("detente", "run", "--if-exists", "")), ["error", "new", "resume"])
        self.assertEqual(self.complete("detente", "export", "results", "--table", "outc"), ["outcomes"])
        self.assertEqual(self.complete("detente", "run", "mi"), ["mine.yaml"])
        self.assertEqual(self.complete("detente", "run", "mine.yaml", "--out", ""), ["results"])
        self.assertEqual(sorted(self.complete("detente", "schema", "p")), ["parameters", "policies"])
        self.assertEqual(self.complete("detente", "run", "mine.yaml", "--runs", ""), [])

    def test_scripts_are_of_their_shell(self):
        for shell, file in [("bash", "bash-completion/completions/detente"), ("zsh", "zsh/vendor-completions/_detente"),
                            ("fish", "fish/vendor_completions.d/detente.fish")]:
            path = self.root / "share" / file
            self.assertEqual(path.read_text(), self.call("completion", shell).stdout)
            if shutil.which(shell):
                with self.subTest(shell):
                    stdout_of(shell, "-n", path)
        self.assertIn("bash", self.call("completion", "tcsh", expect=2).stderr)

    @unittest.skipUnless(shutil.which("fish"), "no fish here")
    def test_fish_offers_choices(self):
        script = self.root / "share/fish/vendor_completions.d/detente.fish"
        offered = stdout_of("fish", "--no-config", "-c", f"source {script}; complete -C 'detente run --if-exists '")
        self.assertEqual(sorted(line.split("\t")[0] for line in offered.splitlines()), ["error", "new", "resume"])


if __name__ == "__main__":
    main()
