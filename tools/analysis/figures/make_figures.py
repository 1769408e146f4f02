#!/usr/bin/python3
"""Figures for papers of a report: see docs/figures.md."""
import argparse
import inspect
import pathlib
import sys
import warnings

if __package__ in (None, ""):  # called as a script
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
    __package__ = "figures"

try:
    from figures import cost_figure, differences_figure, dots_figure, exceedance_figure, fans_figure, frontier_figure
    from figures import map_figure, sensitivity_figure, story_figure
except ModuleNotFoundError as error:
    if error.name not in ("matplotlib", "numpy"):
        raise
    sys.exit(f"make_figures: {error.name} is missing for {sys.executable}: apt-get install python3-matplotlib")
from figures.captions import caption_text, captions_text
from figures.report_data import FigureAbsent, ReportError, load_report
from figures.saving import FORMATS, LIST, check_free, csv_bytes, picture_bytes, write_file, write_list
from figures.style import WIDTHS

# By name: what draws it, and what its caption adds.
FIGURES = {
    "fans": (fans_figure.fans, fans_figure.fans_note),
    "exceedance": (exceedance_figure.exceedance, exceedance_figure.exceedance_note),
    "dots": (dots_figure.dots, dots_figure.dots_note),
    "differences": (differences_figure.differences, differences_figure.differences_note),
    "costs": (cost_figure.costs, cost_figure.costs_note),
    "map": (map_figure.region_map, map_figure.map_note),
    "sensitivity": (sensitivity_figure.sensitivity, sensitivity_figure.sensitivity_note),
    "story": (story_figure.story, story_figure.story_note),
    "frontier": (frontier_figure.frontier, frontier_figure.frontier_note),
}


def listed(text):
    """ "a,b" as ["a", "b"]."""
    return [one.strip() for one in text.split(",") if one.strip()]


def arguments_of(given):
    parser = argparse.ArgumentParser(prog="make_figures.py", epilog="See docs/figures.md.",
                                     description="Figures for papers (PDF, SVG, PNG) of a result or a report of detente.")
    parser.add_argument("input", metavar="REPORT.json|OUT_FOLDER|result.h5",
                        help="what `detente report --format json` printed, the folder of an ensemble, or a result file alone")
    parser.add_argument("--out", metavar="FOLDER", help="where files go (default: figures/ beside the input; of a folder: in it)")
    parser.add_argument("--columns", type=int, choices=sorted(WIDTHS), default=2,
                        help="width: 1 (85 mm) or 2 (178 mm, default) columns of a journal")
    parser.add_argument("--format", default="pdf,svg", help=f"of {','.join(FORMATS)} (default: pdf,svg)")
    parser.add_argument("--figures", default=",".join(FIGURES), help=f"of {','.join(FIGURES)} (default: all)")
    parser.add_argument("--variable", help="variable of the fans (default: the report's first)")
    parser.add_argument("--policies", help="policies drawn (default: all)")
    parser.add_argument("--detente", metavar="PROGRAM",
                        help="the program that is asked for the report (default: $DETENTE, PATH, build/release, "
                             "build/debug)")
    return parser.parse_args(given)


def chosen_of(given):
    """The policies named in the call; None for all."""
    return listed(given.policies) if given.policies is not None else None


def check_among(wanted, known, what):
    wrong = [one for one in wanted if one not in known]
    if wrong or not wanted:
        raise ReportError(f"Unknown {what}: {', '.join(wrong) or 'none named'}. There are {', '.join(known)}.")
    return list(dict.fromkeys(wanted))


def output_folder(given):
    source = pathlib.Path(given.input)
    return pathlib.Path(given.out) if given.out else (source if source.is_dir() else source.parent) / "figures"


def options_of(draw_or_note, given):
    """Those of the command's choices that this function takes."""
    offered = {"columns": given.columns, "policies": chosen_of(given), "variable": given.variable}
    taken = inspect.signature(draw_or_note).parameters
    return {key: value for key, value in offered.items() if key in taken}


def stem_of(report, name, given):
    """File name without suffix: "fans_governance_85mm"."""
    variable = "_" + fans_figure.variable_of(report.part("fans"), given.variable)["id"] if name == "fans" else ""
    safe = "".join(one if one.isalnum() or one in "_-" else "_" for one in variable)
    return f"{name}{safe}_{WIDTHS[given.columns]:.0f}mm"


def make_one(report, name, given, forms):
    """Files of one figure by name, and its paragraph in captions.txt."""
    draw, note = FIGURES[name]
    figure = draw(report, **options_of(draw, given))
    stem = stem_of(report, name, given)
    files = {f"{stem}.{form}": picture_bytes(figure, form) for form in forms}
    shown = report.chosen(chosen_of(given))
    if name == "story":
        shown = report.policies  # it tells of one run, whatever is chosen
    told = fans_figure.drawn_policies(report, chosen_of(given)) if name == "fans" else shown
    table = report.figure(name)["table"]
    if table is not None:
        files[f"{name}.csv"] = csv_bytes(table, shown)
    return files, caption_text(report, name, told, given.variable, note(report, **options_of(note, given)), list(files))


def make_all(report, names, given, forms):
    """All files by name, and of each figure that cannot be made one line that says why."""
    files, paragraphs, absent = {}, [], []
    for name in names:
        try:
            made, paragraph = make_one(report, name, given, forms)
            files.update(made)
            paragraphs.append(paragraph)
        except FigureAbsent as error:
            absent.append(f"{name}: {error}" + (f" To make it: {error.command}" if error.command else ""))
    files["captions.txt"] = captions_text(report, paragraphs, absent).encode("utf-8")
    return files, absent


def run(given):
    names = check_among(listed(given.figures), FIGURES, "figure")
    forms = check_among(listed(given.format), FORMATS, "format")
    report, folder = load_report(given.input, given.detente), output_folder(given)
    report.chosen(chosen_of(given))  # an unknown one is a fault of the call, not of a figure
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        files, absent = make_all(report, names, given, forms)
    for message in sorted({str(one.message) for one in caught}):
        print(f"note: {message}", file=sys.stderr)
    check_free([folder / name for name in [*files, LIST]])  # before the first is written
    for name, content in files.items():
        write_file(folder / name, content)
    write_list(folder, list(files))
    for line in absent:
        print(f"not made: {line}")
    made = len(names) - len(absent)
    print(f"{made} figure{'' if made == 1 else 's'} in {folder}, with captions.txt")


def main(given=None):
    """Does what the arguments (default: those of the command) say; returns the exit code."""
    try:
        run(arguments_of(given))
    except (ReportError, OSError) as error:
        print(f"make_figures: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
