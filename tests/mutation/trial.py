"""Runs the tests on one mutant after another, nearest first, until one fails."""

import json
import os
import re
import resource
import subprocess
import threading
import time

import workshop

MEMORY = 6 << 30
MARGIN = 20  # seconds, beside five times the usual
SCRIPTS = (
    "command_test", "accounting_test", "explain_test", "selection_and_rare_test", "replay_and_plan_test",
    "stopping_test", "tune_test", "designs_test", "calibrate_test", "report_test", "claims_and_magnitudes_test", "analysis_test",
    "figures_test", "readers/result_format_test", "large_world_test", "validation_test", "schema_and_init_test",
    "verify_test", "interruption_test",
)  # fmt: skip
ORDER = (*workshop.NEAREST, "tools_test", *SCRIPTS, *workshop.FURTHER)
STAGES = (workshop.NEAREST, ("tools_test", *SCRIPTS), workshop.FURTHER)


class Builder(threading.Thread):
    """Builds the programs one after another while tests of the first already run."""

    def __init__(self, shop):
        super().__init__(daemon=True)
        self.shop = shop
        self.programs = [*workshop.NEAREST, "tools_test", "detente", *workshop.FURTHER]
        self.built = {name: threading.Event() for name in self.programs}
        self.failed = set()
        self.is_stopped = False

    def stop(self):
        self.is_stopped = True
        self.shop.building.terminate()

    def run(self):
        for name in self.programs:
            if self.is_stopped:
                return
            if self.shop.build([name])[0] != 0:
                self.failed.add(name)
            self.built[name].set()

    def wait_for(self, name):
        self.built[name].wait()
        if name in self.failed:
            raise SystemExit(f"mutation: {name} does not build; see {self.shop.log}")


