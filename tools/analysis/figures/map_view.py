"""What part of the world the map shows, as tools/web/map/view.ts has it: the countries of the region, and the nodes of its
network as far as they lie near."""
import math

from .map_shapes import shape_of

REACH = 0.12  # of the larger side of the countries' box: how far the view follows nodes outside
MARGIN, WIDE_MARGIN = 0.035, 0.08  # of the larger side; where discs stand for countries
FLATTEST, TALLEST = 0.6, 1.1  # height over width
SMALL_PART = 0.03  # of a country's largest part: smaller islands do not widen the view


def area_of(ring):
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, ring[1:]))) / 2


def main_rings(polygons):
    """The outer rings of a country that are more than far islands."""
    rings = [polygon[0] for polygon in polygons]
    largest = max(map(area_of, rings))
    return [ring for ring in rings if area_of(ring) >= SMALL_PART * largest]


def nodes_of(country, data):
    """Ends of the segments that lie in a country: they stand for one without a shape."""
    ends = {one[end] for one in data["segments"] if one["country"] == country for end in ("from", "to")}
    return [(one["lon"], one["lat"]) for one in data["nodes"] if one["id"] in ends]


def box_of(points):
    across, up = zip(*points)
    return min(across), min(up), max(across), max(up)


class View:
    """Projection and frame. `box` is left, lower, right, upper, in degrees of latitude about the middle."""

    def __init__(self, data):
        shapes = [(country, shape_of(country)) for country in data["countries"]]
        land = [place for _, polygons in shapes if polygons for ring in main_rings(polygons) for place in ring]
        marks = [place for country, polygons in shapes if not polygons for place in nodes_of(country["id"], data)]
        nodes = [(one["lon"], one["lat"]) for one in data["nodes"]]
        west, south, east, north = box_of(land + marks or nodes)
        sixth = max(0.1, (north - south) / 6)
        first, second = math.radians(south + sixth), math.radians(north - sixth)
        self.middle = (west + east) / 2
        self.cone = math.sin(first)
        if abs(first - second) > 1e-9:
            self.cone = math.log(math.cos(first) / math.cos(second)) / math.log(half(second) / half(first))
        self.scale = math.cos(first) * half(first) ** self.cone / self.cone
        self.origin = self.scale / half(math.radians((south + north) / 2)) ** self.cone
        self.box = self.frame([self.project(*one) for one in land], [self.project(*one) for one in marks],
                              [self.project(*one) for one in nodes])

    def project(self, longitude, latitude):
        """Lambert's conformal conic projection on a sphere: shapes keep their angles."""
        radius = self.scale / half(math.radians(latitude)) ** self.cone
        turn = self.cone * math.radians(longitude - self.middle)
        return math.degrees(radius * math.sin(turn)), math.degrees(self.origin - radius * math.cos(turn))

    def frame(self, land, marks, nodes):
        left, lower, right, upper = box_of(land + marks or nodes)
        reach = REACH * max(right - left, upper - lower)
        near = [(min(right + reach, max(left - reach, x)), min(upper + reach, max(lower - reach, y))) for x, y in nodes]
        left, lower, right, upper = box_of([(left, lower), (right, upper), *near])
        margin = max((WIDE_MARGIN if marks or not land else MARGIN) * max(right - left, upper - lower), 0.05)
        wide, high = right - left + 2 * margin, upper - lower + 2 * margin
        across, up = (left + right) / 2, (lower + upper) / 2
        width, height = max(wide, high / TALLEST), max(high, wide * FLATTEST)
        return across - width / 2, up - height / 2, across + width / 2, up + height / 2

    @property
    def aspect(self):
        left, lower, right, upper = self.box
        return (upper - lower) / (right - left)


def half(angle):
    return math.tan(math.pi / 4 + angle / 2)
