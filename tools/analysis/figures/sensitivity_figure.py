"""Sensitivity: which uncertain numbers matter."""
from matplotlib.lines import Line2D

from .page import EDGE, LINE, PLAIN_TICKS, Page, label_of, legend_height, wrap
from .report_data import FigureAbsent, estimate
from .style import COLOURS, WIDTHS, drawing

MOST_TABLES = 3
MOST_ROWS = {1: 6, 2: 12}
LABELS = {1: 38.0, 2: 78.0}  # [mm] width of the words beside the rows
WORDS = {"morris": ("size of its effects (root mean square)", "spread of its effects (standard deviation)"),
         "sobol": ("alone (first-order index)", "with all interactions (total index)")}
TOLD = {"morris": "by their size or by the mean of their effects, which is not drawn", "sobol": "by their total index"}
MARKS = ({"color": COLOURS[1], "marker": "o", "markersize": 3.4},
         {"color": COLOURS[2], "marker": "^", "markersize": 3.6, "markerfacecolor": "white", "markeredgewidth": 0.7})


def tables_of(report, policies):
    """The tables of these policies, with something to draw: at most MOST_TABLES."""
    chosen = report.chosen(policies)
    tables = [one for one in report.part("sensitivity")["tables"] if one["policy"] in chosen and one["rows"]]
    if not tables:
        raise FigureAbsent(f"The report tells uncertain numbers apart for none of {', '.join(chosen)}.")
    return tables


def heading_of(table):
    return f"{table['policy']} less {table['less']}" if table["less"] else table["policy"]


def labels_of(table, columns):
    """What each number means and by what it is known, as lines that fit."""
    known = [f" ({row['status']})" if row["status"] else "" for row in table["rows"]]
    return [wrap(row["label"] + status, LABELS[columns])[:3] for row, status in zip(table["rows"], known)][:MOST_ROWS[columns]]


def draw_table(axes, table, labels, ends):
    """Two estimates by number, one below the other; `ends` are the lower edges of the rows in lines of text."""
    for key, shift, mark in (("main", -0.22, MARKS[0]), ("total", 0.22, MARKS[1])):
        values = [estimate(row[key]) for row in table["rows"][:len(labels)]]
        heights = [(begin + end) / 2 + shift for begin, end in zip([0.0, *ends], ends)]
        for (_, lower, upper), height in zip(values, heights):
            axes.plot([lower, upper], [height] * 2, color=mark["color"], linewidth=0.9, solid_capstyle="butt", clip_on=False)
        axes.plot([value for value, _, _ in values], heights, linestyle="", gid=f"{key} {table['policy']}", clip_on=False, zorder=4, **mark)
    axes.set_yticks([(begin + end) / 2 for begin, end in zip([0.0, *ends], ends)], ["\n".join(lines) for lines in labels])
    for end in ends[:-1]:
        axes.axhline(end, color="#e4e4e4", linewidth=0.4)
    axes.tick_params(axis="y", length=0, pad=4)
    axes.grid(True, axis="x")
    axes.set_ylim(ends[-1], 0)
    low = min([0.0, *(lower for row in table["rows"] for lower in (estimate(row["main"])[1], estimate(row["total"])[1]) if lower == lower)])
    axes.set_xlim(low, None)
    axes.xaxis.set_major_formatter(PLAIN_TICKS)


def row_ends(labels):
    """Lower edges of the rows in lines of text: at least 1.35 lines each."""
    ends, below = [], 0.0
    for lines in labels:
        below += max(1.35, len(lines) + 0.3)
        ends.append(below)
    return ends


@drawing
def sensitivity(report, *, columns=2, policies=None):
    """The uncertain numbers that matter most, one panel by policy: two measures of each, with their intervals.

    report: a Report made with a sensitivity design (morris or saltelli). columns: 1 (85 mm) or 2 (178 mm). policies: ids
    (default: all; three panels are drawn at most). settings: rcParams over the style. Units: morris: those of the outcome
    (MEUR); sobol: shares of variance, 0 to 1. Returns a matplotlib Figure."""
    data, tables = report.part("sensitivity"), tables_of(report, policies)[:MOST_TABLES]
    width, left = WIDTHS[columns], EDGE + LABELS[columns] + 2
    entries = [(Line2D([], [], linewidth=0.9, **mark), word) for mark, word in zip(MARKS, WORDS[data["measure"]])]
    top = EDGE + legend_height(entries, width - 2 * EDGE)
    labels = [labels_of(table, columns) for table in tables]
    heights = [row_ends(some)[-1] * LINE for some in labels]
    page = Page(width, top + sum(heights) + (3 * LINE + 1) * len(tables) + 1)
    page.legend(entries, EDGE, EDGE, width - 2 * EDGE)
    for table, some, height in zip(tables, labels, heights):
        page.text(EDGE, top, "\n".join(wrap(heading_of(table), 0.92 * (width - 2 * EDGE))[:1]), weight="bold")
        axes = page.axes(left, top + LINE + 0.5, width - left - 5, height)
        draw_table(axes, table, some, row_ends(some))
        top += height + 3 * LINE + 1
    unit = data["unit"] if data["measure"] == "morris" else "share of variance"
    axes.set_xlabel(label_of(data["outcome"].replace("_", " "), unit))
    return page.figure


def sensitivity_note(report, policies=None, columns=2):
    """What the caption of this drawing adds to the report's."""
    tables = tables_of(report, policies)
    told = TOLD[report.part("sensitivity")["measure"]]
    parts = ["In brackets: by what the number is known. Panels have axes of their own. Order: first the numbers that can be"
             f" told from one without effect ({told}), then the others; the largest first in each."]
    if max(len(table["rows"]) for table in tables[:MOST_TABLES]) > MOST_ROWS[columns]:
        parts.append(f"Drawn are the first {MOST_ROWS[columns]} numbers of each panel; sensitivity.csv has the others.")
    if len(tables) > MOST_TABLES:
        parts.append(f"Drawn are {MOST_TABLES} of {len(tables)} panels.")
    luck = [f"{heading_of(one)} {100 * one['luck']['value']:.3g} %" for one in tables if one["luck"] and one["luck"]["value"] is not None]
    return " ".join(parts + ([f"Share of variance that is luck: {'; '.join(luck)}."] if luck else []))
