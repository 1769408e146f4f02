"""The legend of the map: classes of risk, widths of corridors, marks."""
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .map_layers import ROAD, THIN, colour_of, country_risks, losses_of, width_of
from .page import percent, plain
from .style import INK, SOFT


def risk_entries(edges):
    """One patch by class: "below 20 %", "20 to 40 %", "80 % or more"."""
    lower, entries = [0.0, *edges], []
    for index, low in enumerate(lower):
        last = index == len(edges)
        words = f"{percent(low)} or more" if last else f"{100 * low:.3g} to {percent(lower[index + 1])}"
        entries.append((Patch(facecolor=colour_of(low, edges), edgecolor=SOFT, linewidth=0.5), f"{words} of runs"))
    return entries


def legend_entries(data, arm, edges):
    """(handle, label) of all that the map of that arm has."""
    losses, entries = losses_of(data, arm), risk_entries(edges)
    if any(country["id"] not in country_risks(data, arm) for country in data["countries"]):
        entries.append((Patch(facecolor="#f7f7f5", edgecolor=SOFT, hatch="/////", linewidth=0.5), "party to no dispute"))
    mark = Line2D([], [], linestyle="", marker="o", markersize=6, markerfacecolor="white", markeredgecolor=INK)
    entries.append((mark, "dispute, numbered"))
    for name, loss in sorted(losses.items(), key=lambda one: -one[1]):
        words = f"{name}: loss {plain(round(loss, 1))} {data['throughput_unit']}"
        entries.append((Line2D([], [], color=ROAD, linewidth=width_of(loss, losses)), words))
    entries.append((Line2D([], [], color=ROAD, linewidth=THIN, linestyle=(0, (3, 3))), "link, other route"))
    return entries
