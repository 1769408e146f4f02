"""Frontier: policy money against crisis money."""
from matplotlib.lines import Line2D

from .page import EDGE, LINE, PLAIN_TICKS, Page, legend_height, plain, policy_handle, round_ticks, text_width
from .report_data import estimate
from .style import SOFT, WIDTHS, drawing, policy_looks

HEIGHT = {1: 55.0, 2: 60.0}  # [mm]
FILL = {"efficient": "full", "undecided": "left", "dominated": "none"}


def points_of(report, policies):
    chosen = report.chosen(policies)
    return [one for one in report.part("frontier")["points"] if one["policy"] in chosen]


def draw_point(axes, point, look):
    """A mean with its intervals both ways; how it is filled says its standing."""
    (x, left, right), (y, low, high) = estimate(point["policy_cost"]), estimate(point["crisis_cost"])
    whiskers = {"color": look.colour, "linewidth": 0.9, "solid_capstyle": "butt"}
    axes.plot([left, right], [y, y], **whiskers)
    axes.plot([x, x], [low, high], **whiskers)
    axes.plot([x], [y], linestyle="", marker=look.marker, markersize=5, color=look.colour, fillstyle=FILL[point["standing"]],
              markerfacecoloralt="white", markeredgewidth=0.9, gid=f"point {look.policy}", zorder=4)


def span_of(points, key):
    ends = [end for one in points for end in estimate(one[key]) if end == end] or [0.0]
    margin = 0.08 * (max(ends) - min(ends)) or 0.05 * abs(max(ends)) or 1.0
    return min(ends) - margin, max(ends) + margin


def legends_of(points, looks):
    named = [(policy_handle(looks[one["policy"]], linestyle="", markersize=4.5, fillstyle=FILL[one["standing"]],
                            markerfacecoloralt="white", markeredgewidth=0.9), one["policy"]) for one in points]
    standings = [(Line2D([], [], linestyle="", color=SOFT, marker="o", markersize=4.5, fillstyle=fill, markerfacecoloralt="white",
                         markeredgewidth=0.9), standing) for standing, fill in FILL.items()]
    return named, standings


@drawing
def frontier(report, *, columns=2, policies=None):
    """Mean crisis-management cost over mean policy money, with intervals; filled symbols are efficient policies.

    report: a Report. columns: 1 (85 mm) or 2 (178 mm). policies: ids (default: all). settings: rcParams over the style.
    Units: those of the report (MEUR, net present value). Returns a matplotlib Figure."""
    points, looks, unit = points_of(report, policies), policy_looks(report), report.part("frontier")["unit"]
    named, standings = legends_of(points, looks)
    width, high, inside = WIDTHS[columns], HEIGHT[columns], WIDTHS[columns] - 2 * EDGE
    top = EDGE + legend_height(named, inside) + legend_height(standings, inside) + 1
    (low_x, high_x), (low_y, high_y) = span_of(points, "policy_cost"), span_of(points, "crisis_cost")
    up = round_ticks(low_y, high_y, 6)
    left = EDGE + LINE + 3 + max([text_width(plain(tick)) for tick in up], default=8)
    page = Page(width, top + high + 2 * LINE + 2)
    page.legend(named, EDGE, EDGE, inside)
    page.legend(standings, EDGE, EDGE + legend_height(named, inside), inside)
    axes = page.axes(left, top, width - left - 5, high, xlim=(low_x, high_x), ylim=(low_y, high_y))
    for point in points:
        draw_point(axes, point, looks[point["policy"]])
    axes.set_xticks(round_ticks(low_x, high_x, int((width - left) // 16)))
    axes.set_yticks(up)
    axes.xaxis.set_major_formatter(PLAIN_TICKS)
    axes.yaxis.set_major_formatter(PLAIN_TICKS)
    axes.set(xlabel=f"policy money, mean [{unit}]", ylabel=f"crisis-management cost, mean [{unit}]")
    axes.grid(True)
    return page.figure


def frontier_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    alone = "" if len(report.chosen(policies)) == len(report.policies) else " Standings are among all policies of the report, drawn or not."
    return ("Filled symbols: efficient; half filled: undecided; open: dominated. Standings rest on differences run by run, which"
            f" are known better than the whiskers suggest. Neither axis starts at 0.{alone}")
