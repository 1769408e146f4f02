"""The shapes of the committed map, tools/web/map/region.json."""
import functools
import json
import pathlib

SHAPES = pathlib.Path(__file__).resolve().parents[2] / "web/map/region.json"
DIGITS = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_")}


def unpacked(text):
    """Whole numbers in digits of 5 bits, lowest first; the sixth bit says that another follows, the lowest is the sign."""
    numbers, number, unit = [], 0, 1
    for letter in text:
        digit = DIGITS[letter]
        number, unit = number + digit % 32 * unit, unit * 32
        if digit < 32:
            numbers.append(-(number + 1) // 2 if number % 2 else number // 2)
            number, unit = 0, 1
    return numbers


def decoded_arcs(topology):
    """Arcs as lists of (longitude, latitude): they have whole numbers, each point's as steps from the point before."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for text in topology["arcs"]:
        steps, x, y, points = unpacked(text), 0, 0, []
        for step_x, step_y in zip(steps[::2], steps[1::2]):
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
def all_shapes(path=SHAPES):
    """All countries as (code or None, name, polygons); a polygon is its rings as lists of (longitude, latitude), of which the
    first is its edge, others are holes. What has no code is not whole, or no country."""
    topology = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    arcs, shapes = decoded_arcs(topology), []
    for one in topology["objects"]["countries"]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        shapes.append((one.get("id"), one["properties"]["name"], [[ring_of(ring, arcs) for ring in polygon] for polygon in polygons]))
    return shapes


def shape_of(country):
    """The polygons of a country of a region: by its id, where that is its code (ISO 3166 alpha-3, XKX for Kosovo), else by
    its name; None for what the map does not have whole."""
    for key in ("id", "name"):
        for code, name, polygons in all_shapes():
            if code is not None and country[key] == (code if key == "id" else name):
                return polygons
    return None
