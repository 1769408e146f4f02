"""A figure laid out in millimetres from its upper left corner, so that no label is cut and no space is left over."""
import re

import matplotlib
import numpy
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .style import FONT_SIZE, MILLIMETRE, SOFT

POINT = 25.4 / 72  # [mm]
LINE = 3.4  # [mm] from line to line of text
HANDLE = 9.2  # [mm] a sample of a legend, with the space after it and before the next column
EDGE = 1.0  # [mm] of white around all


def text_width(text, weight="normal"):
    """Width in millimetres at the size of all text."""
    font = FontProperties(family=matplotlib.rcParams["font.family"], size=FONT_SIZE, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * POINT if text else 0.0


def shorten(text, width, weight="normal"):
    """The text, with its end left out where it is wider than so many millimetres."""
    if text_width(text, weight) <= width:
        return text
    while text and text_width(text + "…", weight) > width:
        text = text[:-1]
    return text + "…"


def wrap(text, width):
    """Lines of at most so many millimetres, broken at spaces and after underscores, within a word only at need."""
    lines = [""]
    for word in re.findall(r"[^\s_]*_+|[^\s_]+\s*|\s+", text):
        if lines[-1] and text_width((lines[-1] + word).rstrip()) > width:
            lines.append("")
        while text_width(word.rstrip()) > width and len(word) > 1:
            fits = max(1, next((n for n in range(len(word) - 1, 0, -1) if text_width(word[:n]) <= width), 1))
            lines[-1:] = [lines[-1] + word[:fits], ""]
            word = word[fits:]
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


class Page:
    """One figure of `width` by `height` millimetres."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width * MILLIMETRE, height * MILLIMETRE))
        FigureCanvasAgg(self.figure)

    def axes(self, left, top, width, height, **options):
        """Axes whose frame has that place; what stands beside the frame (ticks, labels) needs room of its own."""
        place = [left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height]
        return self.figure.add_axes(place, **options)

    def text(self, left, top, text, **options):
        """Text whose upper left corner is there."""
        options = {"va": "top", "ha": "left", "linespacing": LINE / (FONT_SIZE * POINT * 1.2) * 1.03, **options}
        return self.figure.text(left / self.width, 1 - top / self.height, text, **options)

    def legend(self, entries, left, top, width):
        """A legend of (handle, label) in as many columns as fit; `legend_height` says how high it is."""
        handles, labels = [handle for handle, _ in entries], [shorten(label, width - HANDLE) for _, label in entries]
        # matplotlib leaves out labels that begin with an underscore: they are set once it is made.
        legend = self.figure.legend(
            handles, ["x"] * len(labels), loc="upper left", bbox_to_anchor=(left / self.width, 1 - top / self.height),
            ncol=legend_columns(entries, width), borderpad=0, borderaxespad=0, handlelength=2.8, handletextpad=0.6,
            columnspacing=1.2, labelspacing=LINE / (FONT_SIZE * POINT) - 1, handleheight=0.7)
        for text, label in zip(legend.get_texts(), labels):
            text.set_text(label)
        return legend


def legend_columns(entries, width):
    """As many columns as fit; matplotlib fills them one after the other, the first ones with one more."""
    widths = [min(text_width(label), width - HANDLE) for _, label in entries]
    for count in range(len(entries), 1, -1):
        if sum(max(part) + HANDLE for part in numpy.array_split(widths, count)) + 1.0 * (count - 1) <= width:
            return count
    return 1


def legend_height(entries, width):
    """Height in millimetres, with the space below."""
    return -(-len(entries) // legend_columns(entries, width)) * LINE + 1.5 if entries else 0.0


def policy_handle(look, **options):
    """The sample of a policy in a legend: its line with its marker."""
    return Line2D([], [], **{"color": look.colour, "linestyle": look.dash, "marker": look.marker, "markersize": 3,
                             "linewidth": 1.1, **options})


def band_handle(opacity):
    return Patch(facecolor=SOFT, alpha=opacity, linewidth=0)


def label_of(label, unit):
    """An axis label: "crisis-management cost [MEUR]"; pure numbers have no unit."""
    return label if unit in ("", "1") else f"{label} [{unit}]"


def plain(value):
    """A number as people write it: 6,726; 0.25; a true minus sign."""
    if value != value:
        return "unknown"
    text = f"{value:,.0f}" if abs(value) >= 1000 or value == round(value) else f"{value:.3g}"
    return text.replace("-", "\N{MINUS SIGN}")


def percent(share):
    """A share as per cent: 0.002 is "0.2 %"."""
    return "unknown" if share != share else f"{100 * share:.3g} %"


PLAIN_TICKS = FuncFormatter(lambda value, _: plain(value))
PERCENT_TICKS = FuncFormatter(lambda value, _: percent(value))


def round_ticks(low, high, most):
    """At most about so many round numbers between the two."""
    ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [tick for tick in ticks if low <= tick <= high]


def year_axis(axes, report, last, most):
    """A horizontal axis of calendar years from the start to month `last`, with at most `most` ticks."""
    low, high = report.year_of(0), report.year_of(last)
    ticks = [tick for tick in round_ticks(low, high, most) if tick == round(tick)] or [numpy.ceil(low)]
    axes.set_xlim(low, high)
    axes.set_xticks(ticks, [f"{tick:.0f}" for tick in ticks])
