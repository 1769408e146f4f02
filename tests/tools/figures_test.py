"""Figures for papers: every one in both widths and all forms, of a real result and of names meant to break them."""
import contextlib
import copy
import csv
import importlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree as xml

from detente_command import PROGRAM, QUICKSTART, main
from figures_case import (MILLIMETRE, TOOL, FiguresTest, artists, command, draw, figures, in_the_caucasus, page_size, part,
                          texts, with_policies)

NAMES = ["fans", "exceedance", "dots", "differences", "costs", "map", "sensitivity", "story", "frontier"]
PLAIN = [name for name in NAMES if name != "sensitivity"]  # a plain design tells no numbers apart
HOSTILE = ["_$x_{1}$ & <b>", "a\\b$ $", "p" * 90, "=SUM(A1)", "<script>", "ć č đ", "policy\x01 7\n", "$\\frac{", "__", "50 % & 'q'"]


def detente(*arguments):
    """What the program prints."""
    return subprocess.run([str(PROGRAM), *map(str, arguments)], check=True, capture_output=True, timeout=60).stdout


def setUpModule():
    """A small result (60 months, 64 runs), its report, and the same with the sensitivity of a screening."""
    global RESULT, REPORT, DATA
    folder = pathlib.Path(unittest.enterModuleContext(tempfile.TemporaryDirectory()))
    RESULT, REPORT, screening = folder / "plain", folder / "plain.json", folder / "screening"
    run = "run", QUICKSTART, "--policy", "status_quo,align_and_comply,conditional_credible", "--set", "experiment.months=60", "-q"
    design = "uncertainties.from_evidence=[escalation]", "design.type=morris", "design.trajectories=3", "design.replications=2"
    detente(*run, "--runs", 64, "--out", RESULT)
    detente(*run, *(one for setting in design for one in ("--set", setting)), "--unset", "design.samples", "--out", screening)
    REPORT.write_bytes(detente("report", RESULT, "--format", "json", "-q"))
    DATA = json.loads(detente("report", RESULT, "--sensitivity", screening, "--format", "json", "-q"))


