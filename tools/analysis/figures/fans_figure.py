"""Fans: how a variable goes on in each country, with the spread of single runs."""
import math

from matplotlib.lines import Line2D

from .page import EDGE, LINE, Page, band_handle, label_of, legend_height, plain, policy_handle, round_ticks, text_width, year_axis
from .report_data import ReportError, number
from .style import SOFT, WIDTHS, drawing, policy_looks

MOST_POLICIES = 3  # bands of more cannot be told apart; of three hardly, so that two are drawn where none are named
MOST_COUNTRIES = 12
OUTER, INNER = 0.16, 0.30  # opacity of the bands
PANEL = {1: 27.0, 2: 36.0}  # [mm] height
SINGLE = {"linewidth": 0.35, "alpha": 0.75}


def variable_of(data, wanted):
    """The entry of `data["variables"]` with that id; the first where none is named."""
    for one in data["variables"]:
        if wanted in (None, one["id"]):
            return one
    raise ReportError(f"Unknown variable: {wanted}. The report has {', '.join(one['id'] for one in data['variables'])}.")


def bounds_of(data, variable):
    """The same vertical axis in all panels and whatever policies are drawn, cut to what is used."""
    values = [number(value) for one in data["series"] if one["variable"] == variable["id"]
              for row in [one["mean"], *one["quantile"], *one["single"]] for value in row]
    values = [value for value in values if math.isfinite(value)] or [variable["lowest"], variable["highest"]]
    low, high = min(values), max(values)
    step = 10 ** math.floor(math.log10(max(high - low, 1e-6))) / 2
    return max(variable["lowest"], math.floor(low / step) * step), min(variable["highest"], math.ceil(high / step) * step)


def drawn_policies(report, policies):
    """Those named, the baseline first; where none are, the baseline and the policy that the title speaks of."""
    if policies is None:
        told = [one["about"] for one in report.figure("fans")["findings"] if one["about"] != report.baseline]
        policies = [report.baseline, *(told or report.shown()[1:])[:1]]
    return report.shown(policies)[:MOST_POLICIES]


def draw_series(axes, report, data, series, look, with_singles):
    """Bands, median, means and single runs of one policy in one country."""
    years = [report.year_of(month) for month in data["year_ends"]]
    rows = [[number(row[place]) for row in series["quantile"]] for place in range(len(data["quantiles"]))]
    low, lower, median, upper, high = rows
    axes.fill_between(years, low, high, color=look.colour, alpha=OUTER, linewidth=0)
    axes.fill_between(years, lower, upper, color=look.colour, alpha=INNER, linewidth=0)
    for edge in (low, lower, upper, high):  # without colour, dashes tell whose band it is
        axes.plot(years, edge, color=look.colour, linestyle=look.dash, linewidth=0.35)
    if with_singles:
        months = [report.year_of(month) for month in range(data["months"] + 1)]
        for run, single in zip(data["single_runs"], series["single"]):
            axes.plot(months, list(map(number, single)), color=SOFT, gid=f"run {run}", **SINGLE)
    axes.plot(years, median, color=look.colour, linestyle=look.dash, linewidth=1.2, gid=f"median {look.policy}")
    means = [number(series["mean"][month]) for month in data["year_ends"]]
    every = max(1, round(len(years) / 5))
    axes.plot(years, means, linestyle="", marker=look.marker, markersize=2.8, markerfacecolor="white", clip_on=False,
              markeredgecolor=look.colour, markeredgewidth=0.7, markevery=(every, every), gid=f"mean {look.policy}", zorder=4)


def draw_panel(axes, report, data, variable, country, drawn):
    looks = policy_looks(report)
    for policy in drawn:
        for series in data["series"]:
            if (series["variable"], series["country"], series["policy"]) == (variable["id"], country["id"], policy):
                draw_series(axes, report, data, series, looks[policy], with_singles=policy == drawn[0])
    low, high = bounds_of(data, variable)
    axes.set_ylim(low, high)
    ticks = round_ticks(low, high, 5)
    axes.set_yticks(ticks, list(map(plain, ticks)))
    axes.set_title(country["name"])
    axes.grid(True)


