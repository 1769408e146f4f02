"""Sums a summary of gcovr up by folder; exit 1 if a folder has fewer lines run than wanted.

usage: coverage_summary.py SUMMARY.json LEAST_PERCENT [EVIDENCE.json]
"""
import json
import pathlib
import subprocess
import sys

files = json.loads(pathlib.Path(sys.argv[1]).read_text())["files"]
least = float(sys.argv[2])
folders = {}
for file in files:
    name = str(pathlib.PurePath(file["filename"]).parent)
    lines = folders.setdefault(name, [0, 0])
    lines[0] += file["line_covered"]
    lines[1] += file["line_total"]


def percent(run, lines):
    return round(100 * run / lines, 1)


print(f"{'folder':24} {'lines':>7} {'run':>7} {'%':>6}")
for name, (run, lines) in sorted(folders.items()):
    print(f"{name:24} {lines:7} {run:7} {percent(run, lines):6}")
lowest = sorted(files, key=lambda file: file["line_percent"])[:10]
print("least:", ", ".join(f"{file['filename']} {file['line_percent']} %" for file in lowest))
if len(sys.argv) > 3:
    revision = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True)
    pathlib.Path(sys.argv[3]).write_text(json.dumps({
        "schema": "detente/evidence@1",
        "kind": "coverage",
        "command": "tests/coverage_test.sh",
        "revision": revision.stdout.strip(),
        "least_percent": least,
        "folders": {name: {"lines": lines, "run": run, "percent": percent(run, lines)}
                    for name, (run, lines) in sorted(folders.items())},
        "least_run_files": {file["filename"]: file["line_percent"] for file in lowest},
    }, indent=1) + "\n")
sys.exit(any(percent(*lines) < least for lines in folders.values()))