class Files(FiguresTest):
    def check_pdf(self, path, width):
        content = path.read_bytes()
        wide, high = page_size(content)
        self.assertAlmostEqual(wide, width, delta=0.01, msg=path)
        self.assertTrue(30 < high < 240, f"{path}: {high} mm high")
        self.assertIn(b"/FontFile2", content, path)  # TrueType, embedded
        self.assertIn(b"/CIDFontType2", content, path)
        self.assertNotIn(b"/Type3", content, path)
        self.assertNotIn(b"CreationDate", content, path)

    def check_svg(self, path, width):
        root = xml.parse(path).getroot()
        self.assertAlmostEqual(float(root.get("width").removesuffix("pt")) / MILLIMETRE, width, delta=0.01, msg=path)
        self.assertTrue(root.findall(".//{http://www.w3.org/2000/svg}text"), path)  # text that is text

    def test_every_figure_in_both_widths_and_forms(self):
        report = self.write(DATA)
        for columns, width in ((1, 85), (2, 178)):
            self.make(report, "--columns", columns)
            for name in NAMES:
                stem = f"figures/{name}{'_governance' if name == 'fans' else ''}_{width}mm"
                self.check_pdf(self.folder / f"{stem}.pdf", width)
                self.check_svg(self.folder / f"{stem}.svg", width)
        self.assertEqual({path.stem for path in (self.folder / "figures").glob("*.csv")}, set(NAMES))
        subprocess.run(["sha256sum", "--check", "--quiet", "figures.sha256"], cwd=self.folder / "figures", check=True)

    def test_png_on_request(self):
        self.make(REPORT, "--out", "out", "--figures", "frontier", "--format", "png", "--columns", 1)
        head = (self.folder / "out/frontier_85mm.png").read_bytes()[:24]
        self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
        self.assertAlmostEqual(int.from_bytes(head[16:20], "big") / 600 * 25.4, 85, delta=0.1)

    def test_as_a_program_and_the_same_bytes_twice(self):
        report, drawn = self.write(DATA), ["--figures", "fans,map,story", "--columns", "1", "--format", "pdf,svg"]
        done = subprocess.run([TOOL, report, "--out", "a", *drawn], cwd=self.folder, capture_output=True, text=True, timeout=60,
                              env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "3 figures in a, with captions.txt\n", ""))
        self.make(report, "--out", "b", *drawn)
        first, second = ({path.name: path.read_bytes() for path in (self.folder / one).iterdir()} for one in ("a", "b"))
        self.assertEqual([name for name in first | second if first.get(name) != second.get(name)], [])

    def test_of_a_folder_and_of_a_result_by_the_program(self):
        self.make(RESULT, "--figures", "frontier", "--format", "svg", "--detente", PROGRAM, "--out", "a")
        alone = shutil.copy(RESULT / "result.h5", self.folder)
        with unittest.mock.patch.dict(os.environ, {"DETENTE": str(PROGRAM), "PATH": ""}):
            self.assertIn("1 figure in", self.make(alone, "--figures", "frontier", "--format", "svg"))
        self.assertEqual((self.folder / "figures/frontier_178mm.svg").read_bytes(), (self.folder / "a/frontier_178mm.svg").read_bytes())

    def test_captions_have_number_finding_and_file(self):
        self.make(self.write(DATA), "--policies", "status_quo,conditional_credible", "--format", "svg")
        text = (self.folder / "figures/captions.txt").read_text()
        for figure in (one for one in DATA["figures"] if one["id"] in NAMES):
            for wanted in (f"Figure {figure['number']}. ", figure["caption"], "* This designation", DATA["notices"][0]):
                self.assertIn(wanted, text)
            self.assertRegex(text, rf"Files: {figure['id']}\w*_178mm\.svg, {figure['id']}\.csv")
        self.assertNotIn("align_and_comply: the chance", text)
        self.assertRegex(text, r"Figure F6\. status_quo: ")  # the map is of the baseline
        self.assertEqual(text.count("Borders: Natural Earth."), 1)  # where borders are drawn, and nowhere else

    def test_csv_holds_the_table_of_the_policies_drawn(self):
        self.make(self.write(DATA), "--figures", "exceedance", "--policies", "align_and_comply", "--format", "svg")
        head, *rows = csv.reader((self.folder / "figures/exceedance.csv").read_text().splitlines())
        self.assertEqual((head[1], [one.split(" [")[0] for one in head][2:]), ("threshold [MEUR]", ["share", "share_lower", "share_upper"]))
        table = next(one for one in DATA["figures"] if one["id"] == "exceedance")["table"]
        self.assertEqual([[row[0], *map(float, row[1:])] for row in rows], [row for row in table["rows"] if row[0] == "align_and_comply"])


