"""What a run under a sanitizer came to, for docs/evidence. A run of some tests alone is added to what is there.

usage: summary.py SANITIZER REVISION RESULTS.xml LEFT_OUT ONLY FILE.json    (ONLY: . for all)
"""
import json
import pathlib
import subprocess
import sys
from xml.etree import ElementTree

sanitizer, revision, results, left_out, only, path = sys.argv[1:]
cases = list(ElementTree.parse(results).getroot().iter("testcase"))
compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def names(*states):
    return sorted(case.get("name") for case in cases if case.get("status") in states)


run = {"revision": revision, "only": only, "tests": len(cases), "passed": len(names("run")), "failed": names("fail"),
       "skipped": names("notrun", "disabled")}
file = pathlib.Path(path)
evidence = {"schema": "detente/evidence@1", "kind": "sanitizer", "command": f"tests/sanitizers/run {sanitizer}",
            "compiler": compiler, "left_out": left_out, "runs": []}
if only != "." and file.exists():
    evidence = json.loads(file.read_text())
evidence["runs"].append(run)
file.write_text(json.dumps(evidence, indent=1) + "\n")
