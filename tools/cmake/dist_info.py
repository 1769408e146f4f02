"""Writes the METADATA of a package that CMake installs, from its pyproject.toml: by it pip and importlib.metadata know
that the package is there, its version and what it needs.

usage: dist_info.py PYPROJECT FOLDER
"""
import pathlib
import sys
import tomllib

pyproject, folder = map(pathlib.Path, sys.argv[1:])
project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {project['version']}",
         f"Summary: {project['description']}", f"License: {project['license']['text']}",
         f"Requires-Python: {project['requires-python']}",
         *(f"Requires-Dist: {requirement}" for requirement in project["dependencies"])]
for extra, requirements in project["optional-dependencies"].items():
    lines += [f"Provides-Extra: {extra}", *(f"Requires-Dist: {each}; extra == '{extra}'" for each in requirements)]
folder.mkdir(parents=True, exist_ok=True)
(folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
