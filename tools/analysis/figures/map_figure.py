"""Map: where lethal violence is likely, and which corridors carry traffic; beside it the risk of each dispute."""
from .map_layers import draw_corridors, draw_countries, draw_disputes, risk_edges
from .map_legend import legend_entries
from .map_places import Places
from .map_shapes import shape_of
from .map_view import View
from .page import EDGE, LINE, PERCENT_TICKS, Page, legend_height, plain, policy_handle, round_ticks, shorten, wrap
from .report_data import FigureAbsent, estimate
from .style import SOFT, WIDTHS, drawing, policy_looks

MAP_WIDTH = {1: 83.0, 2: 90.0}  # [mm]
NAMES = {1: 34.0, 2: 30.0}  # [mm] width of the names of disputes
STEP, MOST_STEPS = 1.5, 6.5  # [mm] from policy to policy within a dispute, and of all of them at most
CREDIT = "Borders: Natural Earth."


def arms_of(report, policies):
    """The arms in the order drawn: the map itself shows the first."""
    arms = {arm["policy"]: arm for arm in report.part("map")["arms"]}
    return [arms[one] for one in report.shown(policies)]


def check_shapes(data):
    if not any(map(shape_of, data["countries"])):
        names = ", ".join(one["name"] for one in data["countries"])
        raise FigureAbsent(f"The map has no shape of {names}; the page of the report has a schematic one.")


def credit_of(report, data):
    """What the map owes, and what it lacks."""
    discs = [one["name"] for one in data["countries"] if not shape_of(one)]
    lacking = [f"No shape of {', '.join(discs)}: a disc stands amid the ends of its roads."] if discs else []
    return " ".join([CREDIT, *lacking, *report.data["footnotes"]])


def names_of(data, columns):
    return [wrap(f"{number}  {one['name']}", NAMES[columns])[:3] for number, one in enumerate(data["disputes"], 1)]


def step_of(count):
    return min(STEP, MOST_STEPS / count)


def row_ends(names, count):
    """Lower edges of the disputes' rows [mm]: room for the name and for each policy."""
    ends, below = [], 0.0
    for lines in names:
        below += max(LINE * len(lines) + 0.8, step_of(count) * count + 1.2)
        ends.append(below)
    return ends


def draw_risks(axes, arms, looks, names, ends):
    """By dispute and policy the share of runs at the last moment, with its interval."""
    middles = [(begin + end) / 2 for begin, end in zip([0.0, *ends], ends)]
    for index, arm in enumerate(arms):
        look = looks[arm["policy"]]
        heights = [middle + (index - (len(arms) - 1) / 2) * step_of(len(arms)) for middle in middles]
        values = [estimate(moments[-1]) for moments in arm["risk"]]
        for (_, lower, upper), height in zip(values, heights):
            axes.plot([lower, upper], [height] * 2, color=look.colour, linewidth=0.9, solid_capstyle="butt", clip_on=False)
        size = min(2.8, 3 * step_of(len(arms)))
        axes.plot([value for value, _, _ in values], heights, linestyle="", marker=look.marker, markersize=size, color=look.colour,
                  gid=f"risk {look.policy}", clip_on=False, zorder=4)
    for end in ends[:-1]:
        axes.axhline(end, color="#e4e4e4", linewidth=0.4)
    axes.set_yticks(middles, ["\n".join(lines) for lines in names], ha="left")
    axes.set_ylim(ends[-1], 0)
    axes.set_xlim(0, None)
    axes.set_xticks(round_ticks(0, axes.get_xlim()[1], 4))
    axes.xaxis.set_major_formatter(PERCENT_TICKS)
    axes.grid(True, axis="x")