class Values(unittest.TestCase):
    """What is drawn is what stands in the report."""

    def only(self, figure, identity):
        self.assertEqual(len(artists(figure, identity)), 1, identity)
        return artists(figure, identity)[0]

    def across(self, figure, identity):
        return list(self.only(figure, identity).get_xdata())

    def assert_point(self, figure, identity, x, y):
        self.assertEqual((self.across(figure, identity), list(self.only(figure, identity).get_ydata())), ([x], [y]), identity)

    def test_fans(self):
        data = part(DATA, "fans")
        figure = draw("fans", DATA, variable="alignment")
        panels = {axes.get_title(loc="left"): axes for axes in figure.axes}
        for series in data["series"]:
            if series["variable"] == "alignment" and series["policy"] == "status_quo":
                name = next(one["name"] for one in data["countries"] if one["id"] == series["country"])
                lines = {line.get_gid(): line for line in panels[name].lines}
                self.assertEqual(list(lines["median status_quo"].get_ydata()), [row[2] for row in series["quantile"]])
                self.assertEqual(list(lines["median status_quo"].get_xdata()), [2026 + month / 12 for month in data["year_ends"]])
                self.assertEqual(list(lines["mean status_quo"].get_ydata()), [series["mean"][month] for month in data["year_ends"]])
                self.assertEqual([list(lines[f"run {run}"].get_ydata()) for run in data["single_runs"]], series["single"])
                for band, sides in zip(panels[name].collections, ((0, 4), (1, 3))):
                    rows = zip(data["year_ends"], series["quantile"])
                    expected = {(2026 + month / 12, row[side]) for month, row in rows for side in sides}
                    self.assertLessEqual(expected, {tuple(point) for point in band.get_paths()[0].vertices})

    def test_exceedance(self):
        data = part(DATA, "exceedance")
        figure = draw("exceedance", DATA)
        for arm in data["arms"]:
            line = self.only(figure, f"share {arm['policy']}")
            reached = [(x, one["value"]) for x, one in zip(data["thresholds"], arm["share"]) if one["value"] > 0]
            self.assertEqual(list(zip(line.get_xdata(), line.get_ydata())), reached)
            if arm["at_marked"]["value"] > 0:
                self.assert_point(figure, f"marked {arm['policy']}", data["marked"], arm["at_marked"]["value"])
        self.assertEqual((figure.axes[0].get_xscale(), figure.axes[0].get_yscale()), ("log", "log"))

    def test_dots_means_and_differences(self):
        figure = draw("dots", DATA)
        for arm in part(DATA, "dots")["arms"]:
            self.assertEqual(sorted(self.only(figure, f"dots {arm['policy']}").get_xdata()), sorted(arm["dots"]))
            self.assertEqual(self.across(figure, f"mean {arm['policy']}"), [arm["mean"]["value"]])
            self.assertEqual(self.across(figure, f"interval {arm['policy']}"), [arm["mean"]["lower"], arm["mean"]["upper"]])
        figure = draw("differences", DATA)
        for arm in part(DATA, "differences")["arms"]:
            self.assertEqual(self.across(figure, f"mean {arm['policy']}"), [arm["mean"]["value"]])
            self.assertEqual(self.across(figure, f"interval {arm['policy']}"), [arm["mean"]["lower"], arm["mean"]["upper"]])
            self.assertEqual(self.across(figure, f"middle {arm['policy']}"), [arm["p05"], arm["p95"]])

    def test_differences_lose_no_run(self):
        data = copy.deepcopy(DATA)
        differences = part(data, "differences")
        differences["edges"] = [-36000 + 1200 * k for k in range(39)]
        differences["arms"] = differences["arms"][:1]
        differences["arms"][0].update(counts=[3] + [0] * 28 + [900, 95] + [0] * 6 + [2], p05=-900, p95=300)
        figure = draw("differences", data)
        bars = [bar.get_height() for bar in figure.axes[0].patches]
        self.assertEqual(bars, [0.9, 0.095])
        self.assertIn("← 3 runs beyond", texts(figure))
        self.assertIn("2 runs beyond →", texts(figure))

    def test_costs_frontier_and_map(self):
        figure = draw("costs", DATA)
        for arm in part(DATA, "costs")["arms"]:
            for kind, key, axis in (("components", "by_component", "x"), ("years", "by_year", "y")):
                line = self.only(figure, f"{kind} {arm['policy']}")
                self.assertEqual(list(getattr(line, f"get_{axis}data")()), [one["value"] for one in arm[key]])
        figure = draw("frontier", DATA)
        for point in part(DATA, "frontier")["points"]:
            self.assert_point(figure, f"point {point['policy']}", point["policy_cost"]["value"], point["crisis_cost"]["value"])
        figure = draw("map", DATA)
        for arm in part(DATA, "map")["arms"]:
            self.assertEqual(self.across(figure, f"risk {arm['policy']}"), [moments[-1]["value"] for moments in arm["risk"]])

    def test_width_of_corridors_is_in_proportion_to_their_loss(self):
        figure, data = draw("map", DATA), part(DATA, "map")
        arm = next(one for one in data["arms"] if one["policy"] == "status_quo")
        loss = {one["id"]: estimate["value"] for one, estimate in zip(data["corridors"], arm["loss"])}
        for road in data["segments"]:
            if len(road["corridors"]) == 1:
                line = self.only(figure, f"corridor {road['corridors'][0]} {road['id']}")
                self.assertAlmostEqual(line.get_linewidth(), 0.5 + 4.5 * max(0, loss[road["corridors"][0]]) / max(loss.values()))

    def test_sensitivity_and_story(self):
        figure = draw("sensitivity", DATA)
        for table in part(DATA, "sensitivity")["tables"][:3]:
            for key in ("main", "total"):
                self.assertEqual(self.across(figure, f"{key} {table['policy']}"), [row[key]["value"] for row in table["rows"]])
        figure, data = draw("story", DATA), part(DATA, "story")
        drawn = [dispute for dispute in data["disputes"] if artists(figure, f"level {dispute['id']}")]
        self.assertTrue(drawn)
        for dispute in drawn:
            self.assertEqual(list(self.only(figure, f"level {dispute['id']}").get_ydata()), dispute["level"])
        for event in data["events"]:
            if event["dispute"] in {one["id"] for one in drawn}:
                self.assertIn(str(event["number"]), texts(figure))

    def test_the_map_is_decoded_as_it_was_cropped(self):
        ring = max(importlib.import_module("figures.map_shapes").shape_of({"id": "ALB", "name": ""})[0], key=len)
        self.assertEqual(ring[0], ring[-1])
        for values, expected in zip(zip(*ring), ((19.27, 21.04), (39.64, 42.65))):  # longitudes, latitudes
            for value, end in zip((min(values), max(values)), expected):
                self.assertAlmostEqual(value, end, delta=0.1)


