"""Costs: what the cost is made of, and when it falls due."""
from matplotlib.ticker import NullLocator

from .page import EDGE, LINE, PLAIN_TICKS, Page, legend_height, policy_handle, round_ticks, text_width
from .report_data import estimate
from .style import WIDTHS, drawing, policy_looks

LINEAR = 1.0  # [MEUR] the scale of components is linear up to here, so that 0 has a place
STEP, MOST_STEPS = 1.4, 7.5  # [mm] from policy to policy within a component, and of all of them at most
YEARS_HEIGHT = 44.0  # [mm]


def arms_of(report, policies):
    chosen = report.chosen(policies)
    return [arm for arm in report.part("costs")["arms"] if arm["policy"] in chosen]


def step_of(arms):
    return min(STEP, MOST_STEPS / len(arms))


def pitch_of(arms):
    """Height of a component [mm]: policies stand one below the other in it."""
    return max(4.2, step_of(arms) * len(arms) + 1.2)


def draw_components(axes, data, arms, looks):
    """One row by component: means, with their intervals across."""
    step, pitch = step_of(arms), pitch_of(arms)
    for index, arm in enumerate(arms):
        look, shift = looks[arm["policy"]], (index - (len(arms) - 1) / 2) * step / pitch
        values = [estimate(one) for one in arm["by_component"]]
        heights = [row + shift for row in range(len(values))]
        for (_, lower, upper), height in zip(values, heights):
            axes.plot([lower, upper], [height] * 2, color=look.colour, linewidth=0.9, solid_capstyle="butt")
        axes.plot([value for value, _, _ in values], heights, linestyle="", marker=look.marker, markersize=min(2.8, 3 * step),
                  color=look.colour, gid=f"components {look.policy}", clip_on=False, zorder=4)
    for row in range(len(data["components"]) - 1):
        axes.axhline(row + 0.5, color="#e4e4e4", linewidth=0.4)


def scale_components(axes, data, arms):
    """Logarithmic from 1 on: components differ a thousandfold, and some are 0."""
    ends = [end for arm in arms for one in arm["by_component"] for end in estimate(one) if end == end]
    low, high = 1.5 * min([-0.4 * LINEAR, *ends]), 1.5 * max([10.0, *ends])
    count, powers = len(data["components"]), [10.0**power for power in range(9)]
    axes.set_xscale("symlog", linthresh=LINEAR, linscale=0.4)
    axes.set(xlim=(low, high), ylim=(count - 0.4, -0.6))
    axes.set_xticks([one for one in [*(-power for power in powers), 0, *powers] if low <= one <= high and abs(one) != LINEAR])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(PLAIN_TICKS)
    axes.set_yticks(range(count), [one["label"] for one in data["components"]])
    axes.tick_params(axis="y", length=0)
    axes.grid(True, axis="x")
    axes.set_xlabel(f"net present value [{data['unit']}], log scale")


def draw_years(axes, data, arms, looks):
    """Discounted cost by calendar year, with intervals of the mean; the axis starts at 0."""
    years, ends = data["years"], [0.0]
    for arm in arms:
        look = looks[arm["policy"]]
        values, lower, upper = zip(*map(estimate, arm["by_year"]))
        axes.fill_between(years, lower, upper, color=look.colour, alpha=0.18, linewidth=0)
        axes.plot(years, values, color=look.colour, linestyle=look.dash, linewidth=1.1, marker=look.marker, markersize=2.8,
                  markevery=max(1, len(years) // 7), gid=f"years {look.policy}")
        ends += [end for end in (*lower, *upper) if end == end]
    axes.set_ylim(1.05 * min(ends), 1.05 * max(ends) or 1.0)
    ticks = [tick for tick in round_ticks(years[0], years[-1], 6) if tick == round(tick)] or years[:1]
    axes.set_xticks(ticks, [f"{tick:.0f}" for tick in ticks])
    axes.yaxis.set_major_formatter(PLAIN_TICKS)
    axes.grid(True)
    axes.set_ylabel(f"discounted cost in the year [{data['unit']}]")


@drawing
def costs(report, *, columns=2, policies=None):
    """(a) Means of the components of cost, on a logarithmic scale; (b) discounted cost by calendar year; with intervals.

    report: a Report. columns: 1 (85 mm, one above the other) or 2 (178 mm, side by side). policies: ids (default: all).
    settings: rcParams over the style. Units: those of the report (MEUR). Returns a matplotlib Figure."""
    data, looks, arms = report.part("costs"), policy_looks(report), arms_of(report, policies)
    entries = [(policy_handle(looks[arm["policy"]]), arm["policy"]) for arm in arms]
    width, left = WIDTHS[columns], EDGE + 2 + max(text_width(one["label"]) for one in data["components"])
    top = EDGE + legend_height(entries, width - 2 * EDGE) + LINE + 0.5
    rows = pitch_of(arms) * len(data["components"])
    if columns == 1:
        below = top + rows + 3 * LINE + 4
        places = (left, top, width - left - 4, rows), (EDGE + 12, below, width - EDGE - 16, YEARS_HEIGHT)
        page = Page(width, below + YEARS_HEIGHT + LINE + 1)
    else:
        wide = (width - left - 22) / 2
        places = (left, top, wide, rows), (width - wide - 4, top, wide, rows)
        page = Page(width, top + rows + 2 * LINE + 2)
    page.legend(entries, EDGE, EDGE, width - 2 * EDGE)
    by_component, by_year = (page.axes(*place) for place in places)
    by_component.set_title("(a) by component", x=0)
    by_year.set_title("(b) by year")
    draw_components(by_component, data, arms, looks)
    scale_components(by_component, data, arms)
    draw_years(by_year, data, arms, looks)
    return page.figure


def costs_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    beside = ", ".join(one["label"] for one in report.part("costs")["components"] if one["beside"])
    aside = f" Not in (b): {beside}." if beside else ""
    return (f"(a) The scale is logarithmic from {LINEAR:g} on, so that small components can be seen: equal distances are equal"
            f" ratios, not equal sums. (b) Bands: {report.interval} of the mean.{aside}")
