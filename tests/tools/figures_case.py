"""What tests of figures share: reports that are changed, what is drawn, and the command called in this process."""
import contextlib
import copy
import importlib
import io
import json
import pathlib
import re
import sys
import tempfile
import unittest

from detente_command import SOURCE

TOOL = SOURCE / "tools/analysis/figures/make_figures.py"
MILLIMETRE = 72 / 25.4

sys.path.insert(0, str(TOOL.parents[1]))
figures = importlib.import_module("figures")
command = importlib.import_module("figures.make_figures")


def part(data, name):
    return next(one for one in data["figures"] if one["id"] == name)["data"]


def with_policies(report, names):
    """The report with these policies beside its own, as copies of the last."""
    data = copy.deepcopy(report)
    data["policies"] += names
    for figure in data["figures"]:
        figure["findings"] += [{"about": name, "text": f"{name}: $1 < 2 & more"} for name in names]
        for key in {"arms", "points", "tables", "series"} & set(figure["data"] or {}):
            of_last = [one for one in figure["data"][key] if one["policy"] == "conditional_credible"]
            figure["data"][key] += [{**copy.deepcopy(one), "policy": name} for name in names for one in of_last]
        table = figure["table"]
        if table and table["policy_column"] is not None:
            place = table["policy_column"]
            of_last = [row for row in table["rows"] if row[place] == "conditional_credible"]
            table["rows"] += [[*row[:place], name, *row[place + 1:]] for name in names for row in of_last]
    return data


def in_the_caucasus(report, without):
    """The report with its map moved to three other countries, of which those have another id and a name that no map knows."""
    data = copy.deepcopy(report)
    region = part(data, "map")
    ids = [f"{one}X" if one in without else one for one in ("GEO", "ARM", "AZE")]
    names = [without.get(one, name) for one, name in (("GEO", "Georgia"), ("ARM", "Armenia"), ("AZE", "Azerbaijan"))]
    places = {"POT": (41.67, 42.15), "TBI": (44.79, 41.72), "YER": (44.51, 40.18), "BAK": (49.87, 40.41)}
    region["countries"] = [{"id": one, "name": name} for one, name in zip(ids, names)]
    region["nodes"] = [{"id": one, "name": one, "lon": lon, "lat": lat} for one, (lon, lat) in places.items()]
    roads, corridors = (("POT", "TBI"), ("TBI", "YER"), ("TBI", "BAK")), [one["id"] for one in region["corridors"]]
    region["segments"] = [{"id": f"road_{index}", "from": start, "to": end, "corridors": [corridors[index]], "country": ids[index], "km": 100}
                          for index, (start, end) in enumerate(roads)]
    for index, dispute in enumerate(region["disputes"]):
        dispute["parties"] = [ids[index % 3], ids[(index + 1) % 3]] if index < 2 else [ids[index % 3]]
        for place in ("lon", "lat"):  # where it stood before
            dispute.pop(place, None)
    return data


def draw(name, data, **options):
    """The figure by the library's function."""
    return getattr(figures, "region_map" if name == "map" else name)(figures.Report(data), **options)


def artists(figure, identity):
    """Everything drawn under that id."""
    return [one for one in figure.findobj() if one.get_gid() == identity]


def texts(figure):
    return [one.get_text() for one in figure.findobj(lambda one: hasattr(one, "get_text"))]


def page_size(content):
    """Width and height of a PDF's page [mm]."""
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", content)
    return [float(one) / MILLIMETRE for one in box.groups()]


class FiguresTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def write(self, data, name="report.json"):
        path = self.folder / name
        path.write_text(json.dumps(data))
        return path

    def make(self, *arguments, expect=0):
        """Calls the command, in this process since matplotlib is long to load. Returns what it printed and its complaints."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command.main(list(map(str, arguments)))
        self.assertEqual(code, expect, f"{arguments}\n{out.getvalue()}\n{err.getvalue()}")
        return out.getvalue() if expect == 0 else err.getvalue()
