"""Exceedance: how likely a bill of a given size or more is."""
import math

from matplotlib.ticker import FixedLocator, NullLocator
from matplotlib.transforms import offset_copy

from .page import EDGE, LINE, PERCENT_TICKS, PLAIN_TICKS, Page, label_of, legend_height
from .page import percent, plain, policy_handle, round_ticks, text_width
from .report_data import FigureAbsent, estimate
from .style import INK, WIDTHS, drawing, policy_looks

MOST_BANDS = 4  # more cannot be told apart; the whiskers at the marked threshold stay
HEIGHT = {1: 55.0, 2: 68.0}  # [mm]


STEPS = ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 6, 8), (1, 2, 4, 6, 8), (1, 2, 4, 7), (1, 2, 5), (1, 3), (1,))


def log_ticks(low, high, length, room):
    """Round numbers for a logarithmic axis of that length [mm]: the finest whose labels have `room` [mm] each; where the
    axis spans little, even steps."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    per_unit = length / math.log(high / low)
    for steps in STEPS:
        ticks = [step * 10.0**decade for decade in decades for step in steps if low <= step * 10.0**decade <= high]
        gaps = [math.log(after / before) * per_unit for before, after in zip(ticks, ticks[1:])]
        if len(ticks) >= 3 and min(gaps) >= room:
            return ticks
    return round_ticks(low, high, max(2, int(length // (1.5 * room))))


def steps_of(data, arm):
    """(threshold, share, lower, upper): a logarithm has no zero, so that thresholds no run reaches are left out."""
    steps = [(threshold, *estimate(share)) for threshold, share in zip(data["thresholds"], arm["share"])]
    return [step for step in steps if step[0] > 0 and step[1] > 0]


def arms_of(report, data, policies):
    chosen = report.chosen(policies)
    arms = [(arm, steps_of(data, arm)) for arm in data["arms"] if arm["policy"] in chosen]
    if not any(steps for _, steps in arms):
        raise FigureAbsent("No run of the policies chosen reaches a threshold above 0.")
    return [(arm, steps) for arm, steps in arms if steps]


def draw_curve(axes, steps, look, floor, with_band):
    thresholds, shares, lower, upper = zip(*steps)
    if with_band:
        axes.fill_between(thresholds, [max(floor, one) for one in lower], upper, color=look.colour, alpha=0.15, linewidth=0)
        for edge in ([max(floor, one) for one in lower], upper):
            axes.plot(thresholds, edge, color=look.colour, linestyle=look.dash, linewidth=0.35)
    axes.plot(thresholds, shares, color=look.colour, linestyle=look.dash, linewidth=1.2, gid=f"share {look.policy}")
    axes.plot(thresholds[-1:], shares[-1:], color=look.colour, marker=look.marker, markersize=3.2, linestyle="", clip_on=False)


def draw_marked(axes, data, arm, look, shift):
    """The share at the marked threshold with its interval; `shift` [pt] keeps policies from covering each other."""
    share, lower, upper = estimate(arm["at_marked"])
    if share <= 0:
        return
    place = offset_copy(axes.transData, fig=axes.figure, x=shift, y=0, units="points")
    axes.plot([data["marked"]] * 2, [lower, upper], color=look.colour, linewidth=0.9, transform=place, zorder=4)
    axes.plot([data["marked"]], [share], color=look.colour, marker=look.marker, markersize=3.4, markerfacecolor="white",
              transform=place, zorder=5, gid=f"marked {look.policy}")


def draw_scales(axes, data, arms, wide, tall):
    """Both axes logarithmic, from the least to the greatest that is drawn."""
    thresholds = [step[0] for _, steps in arms for step in steps]
    low, high = min(thresholds), max(max(thresholds), min(thresholds) * 1.1)
    floor = min(step[1] for _, steps in arms for step in steps) / 1.6
    axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(floor, 1), ylabel="share of runs at or above (log scale)")
    axes.set_xlabel(f"{label_of(data['label'], data['unit'])} (log scale)")
    for axis, ticks, words in ((axes.xaxis, log_ticks(low, high, wide, text_width(plain(high)) + 1.5), PLAIN_TICKS),
                               (axes.yaxis, log_ticks(floor, 1, tall, LINE + 1), PERCENT_TICKS)):
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(words)
    axes.grid(True)
    return low, high, floor


@drawing
def exceedance(report, *, columns=2, policies=None):
    """Share of runs whose outcome reaches x or more, both axes logarithmic, with Wilson's intervals and the marked bill.

    report: a Report. columns: 1 (85 mm) or 2 (178 mm). policies: ids (default: all). settings: rcParams over the style.
    Units: outcome in the report's (MEUR), shares of runs 0 to 1. Returns a matplotlib Figure."""
    data, looks = report.part("exceedance"), policy_looks(report)
    arms = arms_of(report, data, policies)
    width, high = WIDTHS[columns], HEIGHT[columns]
    entries = [(policy_handle(looks[arm["policy"]]), arm["policy"]) for arm, _ in arms]
    top = EDGE + legend_height(entries, width - 2 * EDGE) + LINE
    left = EDGE + LINE + 3 + text_width("0.05 %")
    page = Page(width, top + high + 2 * LINE + 2)
    page.legend(entries, EDGE, EDGE, width - 2 * EDGE)
    axes = page.axes(left, top, width - left - 5, high)
    low, most, floor = draw_scales(axes, data, arms, width - left - 5, high)
    for index, (arm, steps) in enumerate(arms):
        draw_curve(axes, steps, looks[arm["policy"]], floor, with_band=len(arms) <= MOST_BANDS)
        if low <= data["marked"] <= most:
            draw_marked(axes, data, arm, looks[arm["policy"]], min(3.0, 12.0 / len(arms)) * (index - (len(arms) - 1) / 2))
    if low <= data["marked"] <= most:
        axes.axvline(data["marked"], color=INK, linewidth=0.6, linestyle=(0, (1, 2)))
        axes.annotate(f"{plain(data['marked'])} {data['unit']}", (data["marked"], 1), xytext=(2, 1), textcoords="offset points",
                      xycoords=("data", "axes fraction"), va="bottom", annotation_clip=False)
    return page.figure


def exceedance_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    data = report.part("exceedance")
    arms = arms_of(report, data, policies)
    marked = "; ".join("{} {} ({} to {})".format(arm["policy"], *map(percent, estimate(arm["at_marked"]))) for arm, _ in arms)
    bands = f" Bands are left out, since there are more than {MOST_BANDS} policies." if len(arms) > MOST_BANDS else ""
    return (f"Open symbols, side by side: share of runs at {plain(data['marked'])} {data['unit']} or more, with its {report.interval}"
            f" ({marked}). A curve ends at the greatest threshold that a run of that policy reaches; the lowest shares are"
            f" single runs.{bands}")
