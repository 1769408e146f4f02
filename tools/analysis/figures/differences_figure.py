"""Differences: what a policy changes against the baseline, run by run."""
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .page import EDGE, LINE, PLAIN_TICKS, Page, legend_height, percent, plain, round_ticks, shorten
from .report_data import FigureAbsent, estimate, number
from .style import INK, SOFT, WIDTHS, drawing, policy_looks

OUTSIDE = 0.01  # share of runs that may lie outside the axis on either side; how many is written there
BARS = {1: 15.0, 2: 18.0}  # [mm]
MOST_HEIGHT = 190.0  # [mm] of all rows: a page
FEW = 5  # bins of which each has its number and its edges are marked
FOOT = 4.2  # [mm] below the bars: mean and middle 90 % of runs


def arms_of(report, policies):
    chosen = report.chosen(policies)
    arms = [arm for arm in report.part("differences")["arms"] if arm["policy"] in chosen and sum(arm["counts"]) > 0]
    if not arms:
        raise FigureAbsent(f"Nothing to compare: {report.baseline} is what the others are compared with.")
    return arms


def window_of(data, arms):
    """First and last bin drawn (the last one excluded): beyond, each arm has at most OUTSIDE of its runs on each side.
    A few runs can lie fifty times as far as most, and an axis that held them would show one bar."""
    first, last = len(data["edges"]) - 1, 0
    for arm in arms:
        allowed, counts = OUTSIDE * sum(arm["counts"]), arm["counts"]
        left = next((k for k in range(len(counts)) if sum(counts[:k + 1]) > allowed), 0)
        right = next((k for k in range(len(counts), 0, -1) if sum(counts[k - 1:]) > allowed), len(counts))
        first, last = min(first, left), max(last, right)
    edges = data["edges"]
    while first > 0 and edges[first] > min(0, *(number(arm["p05"]) for arm in arms)):
        first -= 1
    while last < len(edges) - 1 and edges[last] < max(0, *(number(arm["p95"]) for arm in arms)):
        last += 1
    return first, last


def draw_row(axes, data, arm, look, window, foot):
    """Bars in shares of runs; below the line, at `foot` heights of the axes, middle 90 % of runs, mean and its interval."""
    first, last = window
    total, edges = sum(arm["counts"]), data["edges"]
    shares = [count / total for count in arm["counts"][first:last]]
    axes.bar(edges[first:last], shares, [b - a for a, b in zip(edges[first:last], edges[first + 1:last + 1])], align="edge",
             facecolor=look.colour, alpha=0.55, edgecolor="white", linewidth=0.5, gid=f"counts {look.policy}")
    below = axes.get_xaxis_transform()  # across: data; up: the axes, below which the summary stands
    axes.plot([number(arm["p05"]), number(arm["p95"])], [foot] * 2, color=look.colour, linewidth=1.0, marker="|", markersize=4,
              transform=below, clip_on=False, gid=f"middle {look.policy}")
    mean, lower, upper = estimate(arm["mean"])
    axes.plot([lower, upper], [foot] * 2, color=INK, linewidth=2.4, transform=below, clip_on=False, solid_capstyle="butt",
              gid=f"interval {look.policy}")
    axes.plot([mean], [foot], color=INK, marker="D", markersize=2.6, markerfacecolor="white", markeredgewidth=0.7,
              transform=below, clip_on=False, gid=f"mean {look.policy}", zorder=5)
    axes.plot([0, 0], [0, max(shares)], color=INK, linewidth=0.7)


def outside_text(counts):
    """ "13 runs beyond": what the axis leaves out on one side; the outermost bins have no far end."""
    runs = sum(counts)
    return f"{plain(runs)} run{'s' if runs > 1 else ''} beyond" if runs else ""


