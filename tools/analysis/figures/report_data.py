"""Reads a report (schema detente/report@1), from a file or by asking the program for it."""
import importlib
import json
import math
import pathlib
import re
import sys

# The package beside this one, where none is installed.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "python"))
command = importlib.import_module("detente.command")
errors = importlib.import_module("detente.errors")

SCHEMA = "detente/report@1"

# A name in a result may hold anything; no XML and no font has these.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class ReportError(Exception):
    """What is wrong with the input or with what was asked of it, as a sentence."""


class FigureAbsent(ReportError):
    """The report has no such figure. `command` makes it; it is "" where none does."""

    def __init__(self, sentence, command=""):
        super().__init__(sentence)
        self.command = command


def number(value):
    """A number that may be null: not known is NaN, which matplotlib leaves out."""
    return math.nan if value is None else float(value)


def estimate(one):
    """(value, lower, upper) of an Estimate of the report."""
    return number(one["value"]), number(one["lower"]), number(one["upper"])


class Report:
    """A report as read. `data` is the whole object; figures are asked for by id ("fans", "exceedance", ...)."""

    def __init__(self, data):
        self.data = data
        self.figures = {one["id"]: one for one in data["figures"]}
        self.baseline = data["baseline"]
        self.policies = data["policies"]

    def figure(self, identity):
        """The figure of that id with number, findings, caption, table and data; FigureAbsent where it has no data."""
        one = self.figures.get(identity)
        if one is None:
            raise FigureAbsent(f"The report has no figure {identity}.")
        if one["data"] is None:
            absent = one["absent"] or {"sentence": "It has no data.", "command": ""}
            raise FigureAbsent(absent["sentence"], absent["command"])
        return one

    def part(self, identity):
        """The data of the figure of that id, as tools/web/report/report_data.ts describes them."""
        return self.figure(identity)["data"]

    def chosen(self, policies=None):
        """The policies to draw, in the report's order: those named, or all."""
        if policies is None:
            return list(self.policies)
        unknown = [one for one in policies if one not in self.policies]
        if unknown or not policies:
            named = ", ".join(unknown) or "none named"
            raise ReportError(f"Unknown policy: {named}. The report has {', '.join(self.policies)}.")
        return [one for one in self.policies if one in policies]

    def shown(self, policies=None):
        """The policies to show where one picture has room for one: the baseline first, if it is among those chosen."""
        chosen = self.chosen(policies)
        return [one for one in chosen if one == self.baseline] + [one for one in chosen if one != self.baseline]

    @property
    def interval(self):
        """How intervals are named: "95 % interval"."""
        return f"{100 * self.data['confidence']:g} % interval"

    def year_of(self, month):
        """A month of the run as a calendar year with decimals; month 0 is the start."""
        year, first = self.data["start"].split("-")
        return int(year) + (int(first) - 1 + month) / 12


def load_report(source, detente=None):
    """A Report from `source`: a file of `detente report --format json`, the folder of an ensemble, or a result file
    (.h5). For the last two the program is called; `detente` is its path (default: $DETENTE, PATH, then build/)."""
    path = pathlib.Path(source)
    if not path.exists():
        raise ReportError(f"There is no {source}.")
    if path.is_dir() or path.suffix == ".h5":
        return parse_report(ask_program(path, detente), f"what detente report says of {source}")
    try:
        return parse_report(path.read_text(encoding="utf-8"), str(source))
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{source} cannot be read as text: {error}.") from error


def parse_report(text, name):
    """A Report from JSON text; `name` says in messages where it comes from."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ReportError(f"{name} is not JSON: {error}.") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise ReportError(f"{name} has the schema {schema!r}; a report of `detente report --format json` has {SCHEMA!r}.")
    try:
        return Report(printable(data))
    except (KeyError, TypeError) as error:
        raise ReportError(f"{name} is incomplete: {error} is missing.") from error


def printable(value):
    """The same value with what cannot be printed replaced in all its texts."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [printable(one) for one in value]
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return value


def ask_program(path, detente):
    """The JSON that `detente report` prints of a folder or a result file. `detente` is the program, as detente.command
    finds it."""
    try:
        return command.call(["report", path, "--format", "json", "-q"], detente)
    except errors.CommandError as error:
        raise ReportError(f"`detente report {path}` failed: {error}") from error
    except errors.DetenteError as error:
        raise ReportError(str(error)) from error
