"""What is drawn on the map: countries by risk, corridors by loss, disputes as numbered marks."""
import math

from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke
from matplotlib.path import Path

from .map_shapes import DISPUTE_PLACES, NAME_PLACES, VIEW, country_shapes, project
from .page import round_ticks
from .report_data import number
from .style import COLOURS, INK, SOFT

RAMP = ["#fbf0e6", "#f3cfae", "#e5a572", "#d47a3b", "#b04a08", "#6e2c05"]  # lighter is less also without colour
ROAD = COLOURS[1]
WIDEST, THIN = 5.0, 0.5  # [pt]
SIDE = 0.42  # [degrees] between the marks of disputes at the same place
HALO = [withStroke(linewidth=1.6, foreground="white")]


def view_box():
    """South, north, west, east of the view, projected."""
    west, east, south, north = VIEW
    across, up = (west + east) / 2, (south + north) / 2
    return project(across, south)[1], project(across, north)[1], project(west, up)[0], project(east, up)[0]


def last_risk(data, arm):
    """By dispute the share of runs at the last moment."""
    return [number(moments[-1]["value"]) for moments in arm["risk"]]


def risk_edges(data):
    """Round upper edges of classes, the same for all policies, up to the highest risk of any."""
    highest = max([1e-3, *(risk for arm in data["arms"] for risk in last_risk(data, arm) if risk == risk)])
    inner = [edge for edge in round_ticks(0, highest, len(RAMP) - 1) if 0 < edge < highest][:len(RAMP) - 1]
    return inner


def class_of(risk, edges):
    return sum(risk >= edge for edge in edges)


def colour_of(risk, edges):
    """The colours of few classes are spread over the whole ramp."""
    return RAMP[round(class_of(risk, edges) * (len(RAMP) - 1) / max(1, len(edges)))]


def ink_on(colour):
    """Letters that are read on that colour."""
    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else INK


def country_risks(data, arm):
    """By id of country the highest risk of the disputes it is party to; no entry where it is party to none."""
    risks = {}
    for dispute, risk in zip(data["disputes"], last_risk(data, arm)):
        for party in dispute["parties"]:
            risks[party] = max(risk, risks.get(party, risk))
    return risks


def path_of(polygons):
    """Rings as one path; holes are cut out since they run the other way round."""
    parts = [Path([project(*place) for place in ring], closed=True) for polygon in polygons for ring in polygon]
    return Path.make_compound_path(*parts)


def draw_countries(axes, data, arm, edges):
    named, risks = {one["name"]: one["id"] for one in data["countries"]}, country_risks(data, arm)
    for name, polygons in country_shapes().items():
        country = named.get(name)
        risk = risks.get(country) if country else None
        options = {"facecolor": "#f7f7f5", "edgecolor": "#9a9a94", "linewidth": 0.4}
        if country:
            options = {**options, "edgecolor": SOFT, "linewidth": 0.7, "zorder": 1.5}
        if risk is not None and risk == risk:
            options["facecolor"] = colour_of(risk, edges)
        elif country:
            options["hatch"] = "/////"
        axes.add_patch(PathPatch(path_of(polygons), **options))
    for country in data["countries"]:
        if country["id"] in NAME_PLACES:
            place = project(*NAME_PLACES[country["id"]])
            axes.text(*place, country["name"].replace(" and ", "\nand "), ha="center", va="center", weight="bold", color=INK,
                      linespacing=1.0, path_effects=HALO, zorder=6)


def losses_of(data, arm):
    return {one["id"]: max(0.0, number(loss["value"])) for one, loss in zip(data["corridors"], arm["loss"])}


def width_of(loss, losses):
    """Line width [pt]: in proportion to the loss, above a thin line that any corridor has."""
    greatest = max(losses.values(), default=0.0)
    return THIN + (WIDEST - THIN) * loss / greatest if greatest > 0 else THIN


def draw_corridors(axes, data, arm):
    """A road that several corridors share has the widest; links of no corridor are thin and dashed."""
    places = {node["id"]: project(node["lon"], node["lat"]) for node in data["nodes"]}
    losses, middles = losses_of(data, arm), {}
    for road in data["segments"]:
        if road["from"] not in places or road["to"] not in places:
            continue
        (x, y), (to_x, to_y) = places[road["from"]], places[road["to"]]
        main = max(road["corridors"], key=lambda one: losses.get(one, 0.0), default=None)
        if main is None:
            axes.plot([x, to_x], [y, to_y], color=ROAD, linewidth=THIN, linestyle=(0, (3, 3)), zorder=2.5)
            continue
        wide = width_of(losses.get(main, 0.0), losses)
        axes.plot([x, to_x], [y, to_y], color="white", linewidth=wide + 1.2, solid_capstyle="round", zorder=2.6)
        axes.plot([x, to_x], [y, to_y], color=ROAD, linewidth=wide, solid_capstyle="round", zorder=2.7, gid=f"corridor {main} {road['id']}")
        middles.setdefault(main, []).extend((x + part * (to_x - x), y + part * (to_y - y)) for part in (0.3, 0.5, 0.7))
    name_corridors(axes, data, middles)


def name_corridors(axes, data, middles):
    """Each corridor is named once: where it is clearest of marks, of countries' names and of the names before it."""
    taken = [project(*NAME_PLACES[one["id"]]) for one in data["countries"] if one["id"] in NAME_PLACES]
    taken += [mark for _, mark, _ in dispute_places(data)]
    for name, places in middles.items():
        inside = [place for place in places if is_inside(place)]
        if inside:
            place = max(inside, key=lambda one: min((math.dist(one, other) for other in taken), default=0.0))
            taken.append(place)
            axes.text(*place, name, color=ROAD, weight="bold", ha="center", va="center", path_effects=HALO, zorder=5)


def is_inside(place):
    south, north, west, east = view_box()
    return west + 0.2 < place[0] < east - 0.2 and south + 0.2 < place[1] < north - 0.2


def dispute_places(data):
    """(index, mark, ends): within a country at its place; between countries halfway, with the ends of a line to both.
    Marks at one place stand side by side."""
    taken, places = {}, []
    for index, dispute in enumerate(data["disputes"]):
        ends = [DISPUTE_PLACES[party] for party in dispute["parties"] if party in DISPUTE_PLACES]
        if not ends:
            continue
        key = tuple(sorted(dispute["parties"]))
        before = taken[key] = taken.get(key, -1) + 1
        mark = project(sum(end[0] for end in ends) / len(ends) + SIDE * before, sum(end[1] for end in ends) / len(ends))
        places.append((index, mark, [project(*end) for end in ends] if len(ends) > 1 else []))
    return places


def draw_disputes(axes, data, arm, edges):
    """Numbered marks in the colour of their risk; of disputes between countries a line to both."""
    risks = last_risk(data, arm)
    for index, mark, ends in dispute_places(data):
        dispute, risk = data["disputes"][index], risks[index]
        for end in ends:
            axes.plot([mark[0], end[0]], [mark[1], end[1]], color=INK, linewidth=0.9, zorder=7)
            axes.plot(*end, marker="o", markersize=2, color=INK, zorder=7)
        face = colour_of(risk, edges) if risk == risk else "white"
        axes.plot(*mark, marker="o", markersize=8.5, markerfacecolor=face, markeredgecolor=INK, markeredgewidth=0.8, zorder=8,
                  gid=f"dispute {dispute['id']}")
        axes.text(*mark, str(index + 1), ha="center", va="center_baseline", weight="bold", color=ink_on(face), zorder=9)