class Regions(FiguresTest):
    """The map of other regions than the Western Balkans."""

    def test_another_region_is_on_its_map(self):
        for columns in figures.WIDTHS:
            figure = draw("map", in_the_caucasus(DATA, {}), columns=columns)
            axes, renderer = figure.axes[0], figure.canvas.get_renderer()
            frame = axes.get_window_extent(renderer)
            named = [one for one in axes.texts if str(one.get_gid()).startswith("name ")]
            self.assertEqual({one.get_text() for one in named}, {"Georgia", "Armenia", "Azerbaijan"})
            marks = [artists(figure, f"dispute {one['id']}")[0] for one in part(DATA, "map")["disputes"]]
            boxes = [one.get_window_extent(renderer) for one in [*named, *marks]]
            for index, box in enumerate(boxes):
                self.assertTrue(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1, columns)
                self.assertFalse([other for other in boxes[index + 1:] if box.padded(-2).overlaps(other.padded(-2))], columns)
            lands = [artists(figure, f"country {one}")[0].get_window_extent(renderer) for one in ("GEO", "ARM", "AZE")]
            for box in lands:
                self.assertTrue(frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 and box.y1 < frame.y1, columns)
            self.assertGreater(max(one.x1 for one in lands) - min(one.x0 for one in lands), 0.7 * frame.width)

    def test_a_dispute_stands_where_the_region_file_puts_it(self):
        data = in_the_caucasus(DATA, {})
        part(data, "map")["disputes"][0].update(lon=44.79, lat=41.72)
        figure = draw("map", data)
        view = importlib.import_module("figures.map_view").View(part(data, "map"))
        mark = artists(figure, f"dispute {part(data, 'map')['disputes'][0]['id']}")[0]
        for place, expected in zip((mark.get_xdata()[0], mark.get_ydata()[0]), view.project(44.79, 41.72)):
            self.assertAlmostEqual(place, expected)

    def test_a_country_without_a_shape_is_a_disc_and_said_to_be(self):
        figure = draw("map", in_the_caucasus(DATA, {"GEO": "Westland"}))
        self.assertEqual(type(artists(figure, "country GEOX")[0]).__name__, "Circle")
        self.assertIn("No shape of Westland: a disc", " ".join(texts(figure)).replace("\n", " "))

    def test_a_region_without_shapes_has_no_map(self):
        report = self.write(in_the_caucasus(DATA, {"GEO": "Westland", "ARM": "Middleland", "AZE": "Eastland"}))
        self.assertIn("not made: map: The map has no shape of Westland, ", self.make(report, "--figures", "map", "--format", "svg"))


