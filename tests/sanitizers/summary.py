"""What a run under a sanitizer came to, as JSON for docs/evidence.

usage: summary.py SANITIZER RESULTS.xml EXCLUDED_TESTS
"""
import json
import subprocess
import sys
from xml.etree import ElementTree

sanitizer, results, excluded = sys.argv[1:]
cases = list(ElementTree.parse(results).getroot().iter("testcase"))
revision = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True).stdout.strip()
compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def names(status):
    return sorted(case.get("name") for case in cases if case.get("status") == status)


print(json.dumps({
    "schema": "detente/evidence@1",
    "kind": "sanitizer",
    "command": f"tests/sanitizers/run {sanitizer}",
    "revision": revision,
    "compiler": compiler,
    "tests": len(cases),
    "passed": len(names("run")),
    "failed": names("fail"),
    "skipped": names("notrun") + names("disabled"),
    "left_out": excluded,
}, indent=1))
