"""Dots: how far single futures differ. Each dot stands for the same number of runs."""
from matplotlib.lines import Line2D

from .page import EDGE, LINE, PLAIN_TICKS, POINT, Page, label_of, legend_height, plain, round_ticks, shorten
from .report_data import estimate, number
from .style import INK, SOFT, WIDTHS, drawing, policy_looks

LARGEST, SMALLEST = {1: 1.9, 2: 2.6}, 0.25  # [mm] diameter of a dot
TALLEST = {1: 15.0, 2: 18.0}  # [mm] of dots
MOST_HEIGHT = 215.0  # [mm] of all rows: a page
FOOT = 3.4  # [mm] below the dots: median, mean and its interval


def stacked(places, diameter):
    """The level of each dot: the lowest at which it covers none before it. `places` in mm, ascending."""
    ends, levels = [], []
    for place in places:
        level = next((one for one, end in enumerate(ends) if place - end >= diameter), len(ends))
        ends[level:level + 1] = [place]
        levels.append(level)
    return levels


def fitting_diameter(rows, tallest, largest):
    """The largest dots with which no stack is taller than `tallest` [mm]."""
    diameter = largest
    while diameter > SMALLEST and any((max(stacked(row, diameter), default=0) + 1) * diameter > tallest for row in rows):
        diameter *= 0.95
    return diameter


def span_of(arms):
    """The horizontal axis: all that is drawn, with a margin."""
    values = [number(value) for arm in arms for value in [*arm["dots"], arm["median"], *estimate(arm["mean"])]]
    values = [value for value in values if value == value] or [0.0]
    margin = 0.03 * (max(values) - min(values)) or 1.0
    return min(values) - margin, max(values) + margin


def draw_row(axes, arm, look, diameter, scale):
    """One policy: dots above the line, median and mean below it. The vertical axis is in mm."""
    values = sorted(number(value) for value in arm["dots"])
    heights = [(level + 0.5) * diameter for level in stacked(scale(values), diameter)]
    axes.plot(values, heights, linestyle="", marker="o", markersize=0.92 * diameter / POINT, markeredgewidth=0,
              color=look.colour, gid=f"dots {look.policy}")
    mean, lower, upper = estimate(arm["mean"])
    axes.axhline(0, color=SOFT, linewidth=0.5)
    axes.plot([number(arm["median"])] * 2, [-0.2, -FOOT + 0.6], color=INK, linewidth=1.0, gid=f"median {look.policy}")
    axes.plot([lower, upper], [-FOOT / 2] * 2, color=INK, linewidth=2.2, solid_capstyle="butt", gid=f"interval {look.policy}")
    axes.plot([mean], [-FOOT / 2], marker="D", markersize=2.6, markerfacecolor="white", markeredgecolor=INK,
              markeredgewidth=0.7, gid=f"mean {look.policy}")


def legend_of(report):
    return [(Line2D([], [], linestyle="", marker="o", markersize=3.5, color=SOFT), "2 % of runs"),
            (Line2D([], [], linestyle="", marker="|", markersize=6, color=INK), "median"),
            (Line2D([], [], color=INK, linewidth=2.2, marker="D", markersize=3.2, markerfacecolor="white",
                    markeredgewidth=0.7), f"mean with its {report.interval}")]


@drawing
def dots(report, *, columns=2, policies=None):
    """50 dots by policy, each 2 % of its runs, at its true place; below them median, and mean with its interval.

    report: a Report. columns: 1 (85 mm) or 2 (178 mm). policies: ids (default: all). settings: rcParams over the style.
    Units: those of the report (MEUR). Returns a matplotlib Figure."""
    data, looks, chosen = report.part("dots"), policy_looks(report), report.chosen(policies)
    arms = [arm for arm in data["arms"] if arm["policy"] in chosen]
    low, high = span_of(arms)
    width, left = WIDTHS[columns], EDGE + 2
    wide, entries = width - left - 5, legend_of(report)
    top = EDGE + legend_height(entries, wide)
    tallest = max(2.0, min(TALLEST[columns], (MOST_HEIGHT - top) / len(arms) - FOOT - LINE - 1))
    scale = lambda values: [(value - low) / (high - low) * wide for value in values]
    rows = [scale(sorted(map(number, arm["dots"]))) for arm in arms]
    diameter = fitting_diameter(rows, tallest, LARGEST[columns])
    heights = [(max(stacked(row, diameter), default=0) + 1) * diameter for row in rows]
    page = Page(width, top + sum(heights) + (LINE + FOOT + 1.5) * len(arms) + 2 * LINE + 2)
    page.legend(entries, left, EDGE, wide)
    for arm, tall in zip(arms, heights):
        look = looks[arm["policy"]]
        axes = page.axes(left, top + LINE, wide, tall + FOOT, xlim=(low, high), ylim=(-FOOT, tall))
        axes.set_title(shorten(look.policy, wide, "bold"), color=look.colour)
        draw_row(axes, arm, look, diameter, scale)
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        axes.set_xticks(round_ticks(low, high, int(wide // 14)))
        axes.grid(True, axis="x")
        axes.tick_params(labelbottom=False, length=0)
        top += LINE + tall + FOOT + 1.5
    axes.tick_params(labelbottom=True, length=2)
    axes.spines["bottom"].set_visible(True)
    axes.xaxis.set_major_formatter(PLAIN_TICKS)
    axes.set_xlabel(label_of(data["label"], data["unit"]))
    return page.figure


def dots_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    data, chosen = report.part("dots"), report.chosen(policies)
    last = "; ".join(f"{arm['policy']} {plain(max(map(number, arm['dots'])))}" for arm in data["arms"] if arm["policy"] in chosen)
    return (f"Below the dots: the median, and the mean with its {report.interval}. The last dot stands for the greatest 2 % of"
            f" runs and has their middle ({last} {data['unit']}): single runs lie beyond it, and the mean may be pulled by them.")