class Policies(FiguresTest):
    def test_names_meant_to_break(self):
        names = [re.sub("[\x00-\x1f]", "\ufffd", name) for name in HOSTILE]
        report = self.write(with_policies(DATA, HOSTILE))
        self.make(report, "--format", "svg", "--columns", 1)
        written = "".join(xml.parse(self.folder / "figures/frontier_85mm.svg").getroot().itertext())
        for name in names:
            self.assertIn(name if len(name) < 60 else "p" * 40, written, name)
        self.assertTrue(all(xml.parse(path) for path in (self.folder / "figures").glob("*.svg")))
        cells = {row[0] for row in csv.reader((self.folder / "figures/dots.csv").read_text().splitlines())}
        self.assertLessEqual({"'=SUM(A1)", "_$x_{1}$ & <b>"}, cells)
        self.make(report, "--policies", "_$x_{1}$ & <b>", "--figures", "dots", "--format", "svg")

    def test_one_policy_only(self):
        for name in NAMES:
            draw(name, DATA, policies=["align_and_comply"])
        done = self.make(self.write(DATA), "--policies", "status_quo", "--format", "svg", "--columns", 1)
        self.assertEqual(re.findall("^not made: (\\w+)", done, re.M), ["differences"])
        self.assertIn("differences: Nothing to compare: status_quo is what the others are compared with.", done)

    def test_twelve_policies_look_different_and_fit_a_page(self):
        data = with_policies(DATA, [f"policy_{k}" for k in range(9)])
        looks = figures.policy_looks(figures.Report(data)).values()
        self.assertEqual(len({(one.colour, one.dash) for one in looks}), 12)
        self.assertEqual(len({(one.dash, one.marker) for one in list(looks)[:7]}), 7)  # without colour
        for name in NAMES:
            self.assertLess(draw(name, data, columns=1).get_figheight() * 25.4, 240, name)

    def test_looks_do_not_depend_on_what_is_chosen_but_on_settings(self):
        alone, together = draw("frontier", DATA, policies=["conditional_credible"]), draw("frontier", DATA, settings={"axes.labelsize": 8})
        self.assertEqual(len({artists(one, "point conditional_credible")[0].get_color() for one in (alone, together)}), 1)
        self.assertEqual([one.axes[0].xaxis.label.get_size() for one in (alone, together)], [7, 8])
        self.assertRaises(ValueError, draw, "dots", DATA, columns=3)

    def test_nothing_is_cut_and_no_ticks_overlap(self):
        data = with_policies(DATA, ["a_rather_long_name_of_a_policy_that_goes_on_and_on_and_on"])
        for columns in figures.WIDTHS:
            for name in NAMES:
                figure = draw(name, data, columns=columns)
                box, (width, height) = figure.get_tightbbox(figure.canvas.get_renderer()), figure.get_size_inches()
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
                self.assertTrue(inside, f"{name}, {columns}: {box.extents * 25.4} mm on {width * 25.4} by {height * 25.4}")
                for axis in [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]:
                    low, high = sorted(axis.get_view_interval())
                    boxes = [tick.label1.get_window_extent() for tick in axis.get_major_ticks()
                             if low <= tick.get_loc() <= high and tick.label1.get_visible() and tick.label1.get_text()]
                    self.assertFalse([one for one, other in zip(boxes, boxes[1:]) if one.overlaps(other)], f"{name}, {columns}")