class Trial:
    def __init__(self, shop, tell, fresh):
        self.shop, self.tell = shop, tell
        self.inputs = {}
        self.kept = shop.folder / "results.json"
        drawn = [shop.name_of(m.site, m.replacement) for m in shop.mutants]
        self.state = {"drawn": drawn, "usual": {}, "results": {}}
        if self.kept.exists() and not fresh:
            found = json.loads(self.kept.read_text())
            if found["drawn"] == drawn:
                self.state = found

    @property
    def results(self):
        return self.state["results"]

    def save(self):
        new = self.kept.with_suffix(".new")
        new.write_text(json.dumps(self.state, indent=1))
        new.replace(self.kept)

    def prepare(self, name):
        """Waits for the program; every test of it must pass while no mutant is on, and says how long that takes."""
        self.builder.wait_for("detente" if self.is_script(name) else name)
        stamp = self.stamp(name)
        if self.state["usual"].get(name, {}).get("stamp") == stamp:
            return
        left_out = []
        seen = self.run(name, None, 1800)
        if seen["failed"] and not self.is_script(name):  # what fails here anyway says nothing of a mutant
            left_out = seen["failed"]
            self.tell(f"without a mutant {name} fails and goes without: {', '.join(left_out)}")
            seen = self.run(name, None, 1800, left_out=left_out)
        if seen["failed"]:
            raise SystemExit(f"mutation: {name} fails without a mutant: {seen}")
        self.state["usual"][name] = {"seconds": seen["seconds"], "stamp": stamp, "left_out": left_out}
        self.save()
        self.tell(f"without a mutant {name} passes in {seen['seconds']:.0f} s")

    def test(self, mutants):
        """Tests these from the start, and goes on with what an earlier call has begun."""
        for mutant in mutants:
            key = str(mutant.number)
            before = self.results.get(key)
            fresh = {"revision": self.shop.revision, "caught": False, "by": "", "tests": [], "how": "", "tried": [],
                     "seconds": 0, "done": False}  # fmt: skip
            if before is not None:
                fresh["first"] = before.get("first", {k: v for k, v in before.items() if k != "first"})
            self.results[key] = fresh
        self.save()
        left = [m for m in self.shop.mutants if not self.results.get(str(m.number), {"done": True})["done"]]
        if not left:
            return
        self.builder = Builder(self.shop)
        self.builder.start()
        try:
            self.test_all(left)
        finally:
            self.builder.stop()

    def test_all(self, left):
        # The nearest program for all, since most are caught there; then what is left, stage by stage.
        own = {m.number: self.nearest(m)[0] for m in left}
        for name in ORDER:
            for mutant in left:
                if own[mutant.number] == name:
                    self.test_by(mutant, name)
        for stage in STAGES:
            for mutant in left:
                for name in [n for n in self.nearest(mutant) if n in stage] + [n for n in stage]:
                    self.test_by(mutant, name)
        for mutant in left:
            result = self.results[str(mutant.number)]
            if not result["done"]:
                result["done"] = True
                self.tell(f"mutant {mutant.number:2}: SURVIVES, {result['seconds']:.0f} s")
        self.save()

    def test_by(self, mutant, name):
        result = self.results[str(mutant.number)]
        if result["done"] or name in result["tried"] or not self.holds(name, mutant):
            return
        self.prepare(name)
        limit = 5 * self.state["usual"][name]["seconds"] + MARGIN
        suites = self.suites(mutant, name)
        seen = self.run(name, mutant, limit, suites) if suites else {"failed": []}
        result["seconds"] += seen.get("seconds", 0)
        if not seen["failed"]:
            seen = self.run(name, mutant, limit)
            result["seconds"] += seen["seconds"]
        result["tried"].append(name)
        if seen["failed"]:
            result.update(caught=True, by=name, tests=seen["failed"], how=seen["how"], done=True)
            self.tell(f"mutant {mutant.number:2}: {name}: {', '.join(result['tests'])} ({result['how']})")
        self.save()

    def stamp(self, name):
        program = self.shop.program("detente" if self.is_script(name) else name)
        stamp = str(program.stat().st_mtime_ns)
        if self.is_script(name):
            stamp += " " + workshop.digest_of(sorted((self.shop.tree / "tests/tools").rglob("*.py")))
        return stamp

    @staticmethod
    def is_script(name):
        return name in SCRIPTS

    def run(self, name, mutant, limit, suites=(), left_out=()):
        """What a program of tests says: which failed, and how long it took."""
        environment = dict(os.environ, RC_PARAMS="seed=20261122 max_success=300", PYTHONDONTWRITEBYTECODE="1")
        environment.pop("DETENTE_MUTANT", None)
        if mutant is not None:
            environment["DETENTE_MUTANT"] = str(mutant.number)
        if self.is_script(name):
            environment["PYTHONPATH"] = str(self.shop.tree / "tests/tools")
            script = self.shop.tree / f"tests/tools/{name}.py"
            command = ["/usr/bin/python3", script, self.shop.program("detente"), self.shop.tree]
        else:
            command = [self.shop.program(name)]
            left_out = left_out or self.state["usual"].get(name, {}).get("left_out", ()) if mutant or left_out else ()
            if suites or left_out:
                wanted = ":".join(f"{s}.*:*/{s}.*" for s in suites)
                command.append(f"--gtest_filter={wanted}{'-' if left_out else ''}{':'.join(left_out)}")
            if mutant is not None and not suites:
                command.append("--gtest_fail_fast")
        begun = time.monotonic()
        process = subprocess.Popen(
            [str(w) for w in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            cwd=self.shop.folder, env=environment, start_new_session=True, errors="replace", text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )  # fmt: skip
        try:
            output, _ = process.communicate(timeout=limit)
            how = ""
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            output, _ = process.communicate()
            how = "timeout"
        seconds = time.monotonic() - begun
        if process.returncode == 0:
            return {"failed": [], "how": "", "seconds": seconds}
        (self.shop.folder / "last_failure.log").write_text(output)
        failed = failures(output)
        if not how:
            is_signal = process.returncode < 0 and not self.is_script(name)
            how = f"signal {-process.returncode}" if is_signal else "failure"
        begun_last = re.findall(r"^\[ RUN      \] (\S+)", output, re.M)
        if how != "failure" and begun_last:
            failed = [*failed[:2], begun_last[-1]]
        return {"failed": failed[:3] or ["(no name)"], "how": how, "seconds": seconds}

    def holds(self, name, mutant):
        """Whether the program is made of sources of the mutant's folder too."""
        target = "detente" if self.is_script(name) else name
        if target not in self.inputs:
            command = ["ninja", "-C", self.shop.binary, "-t", "inputs", target]
            listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            self.inputs[target] = set(re.findall(r"\btree/(engine/\w+|models)/", listed))
        return mutant.site.file.rsplit("/", 1)[0] in self.inputs[target]

    def nearest(self, mutant):
        """Programs of the tests of the same folder; of the models' that first which tests the same source."""
        file = mutant.site.file
        if file.startswith("engine/"):
            return [f"engine_{file.split('/')[1]}_test"]
        folder = self.shop.tree / "tests/models"
        lists = {"society": "society.cmake", "security": "security.cmake", "experiment": "experiments.cmake"}
        own = f"{stem(file)}_test.cpp"
        return [f"models_{n}_test" for n in sorted(lists, key=lambda n: own not in (folder / lists[n]).read_text().split())]

    def suites(self, mutant, name):
        """Suites in the test files that are named after the source: they are the quickest to fail."""
        if name != self.nearest(mutant)[0]:
            return []
        folder = self.shop.tree / "tests" / mutant.site.file.rsplit("/", 1)[0]
        found = []
        for file in sorted(folder.glob(f"{stem(mutant.site.file)}*_test.cpp")):
            found += re.findall(r"^(?:TYPED_)?TEST(?:_[FP])?\((\w+),|^RC_GTEST_PROP\((\w+),", file.read_text(), re.M)
        return list(dict.fromkeys(a or b for a, b in found))

    def survived(self, mutant):
        found = self.results.get(str(mutant.number))
        return found is not None and not found["caught"]


def stem(file):
    return file.rsplit("/", 1)[1].rsplit(".", 1)[0].removesuffix("_impl")


def failures(output):
    """Names of the tests that failed, of GoogleTest or of Python's unittest, in their order."""
    names = re.findall(r"^\[  FAILED  \] ([\w/]+\.[\w/]+)", output, re.M)
    names += re.findall(r"^(?:FAIL|ERROR): (\w+)", output, re.M)
    return list(dict.fromkeys(names))
