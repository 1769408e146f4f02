"""Story: one run, month by month, as a ladder of escalation with numbered moves."""
from .page import EDGE, LINE, Page, shorten, text_width, year_axis
from .style import COLOURS, INK, SOFT, WIDTHS, drawing

MOST = 6  # disputes drawn: those that went highest
HEIGHT = {1: 23.0, 2: 25.0}  # [mm] of a ladder
NUMBERS = 2.9  # [mm] height of a row of numbers above a ladder


def rank(dispute):
    level = dispute["level"]
    return max(level, default=0), sum(level) / max(1, len(level))


def disputes_of(data):
    """Of the disputes that events are told of, those that went highest."""
    moved = {event["dispute"] for event in data["events"]}
    return sorted((one for one in data["disputes"] if one["id"] in moved), key=rank, reverse=True)[:MOST]


def numbers_of(data, dispute):
    return [event for event in data["events"] if event["dispute"] == dispute["id"]]


def number_rows(events, per_month):
    """For each event the row in which its number stands clear of those before. `per_month` [mm]."""
    ends, rows = [], []
    for event in events:
        place, half = event["month"] * per_month, text_width(str(event["number"])) / 2 + 0.4
        row = next((one for one, end in enumerate(ends) if place - half >= end), len(ends))
        ends[row:row + 1] = [place + half]
        rows.append(row)
    return rows


def draw_ladder(axes, report, data, dispute, rows, high):
    """Levels as steps: a level holds from its month to the next. `rows`: where the numbers of moves stand."""
    levels, top = dispute["level"], len(data["level_names"]) - 1
    years = [report.year_of(month) for month in range(len(levels))]
    axes.fill_between(years, levels, step="post", color=COLOURS[1], alpha=0.25, linewidth=0)
    axes.plot(years, levels, drawstyle="steps-post", color=COLOURS[1], linewidth=0.6, gid=f"level {dispute['id']}")
    for event, row in zip(numbers_of(data, dispute), rows):
        year = report.year_of(event["month"])
        height = 1.03 + (row + 0.5) * NUMBERS / high
        reached = event["to"] if 0 <= event["to"] <= top else 0
        axes.plot([year, year], [reached / (top + 0.2), height - 0.4 * NUMBERS / high], transform=axes.get_xaxis_transform(),
                  color=INK, linewidth=0.4, clip_on=False)
        axes.plot([year], [reached], marker="o", markersize=2.6, color=COLOURS[2], clip_on=False, zorder=4)
        axes.text(year, height, str(event["number"]), transform=axes.get_xaxis_transform(), ha="center", va="center", clip_on=False)
    axes.set_ylim(0, top + 0.2)
    axes.set_yticks(range(top + 1), [f"{name} {level}" for level, name in enumerate(data["level_names"])])
    axes.grid(True, axis="y")


@drawing
def story(report, *, columns=2, policies=None):
    """One run told: level of escalation by month of the disputes that went highest, with the numbers of the moves told.

    report: a Report. columns: 1 (85 mm) or 2 (178 mm). policies: not used, since the report tells one run (detente report
    --policy, --run). settings: rcParams over the style. Units: calendar years; levels 0 to 5. Returns a matplotlib Figure."""
    data, width = report.part("story"), WIDTHS[columns]
    disputes, last = disputes_of(data), max(1, len(data["dates"]) - 1)
    left = EDGE + 2 + max(text_width(f"{name} 0") for name in data["level_names"])
    wide, high = width - left - 4, HEIGHT[columns]
    rows = [number_rows(numbers_of(data, one), wide / last) for one in disputes]
    heads = [LINE + NUMBERS * (max(some, default=0) + 1) + 1 for some in rows]
    top = EDGE + LINE
    page = Page(width, top + sum(heads) + (high + 2.5) * len(disputes) + LINE - 0.5)
    page.text(EDGE, EDGE, shorten(f"run {data['run']} of {data['policy']}", width - 2 * EDGE), color=SOFT)
    for dispute, some, head in zip(disputes, rows, heads):
        page.text(EDGE, top, shorten(dispute["name"], width - 2 * EDGE, "bold"), weight="bold")
        axes = page.axes(left, top + head, wide, high)
        draw_ladder(axes, report, data, dispute, some, high)
        year_axis(axes, report, last, 4 * columns)
        axes.tick_params(axis="x", labelbottom=False, pad=3)
        top += head + high + 2.5
    if disputes:
        axes.tick_params(labelbottom=True)
    return page.figure


def event_text(event):
    """ "1: 2026-04 Belgrade - Pristina: 3 armed stand-off -> 4 lethal clash (recency x 1.32)"."""
    drivers = ", ".join(f"{one['label']} \N{MULTIPLICATION SIGN} {one['factor']:.3g}" for one in event["drivers"])
    return f"{event['number']}: {event['date']} {event['text'].replace('->', chr(0x2192))}" + (f" ({drivers})" if drivers else "")


def story_note(report, policies=None):
    """What the caption of this drawing adds to the report's: the moves, by number."""
    data = report.part("story")
    drawn, cost = {one["id"] for one in disputes_of(data)}, data["cost"]
    left_out = sum(event["dispute"] not in drawn for event in data["events"])
    told = "; ".join(event_text(event) for event in data["events"] if event["dispute"] in drawn)
    rest = f" Of disputes not drawn, or of none: {left_out} more." if left_out else ""
    return (f"The run cost {cost['value']:,.0f} MEUR, more than {100 * cost['share_below']:.3g} % of runs of {data['policy']}"
            f" (median {cost['median']:,.0f}). Numbers: {told}.{rest}")