def legend_of(report, data, drawn):
    looks = policy_looks(report)
    middle = "middle {} % of runs".format
    singles = [(Line2D([], [], color=SOFT, **SINGLE), "single runs" + (f" of {drawn[0]}" if len(drawn) > 1 else ""))]
    return [(policy_handle(looks[one], markerfacecolor="white", markeredgewidth=0.7), one) for one in drawn], [
        (Line2D([], [], color=SOFT, linewidth=1.2), "line: median"),
        (Line2D([], [], color=SOFT, linestyle="", marker="o", markersize=2.8, markerfacecolor="white"), "symbol: mean"),
        (band_handle(INNER + OUTER), middle(50)), (band_handle(OUTER), middle(90)), *(singles if data["single_runs"] else [])]


@drawing
def fans(report, *, columns=2, policies=None, variable=None):
    """Small multiples, one by country: median, mean, middle 50 % and 90 % of runs, two single runs.

    report: a Report (load_report). columns: 1 (85 mm) or 2 (178 mm). policies: ids (at most three are drawn, the baseline
    first; default: the baseline and the one that the title speaks of). variable: an id such as "governance" (default: the
    report's first). settings: rcParams over the style. Units: calendar years; the variable's own. Returns a matplotlib
    Figure."""
    data, drawn = report.part("fans"), drawn_policies(report, policies)
    chosen, countries = variable_of(data, variable), data["countries"][:MOST_COUNTRIES]
    width, across = WIDTHS[columns], min(len(countries), 2 if columns == 1 else 3)
    named, keys = legend_of(report, data, drawn)
    inside = width - 2 * EDGE
    top = EDGE + legend_height(named, inside) + legend_height(keys, inside) + LINE - 0.5
    left = EDGE + LINE + 2 + max(text_width(plain(tick)) for tick in round_ticks(*bounds_of(data, chosen), 5))
    down, gap, high = -(-len(countries) // across), 6.0, PANEL[columns]
    page = Page(width, top + down * (high + LINE + 1.5))
    page.legend(named, EDGE, EDGE, inside)
    page.legend(keys, EDGE, EDGE + legend_height(named, inside), inside)
    wide = (width - left - 4 - (across - 1) * gap) / across
    for index, country in enumerate(countries):
        row, place = divmod(index, across)
        axes = page.axes(left + place * (wide + gap), top + row * (high + LINE + 1.5), wide, high)
        draw_panel(axes, report, data, chosen, country, drawn)
        year_axis(axes, report, data["months"], 4)
        axes.tick_params(axis="y", labelleft=place == 0, length=2 if place == 0 else 0)
        axes.tick_params(axis="x", labelbottom=index + across >= len(countries))
    middle = top + (down * (high + LINE + 1.5) - LINE) / 2
    page.text(EDGE, middle, label_of(chosen["label"], chosen["unit"]), rotation=90, va="center")
    return page.figure


def fans_note(report, policies=None, variable=None):
    """What the caption of this drawing adds to the report's."""
    data, drawn = report.part("fans"), drawn_policies(report, policies)
    chosen, wanted = variable_of(data, variable), report.chosen(policies)
    low, high = bounds_of(data, chosen)
    parts = [f"Drawn: {chosen['label']}. Symbols: means; thin lines of its dash edge the bands of a policy; single runs are of {drawn[0]}.",
             f"All panels have the same vertical axis, {plain(low)} to {plain(high)}"
             f" of the possible {plain(chosen['lowest'])} to {plain(chosen['highest'])}."]
    if len(wanted) > len(drawn):
        parts.append(f"Drawn are {len(drawn)} of {len(wanted)} policies.")
    if len(data["countries"]) > MOST_COUNTRIES:
        parts.append(f"Drawn are the first {MOST_COUNTRIES} of {len(data['countries'])} countries.")
    return " ".join(parts)