def place_risks(page, report, data, arms, left, top, columns, names, ends):
    """The panel of risks with its legend, its upper left corner there."""
    looks, wide = policy_looks(report), page.width - left - EDGE
    entries = [(policy_handle(looks[arm["policy"]], linestyle="-", linewidth=0.9), arm["policy"]) for arm in arms]
    page.legend(entries, left, top, wide)
    top += legend_height(entries, wide)
    axes = page.axes(left + NAMES[columns] + 2, top, wide - NAMES[columns] - 5, ends[-1])
    draw_risks(axes, arms, looks, names, ends)
    axes.tick_params(axis="y", length=0, pad=(NAMES[columns] + 2) * 72 / 25.4)
    axes.set_xlabel(f"{data['level_name']} by {data['dates'][-1]}, share of runs", x=1, ha="right")


def draw_map(page, data, arm, top, columns, view):
    """The map of one policy; returns the lower edge of the frame [mm]."""
    low, high, west, east = view.box[1], view.box[3], view.box[0], view.box[2]
    tall = MAP_WIDTH[columns] * view.aspect
    axes = page.axes(EDGE, top, MAP_WIDTH[columns], tall, xlim=(west, east), ylim=(low, high), facecolor="#eef1f3")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    edges, places = risk_edges(data), Places(data, view, MAP_WIDTH[columns])
    draw_countries(axes, data, arm, edges, places)
    draw_disputes(axes, data, arm, edges, places)
    draw_corridors(axes, data, arm, places)
    return top + tall


@drawing
def region_map(report, *, columns=2, policies=None):
    """The map of one policy at the last moment (the baseline, or the first of `policies`), and the risks of all chosen.

    report: a Report. columns: 1 (85 mm, one above the other) or 2 (178 mm, side by side). policies: ids (default: all).
    settings: rcParams over the style. Units: shares of runs 0 to 1; losses in the report's unit. Returns a matplotlib Figure."""
    data, arms = report.part("map"), arms_of(report, policies)
    check_shapes(data)
    names = names_of(data, columns)
    ends, width = row_ends(names, len(arms)), WIDTHS[columns]
    credit = wrap(credit_of(report, data), width - 2 * EDGE - 1)
    beside = columns == 2
    left = EDGE + (MAP_WIDTH[2] + 5 if beside else 0)
    keys = legend_entries(data, arms[0], risk_edges(data))
    view = View(data)
    inside, tall = width - left - EDGE, MAP_WIDTH[columns] * view.aspect
    named = legend_height([(None, arm["policy"]) for arm in arms], inside)
    key_height, top = legend_height(keys, inside), EDGE + LINE + 0.5
    risks = named + ends[-1] + 2 * LINE + 1
    body = max(tall + 2, key_height + 2 + risks) if beside else tall + 2 + key_height + risks + 1
    page = Page(width, top + body + LINE * len(credit) + 1)
    heading = f"{arms[0]['policy']}: {data['level_name']} by {data['dates'][-1]}"
    page.text(EDGE, EDGE, shorten(heading, MAP_WIDTH[columns], "bold"), weight="bold")
    below = draw_map(page, data, arms[0], top, columns, view)
    key_top = top if beside else below + 1.5
    page.legend(keys, left, key_top, inside)
    place_risks(page, report, data, arms, left, key_top + key_height + (2 if beside else 0), columns, names, ends)
    page.text(EDGE, top + body, "\n".join(credit), color=SOFT)
    return page.figure


def map_note(report, policies=None):
    """What the caption of this drawing adds to the report's."""
    data, arms = report.part("map"), arms_of(report, policies)
    losses = "; ".join("{} {} ({} to {})".format(one["id"], *(plain(round(end, 2)) for end in estimate(loss)))
                       for one, loss in zip(data["corridors"], arms[0]["loss"]))
    disputes = "; ".join(f"{number} {one['name']}" for number, one in enumerate(data["disputes"], 1))
    return (f"The map is of {arms[0]['policy']}, by {data['dates'][-1]}; the panel has all policies drawn, with {report.interval}s."
            f" Disputes: {disputes}. Throughput lost if a corridor were closed, mean with its {report.interval}"
            f" [{data['throughput_unit']}]: {losses}. Disputes and corridors are drawn schematically. {CREDIT}")
