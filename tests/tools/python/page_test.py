"""docs/python.md as it stands: its code runs in order, on a small result in the place of the quickstart's; and the
package installs without a network, as the page says."""
import contextlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys

import optuna

from package_case import PACKAGE, PROGRAM, QUICKSTART, SOURCE, CommandTest
from detente_command import main

PAGE = (SOURCE / "docs/python.md").read_text()
STAND_INS = pathlib.Path(__file__).resolve().parent / "stand_ins"


class Page(CommandTest):
    def test_its_code_runs_as_it_stands(self):
        """Would catch a name, an argument or a column on the page that the package does not have."""
        self.call("run", QUICKSTART, "--runs", 64, "--set", "experiment.months=60", "--out", "outputs/quickstart", "-q")
        (self.folder / "configs").symlink_to(SOURCE / "configs")
        blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
        self.assertGreater(len(blocks), 8)
        sys.path.insert(0, str(STAND_INS))
        self.addCleanup(sys.path.remove, str(STAND_INS))
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        printed, names = io.StringIO(), {}
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            for block in blocks:
                try:
                    exec(compile(block, "docs/python.md", "exec"), names)
                except Exception as error:
                    error.add_note(f"in this block of docs/python.md:\n{block}")
                    raise
        names["result"].close()
        self.assertRegex(printed.getvalue(), r"3 envoys\.yaml:4:\d+: error: (?s:.*)did you mean 'months'\?")

    def test_it_names_every_kind_and_attribute(self):
        import detente
        self.assertEqual([name for name in detente.__all__ if not re.search(rf"\b{name}\b", PAGE)], [])
        for name in re.findall(r"`(\w+)`", re.search(r"\| attribute \|.*?\n\n", PAGE, re.DOTALL)[0]):
            if name not in ("date", "month", "sample", "replication", "run", "distribution", "status"):
                self.assertTrue(hasattr(detente.Result, name) or name in "policies scenarios baseline months", name)


class Install(CommandTest):
    def test_without_a_network_as_the_page_says(self):
        """Would catch a module that is not in the package, and a way to install that needs the network."""
        lines = re.findall(r"^    (python3 -m venv.*|.*pip install.*)$", PAGE, re.MULTILINE)
        self.assertEqual(len(lines), 2)
        source = shutil.copytree(PACKAGE, self.folder / "tools/analysis/python")  # building leaves files there
        environment = {**os.environ, "HOME": str(self.folder), "PYTHONPATH": "", "PIP_CONFIG_FILE": os.devnull}
        as_written = "\n".join(lines).replace("python3 -m", "/usr/bin/python3 -m", 1)
        subprocess.run(["bash", "-ec", as_written], cwd=self.folder, check=True, capture_output=True, text=True,
                       timeout=120, env=environment)
        shutil.rmtree(source)
        code = ("import detente, detente.command, detente.connectors.salib; detente.Result, detente.Experiment; "
                "print(detente.__file__); print(detente.command.find_program())")
        done = subprocess.run([self.folder / "detente-python/bin/python", "-c", code], cwd=self.folder, check=True,
                              capture_output=True, text=True, timeout=60, env=environment)
        place, program = done.stdout.split()
        self.assertTrue(place.startswith(str(self.folder / "detente-python/lib")), place)
        self.assertEqual(program, str(PROGRAM))


if __name__ == "__main__":
    main()