class Faults(FiguresTest):
    def fails(self, *arguments):
        return self.make(*arguments, expect=1)

    def test_absent_figures_are_a_line_with_the_command(self):
        done = self.make(REPORT, "--out", "out", "--format", "svg")
        self.assertRegex(done, r"(?m)^not made: sensitivity: Samples of design mc do not tell .* To make it: detente run ")
        self.assertIn("Not made:\nsensitivity: ", (self.folder / "out/captions.txt").read_text())
        self.assertEqual(sorted(path.stem.split("_")[0] for path in (self.folder / "out").glob("*.svg")), sorted(PLAIN))

    def test_input_that_is_no_report(self):
        text = self.folder / "a.json"
        text.write_text("no JSON")
        self.assertIn("is not JSON", self.fails(text))
        self.assertIn("has the schema 'detente/story@1'", self.fails(self.write({"schema": "detente/story@1"})))
        self.assertIn("has the schema None", self.fails(self.write([1])))
        self.assertIn("incomplete", self.fails(self.write({"schema": "detente/report@1"})))
        text.write_bytes(b"\xff")
        self.assertIn("cannot be read as text", self.fails(text))
        self.assertIn("There is no", self.fails("nowhere.json"))
        self.assertFalse((self.folder / "figures").exists())

    def test_no_program_and_what_a_program_says(self):
        self.assertRegex(self.fails(self.folder, "--detente", PROGRAM), "detente report .*` failed: .+")
        self.assertIn("is not a program", self.fails(RESULT, "--detente", "nowhere/detente"))
        with unittest.mock.patch.dict(os.environ, {"DETENTE": "nowhere"}):
            self.assertIn("is not a program", self.fails(RESULT))
        reports = importlib.import_module("figures.report_data")
        with unittest.mock.patch.object(reports.command, "BUILDS", []), unittest.mock.patch.dict(os.environ, {"PATH": ""}):
            os.environ.pop("DETENTE", None)
            self.assertRaisesRegex(figures.ReportError, "was not found: build it", figures.load_report, RESULT)

    def test_choices_that_do_not_exist(self):
        self.assertIn("Unknown policy: nobody. The report has status_quo,", self.fails(REPORT, "--policies", "nobody"))
        self.assertIn("Unknown policy: none named", self.fails(REPORT, "--policies", ","))
        self.assertIn("Unknown variable: mood", self.fails(REPORT, "--variable", "mood"))
        self.assertIn("Unknown figure: plots", self.fails(REPORT, "--figures", "plots"))
        self.assertIn("Unknown format: gif", self.fails(REPORT, "--format", "gif"))
        with self.assertRaises(SystemExit), contextlib.redirect_stderr(io.StringIO()):
            command.main([str(REPORT), "--columns", "3"])

    def test_files_of_others_stay(self):
        call = REPORT, "--out", "out", "--figures", "frontier", "--format", "svg"
        self.make(*call)
        self.make(*call)  # our own are replaced
        for name in ("frontier_178mm.svg", "frontier.csv", "captions.txt", "figures.sha256"):
            path = self.folder / "out" / name
            ours = path.read_bytes()
            path.write_text("not ours")
            before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
            self.assertRegex(self.fails(*call), rf"{name if name != 'figures.sha256' else ''}.* exists and was not made by this tool")
            self.assertEqual(before, {one.name: one.read_bytes() for one in path.parent.iterdir()})
            path.write_bytes(ours)

    def test_numbers_that_are_not_known(self):
        data = copy.deepcopy(DATA)
        for name in ("costs", "dots", "differences", "map"):
            for arm in part(data, name)["arms"]:
                for key, value in arm.items():
                    if isinstance(value, dict) and "value" in value:
                        arm[key] = {"value": None, "lower": None, "upper": None, "n": 0}
        self.make(self.write(data), "--format", "svg", "--figures", "costs,dots,differences,map")


if __name__ == "__main__":
    main()
