"""The shapes of the committed map (tools/web/map/region.json), and where names and disputes stand on it."""
import functools
import json
import math
import pathlib

SHAPES = pathlib.Path(__file__).resolve().parents[2] / "web/map/region.json"
VIEW = (15.0, 24.6, 39.4, 46.6)  # west, east, south, north; shapes reach further, so that no cut edge looks like a coast

# As tools/web/map/region_shapes.ts has them: centroids would put names under the marks of disputes or over a border.
NAME_PLACES = {"ALB": (20.05, 40.62), "BIH": (17.35, 44.55), "XKX": (20.98, 42.8), "MNE": (19.1, 42.98),
               "MKD": (21.75, 41.38), "SRB": (20.95, 44.38)}
DISPUTE_PLACES = {"ALB": (20.1, 41.2), "BIH": (17.75, 43.95), "XKX": (20.85, 42.45), "MNE": (18.95, 42.62),
                  "MKD": (21.35, 41.72), "SRB": (20.7, 43.85)}


def decoded_arcs(topology):
    """Arcs as lists of (longitude, latitude). A quantized topology has whole numbers, each arc's points as steps from
    the point before."""
    transform = topology.get("transform")
    if transform is None:
        return [[tuple(point[:2]) for point in arc] for arc in topology["arcs"]]
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * wide + west, y * high + south))
        arcs.append(points)
    return arcs


def ring_of(numbers, arcs):
    """One closed line out of its arcs; a negative number is an arc run through backwards. Arcs share their end points."""
    ring = []
    for one in numbers:
        points = arcs[one] if one >= 0 else arcs[~one][::-1]
        ring += points[1:] if ring else points
    return ring


@functools.lru_cache
def country_shapes(path=SHAPES):
    """By name of country its rings as lists of (longitude, latitude); the first of a polygon is its edge, others holes."""
    topology = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    arcs, shapes = decoded_arcs(topology), {}
    for one in topology["objects"]["countries"]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        shapes[one["properties"]["name"]] = [[ring_of(ring, arcs) for ring in polygon] for polygon in polygons]
    return shapes


def project(longitude, latitude, parallels=(41.0, 45.5), middle=(19.8, 43.0)):
    """Lambert's conformal conic projection on a sphere, in degrees of latitude at the middle: shapes keep their angles."""
    first, second, latitude, centre = map(math.radians, (*parallels, latitude, middle[1]))
    half = lambda angle: math.tan(math.pi / 4 + angle / 2)
    cone = math.log(math.cos(first) / math.cos(second)) / math.log(half(second) / half(first))
    scale = math.cos(first) * half(first) ** cone / cone
    radius, origin = scale / half(latitude) ** cone, scale / half(centre) ** cone
    turn = cone * math.radians(longitude - middle[0])
    return math.degrees(radius * math.sin(turn)), math.degrees(origin - radius * math.cos(turn))
