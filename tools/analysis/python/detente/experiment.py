"""An experiment that is written here and run by the command."""
import copy
import os
import pathlib
import re
import shlex
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from . import command, yaml_text
from .errors import CommandError, DetenteError
from .opening import open as open_result
from .result import Result

TARGET_MISSED = 4  # exit code: the result is whole, a target of `stop` was not reached
# Keys that may name a file, relative to the one they stand in.
FILE_KEYS = ("region", "parameters", "policies.from", "scenarios.from", "design.from", "uncertainties.posterior",
             "extends")


class Experiment:
    """An experiment as a dict, `config`, of the form of docs/files.md. The command checks it; nothing here does.

    region: the region's file, its folder (with policies.yaml and scenarios.yaml beside it), or its content.
    policies, scenarios: names out of those files, or the whole block: {"from": ..., "use": [...], "mine": {...}}.
    parameters: a file or content; by default parameters.yaml in the region's folder or the one above.
    design: as {"type": "mc", "samples": 1024} (docs/experiments.md).
    More blocks by name: record={...}, uncertainties={...}, stop={...}, analysis={...}, noise="off", baseline="mine".
    """

    def __init__(self, region: str | os.PathLike | Mapping, policies: Iterable[str] | Mapping,
                 scenarios: Iterable[str] | Mapping = ("baseline",), design: Mapping | None = None,
                 parameters: str | os.PathLike | Mapping | None = None, *, name: str = "experiment", seed: int = 1,
                 months: int = 180, precision: str = "double", **blocks: Any):
        place = pathlib.Path(region) if isinstance(region, (str, os.PathLike)) else None
        if place is not None and place.is_dir():
            place = place / "region.yaml"
        config = {"schema": "detente/experiment@1", "region": str(place) if place else region,
                  "parameters": _parameters_beside(place) if parameters is None else parameters,
                  "experiment": {"name": name, "seed": seed, "months": months, "precision": precision},
                  "policies": _block(policies, place, "policies.yaml"),
                  "scenarios": _block(scenarios, place, "scenarios.yaml"),
                  "design": design or {"type": "mc", "samples": 1024}, **blocks}
        self.config: dict[str, Any] = _with_whole_paths(_nested(config), pathlib.Path.cwd())

    @classmethod
    def read(cls, file: str | os.PathLike) -> "Experiment":
        """The experiment of a file. DetenteError if it cannot be read or is no YAML map."""
        place = pathlib.Path(file)
        try:
            config = yaml_text.load(place.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise DetenteError(f"'{place}' cannot be read: {error}") from error
        if not isinstance(config, dict):
            raise DetenteError(f"'{place}' is no experiment (a map with the key schema)")
        return cls._of(_with_whole_paths(_nested(config), place.resolve().parent))

    @classmethod
    def _of(cls, config: dict) -> "Experiment":
        made = cls.__new__(cls)
        made.config = config
        return made

    def copy(self) -> "Experiment":
        return self._of(copy.deepcopy(self.config))

    @property
    def name(self) -> str:
        return str(self.get("experiment.name", "experiment"))

    @property
    def text(self) -> str:
        """The experiment as YAML; files stand in it by their whole path."""
        return yaml_text.dump(self.config)

    def get(self, path: str, default: Any = None) -> Any:
        """The value at a path, as "experiment.months" or "policies.mine.mediation.when[0].set"."""
        at: Any = self.config
        for key in _keys(path):
            try:
                at = at[key]
            except (KeyError, IndexError, TypeError):
                return default
        return at

    def set(self, path: str, value: Any) -> "Experiment":
        """Puts a value at a path, with the maps above it. DetenteError if the path goes through what is no map or list,
        or beyond the end of a list. Returns itself."""
        *above, last = _keys(path)
        at: Any = self.config
        for key in above:
            if isinstance(at, dict) and isinstance(key, str):
                at = at.setdefault(key, {})
            elif isinstance(at, list) and isinstance(key, int) and key < len(at):
                at = at[key]
            else:
                raise DetenteError(f"'{path}' cannot be set: there is no '{key}'")
        if not (isinstance(at, dict) and isinstance(last, str) or
                isinstance(at, list) and isinstance(last, int) and last < len(at)):
            raise DetenteError(f"'{path}' cannot be set: there is no place for '{last}'")
        at[last] = _nested(value) if isinstance(value, Mapping) else value
        self.config = _with_whole_paths(self.config, pathlib.Path.cwd())
        return self

    def unset(self, path: str) -> "Experiment":
        """Takes the key at a path away, if it is there. What `extends` brings in stays. Returns itself."""
        above, _, last = path.rpartition(".")
        at = self.get(above) if above else self.config
        if isinstance(at, dict):
            at.pop(last, None)
        return self

    def write(self, file: str | os.PathLike) -> pathlib.Path:
        """Writes the experiment; returns the path."""
        place = pathlib.Path(file)
        place.write_text(self.text, encoding="utf-8")
        return place

    def check(self, detente: str | os.PathLike | None = None) -> str:
        """What `detente check` says of it. CommandError (exit code 3) with every fault at its place in `text`."""
        with tempfile.TemporaryDirectory() as folder:
            file = self.write(pathlib.Path(folder) / f"{_file_name(self.name)}.yaml")
            return self._explained(folder, lambda: command.call(["check", file], detente)).replace(f"{folder}/", "")

    def run(self, out: str | os.PathLike, *, threads: int | None = None, runs: int | None = None,
            if_exists: str = "error", time_limit: str | None = None, progress: command.Progress | bool = False,
            detente: str | os.PathLike | None = None) -> Result:
        """Runs it into the folder `out` and opens the result.

        runs: of each arm, in place of the design's. if_exists: "error", "resume" (the same experiment goes on) or "new"
        (a free name beside it). progress: True shows a line on standard error; or a function of runs done, runs in all
        and seconds. detente: the program (default: $DETENTE, PATH, build/).
        CommandError with exit code and message; KeyboardInterrupt lets the command commit what it has begun, so that
        the same call with if_exists="resume" goes on. A target of `stop` that was not reached is a warning.
        """
        arguments: list[object] = ["--out", pathlib.Path(out).absolute(), "--if-exists", if_exists]
        for option, value in (("--threads", threads), ("--runs", runs), ("--time-limit", time_limit)):
            arguments += [] if value is None else [option, value]
        shown = (command.progress_line if progress else None) if isinstance(progress, bool) else progress
        with tempfile.TemporaryDirectory() as folder:
            file = self.write(pathlib.Path(folder) / f"{_file_name(self.name)}.yaml")
            exit_code, lines = self._explained(folder, lambda: command.call_with_progress(
                ["run", file, *arguments], detente, shown, (0, TARGET_MISSED)))
        if exit_code == TARGET_MISSED:
            warnings.warn("a target of `stop` was not reached: result.provenance.stopping says how far it was",
                          stacklevel=2)
        return open_result(_written_to(lines) or out if if_exists == "new" else out)

    def _explained(self, folder: str, act):
        try:
            return act()
        except CommandError as error:
            raise CommandError(error.message.replace(f"{folder}/", ""), error.exit_code, self.text) from None

    def __repr__(self) -> str:
        used = ", ".join(map(str, self.get("policies.use", ["all policies"])))
        return f"<detente.Experiment {self.name}: {used}; {self.get('design', {})}>"


def _keys(path: str) -> list[str | int]:
    """"a.b[0].c" as ["a", "b", 0, "c"]."""
    parts = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    if not parts:
        raise DetenteError(f"'{path}' is no path of keys")
    return [int(index) if index else key for index, key in parts]


def _nested(value: Any) -> Any:
    """Maps whose dotted keys are written out, as the command reads them: {"a.b": 1} is {"a": {"b": 1}}."""
    if isinstance(value, list):
        return [_nested(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    result: dict = {}
    for key, one in value.items():
        *above, last = str(key).split(".") if isinstance(key, str) else [key]
        at = result
        for part in above:
            at = at.setdefault(part, {})
        inner = _nested(one)
        if isinstance(inner, dict) and isinstance(at.get(last), dict):
            at[last].update(inner)
        else:
            at[last] = inner
    return result


def _with_whole_paths(config: dict, folder: pathlib.Path) -> dict:
    """Files named in it made whole, since it will be written elsewhere."""
    def whole(name: str | os.PathLike) -> str:
        return str((folder / name).resolve())

    for path in FILE_KEYS:
        *above, last = path.split(".")
        at: Any = config
        for key in above:
            at = at.get(key, {}) if isinstance(at, dict) else {}
        if isinstance(at, dict) and isinstance(at.get(last), (str, os.PathLike)):
            at[last] = whole(at[last])
        elif isinstance(at, dict) and path == "extends" and isinstance(at.get(last), list):
            at[last] = [whole(one) for one in at[last]]
    return config


def _parameters_beside(region: pathlib.Path | None) -> str:
    if region is not None:
        for folder in (region.parent, region.parent.parent):
            if (folder / "parameters.yaml").is_file():
                return str(folder / "parameters.yaml")
    raise DetenteError("parameters are missing: name the file of the coefficients, as configs/parameters.yaml")


def _block(given: Iterable[str] | Mapping, region: pathlib.Path | None, file: str) -> dict:
    """A block as it is, or of names out of the file beside the region."""
    if isinstance(given, Mapping):
        return dict(given)
    names = [given] if isinstance(given, str) else list(given)
    if region is None:
        raise DetenteError(f"{names}: names of {file} need a region that is a file; or give the whole block")
    return {"from": str(region.parent / file), "use": names}


def _written_to(lines: Iterable[str]) -> str | None:
    """The folder of the result, out of the next step that the command names: "next: PROGRAM report FOLDER"."""
    steps = [shlex.split(line.removeprefix("next: ")) for line in lines if line.startswith("next: ")]
    return next((words[2] for words in steps if words[1:2] == ["report"]), None)


def _file_name(name: str) -> str:
    return re.sub(r"[^\w-]", "_", name) or "experiment"