def write_numbers(axes, data, arm, window):
    """The runs beyond the axis on either side, and the share of each bar, or of the tallest where they are many."""
    first, last = window
    edges, counts = data["edges"], arm["counts"]
    left = outside_text(counts[:first])
    right = outside_text(counts[last:])
    axes.text(0.005, 1, f"← {left}" if left else "", transform=axes.transAxes, ha="left", va="top", color=SOFT)
    axes.text(0.995, 1, f"{right} →" if right else "", transform=axes.transAxes, ha="right", va="top", color=SOFT)
    drawn = range(first, last)
    for k in drawn if last - first <= FEW else [max(drawn, key=lambda one: counts[one])]:
        axes.text((edges[k] + edges[k + 1]) / 2, counts[k] / sum(counts), percent(counts[k] / sum(counts)), ha="center", va="bottom")


def legend_of(report):
    return [(Patch(facecolor=SOFT, alpha=0.55), "share of runs"),
            (Line2D([], [], color=SOFT, linewidth=1.0, marker="|", markersize=4), "middle 90 % of runs"),
            (Line2D([], [], color=INK, linewidth=2.4, marker="D", markersize=2.6, markerfacecolor="white", markeredgewidth=0.7),
             f"mean with its {report.interval}")]


def style_row(axes, data, window, wide):
    first, last = window
    low, high = data["edges"][first], data["edges"][last]
    axes.set_xlim(low, high)
    axes.set_xticks(data["edges"][first:last + 1] if last - first <= FEW else round_ticks(low, high, int(wide // 14)))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(True, axis="x")
    axes.tick_params(labelbottom=False, length=0)


@drawing
def differences(report, *, columns=2, policies=None):
    """Histogram by policy of the outcome less the baseline's in the same run; below it the mean with its interval.

    report: a Report. columns: 1 (85 mm) or 2 (178 mm). policies: ids (default: all but the baseline). settings: rcParams
    over the style. Units: those of the report (MEUR); bars in shares of runs. Returns a matplotlib Figure."""
    data, looks, arms = report.part("differences"), policy_looks(report), arms_of(report, policies)
    window, entries = window_of(data, arms), legend_of(report)
    width, left = WIDTHS[columns], EDGE + 6
    wide = width - left - 6
    top = EDGE + legend_height(entries, wide)
    bars = max(9.0, min(BARS[columns], (MOST_HEIGHT - top) / len(arms) - FOOT - 2 * LINE))
    tallest = [max(arm["counts"]) / sum(arm["counts"]) for arm in arms]
    per_share = (bars - 2 * LINE) / max(tallest)  # the same scale in all rows, so that areas compare
    heights = [2 * LINE + one * per_share for one in tallest]
    page = Page(width, top + sum(heights) + (FOOT + 2 * LINE) * len(arms) + LINE + 1)
    page.legend(entries, left, EDGE, wide)
    for arm, height in zip(arms, heights):
        look = looks[arm["policy"]]
        axes = page.axes(left, top + LINE, wide, height, ylim=(0, height / per_share))
        top += height + FOOT + 2 * LINE
        axes.set_title(shorten(look.policy, wide, "bold"), color=look.colour)
        style_row(axes, data, window, wide)
        draw_row(axes, data, arm, look, window, -0.55 * FOOT / height)
        write_numbers(axes, data, arm, window)
    axes.xaxis.set_major_formatter(PLAIN_TICKS)
    axes.tick_params(labelbottom=True, length=2, pad=FOOT * 72 / 25.4)
    axes.set_xlabel(f"{data['label']} less that of {shorten(report.baseline, 0.4 * wide)} [{data['unit']}]")
    return page.figure


def differences_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    data, arms = report.part("differences"), arms_of(report, policies)
    low, high = (data["edges"][k] for k in window_of(data, arms))
    means = "; ".join(f"{arm['policy']} {plain(number(arm['mean']['value']))}" for arm in arms)
    return (f"Diamond: the mean (of all runs, {means} {data['unit']}) with its {report.interval}; thin line: middle 90 % of runs."
            f" The axis runs from {plain(low)} to {plain(high)}; runs beyond are counted at the edge and are part of the mean.")
