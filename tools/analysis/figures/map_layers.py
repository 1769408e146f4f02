"""What is drawn on the map: countries by risk, corridors by loss, disputes as numbered marks."""
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, PathPatch
from matplotlib.patheffects import withStroke
from matplotlib.path import Path
from numpy import array, where

from .map_places import DISC, LETTER, LINE
from .map_shapes import all_shapes, shape_of
from .page import round_ticks
from .report_data import number
from .style import COLOURS, INK, SOFT

RAMP = ["#fbf0e6", "#f3cfae", "#e5a572", "#d47a3b", "#b04a08", "#6e2c05"]  # lighter is less also without colour
ROAD = COLOURS[1]
WIDEST, THIN = 5.0, 0.5  # [pt]
MOST_COVERED = 4.0  # [cost by square] of a corridor's name
HALO = [withStroke(linewidth=1.6, foreground="white")]


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


def path_of(polygons, view):
    """Rings as one path; holes are cut out since they run the other way round."""
    parts = [Path([view.project(*place) for place in ring], closed=True) for polygon in polygons for ring in polygon]
    return Path.make_compound_path(*parts)


def land_near(view):
    """Polygons of all countries with a point in the view or about it."""
    left, lower, right, upper = view.box
    reach = 0.2 * (right - left)

    def is_near(place):
        x, y = view.project(*place)
        return left - reach < x < right + reach and lower - reach < y < upper + reach

    near = ([one for one in polygons if any(map(is_near, one[0]))] for _, _, polygons in all_shapes())
    return [polygons for polygons in near if polygons]


def draw_countries(axes, data, arm, edges, places):
    view, risks = places.view, country_risks(data, arm)
    for polygons in land_near(view):
        axes.add_artist(PathPatch(path_of(polygons, view), facecolor="#f7f7f5", edgecolor="#9a9a94", linewidth=0.4))
    for country in data["countries"]:
        risk, polygons = risks.get(country["id"]), shape_of(country)
        options = {"facecolor": "#f7f7f5", "edgecolor": SOFT, "linewidth": 0.7, "zorder": 1.5, "gid": f"country {country['id']}"}
        if risk is not None and risk == risk:
            options["facecolor"] = colour_of(risk, edges)
        else:
            options["hatch"] = "/////"
        if polygons:
            axes.add_artist(PathPatch(path_of(polygons, view), **options))
        elif country["id"] in places.discs:
            axes.add_artist(Circle(places.discs[country["id"]], DISC / places.unit, **options))
    for country, (lines, point) in places.names.items():
        axes.text(*point, "\n".join(lines), ha="center", va="center", weight="bold", color=INK, linespacing=1.0, path_effects=HALO,
                  zorder=6, gid=f"name {country}")


def losses_of(data, arm):
    return {one["id"]: max(0.0, number(loss["value"])) for one, loss in zip(data["corridors"], arm["loss"])}


def width_of(loss, losses):
    """Line width [pt]: in proportion to the loss, above a thin line that any corridor has."""
    greatest = max(losses.values(), default=0.0)
    return THIN + (WIDEST - THIN) * loss / greatest if greatest > 0 else THIN


def draw_corridors(axes, data, arm, places):
    """A road that several corridors share has the widest; links of no corridor are thin and dashed."""
    nodes = {node["id"]: places.view.project(node["lon"], node["lat"]) for node in data["nodes"]}
    losses, middles = losses_of(data, arm), {}
    for road in data["segments"]:
        if road["from"] not in nodes or road["to"] not in nodes:
            continue
        (x, y), (to_x, to_y) = nodes[road["from"]], nodes[road["to"]]
        main = max(road["corridors"], key=lambda one: losses.get(one, 0.0), default=None)
        if main is None:
            axes.plot([x, to_x], [y, to_y], color=ROAD, linewidth=THIN, linestyle=(0, (3, 3)), zorder=2.5)
            continue
        wide = width_of(losses.get(main, 0.0), losses)
        axes.plot([x, to_x], [y, to_y], color="white", linewidth=wide + 1.2, solid_capstyle="round", zorder=2.6)
        axes.plot([x, to_x], [y, to_y], color=ROAD, linewidth=wide, solid_capstyle="round", zorder=2.7, gid=f"corridor {main} {road['id']}")
        middles.setdefault(main, []).extend((x + part * (to_x - x), y + part * (to_y - y)) for part in (0.5, 0.3, 0.7, 0.15, 0.85))
    name_corridors(axes, places, middles)


def name_corridors(axes, places, middles):
    """Each corridor is named once: on its road where the name covers least; nowhere rather than over another name."""
    ground = places.ground
    for name, middles_of in middles.items():
        wide, high = LETTER * len(name) + 1, LINE
        left, lower, right, upper = places.view.box
        points = array([((x - left) * places.unit, (y - lower) * places.unit) for x, y in middles_of])
        inside = [left < x < right and lower < y < upper for x, y in middles_of]
        costs = where(inside, ground.at(ground.cost(wide, high), points), MOST_COVERED + 1)
        best = costs.argmin()
        if costs[best] <= MOST_COVERED:
            ground.occupy(*points[best], wide, high)
            axes.text(*middles_of[best], name, color=ROAD, weight="bold", ha="center", va="center", path_effects=HALO, zorder=6,
                      gid=f"corridor name {name}")


def draw_disputes(axes, data, arm, edges, places):
    """Numbered marks in the colour of their risk; of disputes between countries a line to both."""
    risks = last_risk(data, arm)
    for index, mark, ends in places.marks:
        dispute, risk = data["disputes"][index], risks[index]
        for end in ends:
            axes.plot([mark[0], end[0]], [mark[1], end[1]], color=INK, linewidth=0.9, zorder=7)
            axes.plot(*end, marker="o", markersize=2, color=INK, zorder=7)
        face = colour_of(risk, edges) if risk == risk else "white"
        axes.plot(*mark, marker="o", markersize=8.5, markerfacecolor=face, markeredgecolor=INK, markeredgewidth=0.8, zorder=8,
                  gid=f"dispute {dispute['id']}")
        axes.text(*mark, str(index + 1), ha="center", va="center_baseline", weight="bold", color=ink_on(face), zorder=9)
