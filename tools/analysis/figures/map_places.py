"""Where names and marks stand on the map, as tools/web/map/places.ts has it: at a place of the region file where it has one,
else where they cover least. All in millimetres from the lower left corner, on a grid of small squares."""
import math

import numpy
from matplotlib.path import Path

from .map_shapes import shape_of
from .map_view import main_rings, nodes_of

CELL = 0.6  # [mm]
TAKEN, LINE_COST, ROAD_COST, LINK_COST = 40.0, 3.0, 1.0, 0.3  # costs of what stands in a square
MARK_ROOM = 4.2  # [mm]
APART = 8.5  # [mm] wanted between the ends of a dispute's line: the mark stands between them
END_ROOM = 1.5  # [mm] from the border
DISC = 4.5  # [mm] radius of a country without a shape
LETTER, LINE = 1.75, 2.9  # [mm] of a bold name


class Ground:
    """Whose land each square is, and what stands there."""

    def __init__(self, wide, high):
        self.shape = max(1, math.ceil(high / CELL)), max(1, math.ceil(wide / CELL))
        rows, columns = numpy.indices(self.shape)
        self.x, self.y = (columns + 0.5) * CELL, (rows + 0.5) * CELL
        self.owner = numpy.full(self.shape, -1)
        self.stands = numpy.zeros(self.shape)

    def claim(self, rings, country):
        squares = numpy.column_stack([self.x.ravel(), self.y.ravel()])
        inside = numpy.zeros(len(squares), bool)
        for ring in rings:
            inside ^= Path(ring, closed=True).contains_points(squares)
        self.owner[inside.reshape(self.shape)] = country

    def room(self, country):
        """By square how far the edge of the country is [mm]."""
        own, room = self.owner == country, numpy.zeros(self.shape)
        while own.any():
            room += CELL * own
            padded = numpy.pad(own, 1)
            own = own & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        return room

    def occupy(self, x, y, wide=CELL, high=CELL, by=TAKEN):
        inside = (abs(self.x - x) <= wide / 2 + CELL / 2) & (abs(self.y - y) <= high / 2 + CELL / 2)
        self.stands[inside] = numpy.maximum(self.stands[inside], by)

    def occupy_line(self, start, end, by):
        steps = max(1, math.ceil(math.dist(start, end) / CELL))
        for k in range(steps + 1):
            self.occupy(*(a + (b - a) * k / steps for a, b in zip(start, end)), CELL / 2, CELL / 2, by)

    def cost(self, wide, high, own=None, abroad=1.2):
        """By square the mean cost of what a rectangle about it would cover; beyond the frame everything is taken."""
        field = self.stands.copy()
        if own is not None:
            field += numpy.where(self.owner == own, 0, numpy.where(self.owner < 0, abroad, 2 * abroad))
        down, across = (max(0, math.ceil(size / 2 / CELL)) for size in (high, wide))
        padded = numpy.pad(field, ((down, down), (across, across)), constant_values=TAKEN)
        sums = numpy.pad(padded.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        tall, broad = 2 * down + 1, 2 * across + 1
        return (sums[tall:, broad:] - sums[:-tall, broad:] - sums[tall:, :-broad] + sums[:-tall, :-broad]) / (tall * broad)

    def at(self, field, points):
        """The values of a field at points (n, 2)."""
        rows = numpy.clip((points[..., 1] / CELL).astype(int), 0, self.shape[0] - 1)
        columns = numpy.clip((points[..., 0] / CELL).astype(int), 0, self.shape[1] - 1)
        return field[rows, columns]

    def least(self, field, centre, near, slope):
        """The square with the least cost, also by its distance to the centre, at most `near` from it."""
        away = numpy.hypot(self.x - centre[0], self.y - centre[1])
        total = numpy.where(away <= near, field + slope * away, math.inf)
        place = numpy.unravel_index(total.argmin(), self.shape)
        return self.x[place], self.y[place]


class Area:
    """The land of a country on the map: where it has most room, and where a line may end."""

    def __init__(self, ground, index):
        self.index, room = index, ground.room(index)
        place = numpy.unravel_index(room.argmax(), ground.shape)
        self.is_seen = room.max() > 0
        self.centre = ground.x[place], ground.y[place]
        inside = room >= min(END_ROOM, 0.6 * room.max())
        spots = numpy.column_stack([ground.x[inside], ground.y[inside]])
        self.ends = spots[::max(1, len(spots) // 150)]


def place_between(ground, first, second):
    """Near the border of two countries: (mark, a point in each)."""
    a, b = first.ends[:, None, :], second.ends[None, :, :]
    away = numpy.hypot(*(a - b).transpose(2, 0, 1))
    wanted, middle = max(APART, away.min()), (a + b) / 2
    small, mark = ground.cost(1.5, 1.5), ground.cost(MARK_ROOM, MARK_ROOM)
    total = 0.3 * abs(away - wanted) + 2 * ground.at(mark, middle) + ground.at(small, a) + ground.at(small, b)
    total = total + sum(ground.at(small, a + part * (b - a)) for part in (0.1, 0.3, 0.7, 0.9)) / 4
    for ends, area in ((a, first), (b, second)):
        total = total + 0.03 * numpy.hypot(ends[..., 0] - area.centre[0], ends[..., 1] - area.centre[1])
    one, other = numpy.unravel_index(total.argmin(), total.shape)
    point = ground.least(mark, middle[one, other], 12, 0.3)  # beside the line where something stands on it
    return point, [tuple(first.ends[one]), tuple(second.ends[other])]


def ends_around(point, areas):
    """The near ends that are not under a mark there."""
    ends = []
    for area in areas:
        away = numpy.hypot(*(area.ends - point).T)
        ends.append(tuple(area.ends[numpy.where(away > 3, away, math.inf).argmin()]))
    return ends


def lines_of(name):
    """A name in lines of about a dozen letters."""
    lines = [""]
    for word in name.split(" "):
        fits = not lines[-1] or len(lines[-1]) + len(word) < 12
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return lines


class Places:
    """names: by id of country its lines and point. marks: (index of the dispute, point, ends of its lines). discs: by id of
    country the middle of one without a shape. All in the view's units."""

    def __init__(self, data, view, wide):
        self.view, self.unit = view, wide / (view.box[2] - view.box[0])
        self.ground = Ground(wide, wide * view.aspect)
        self.names, self.marks, self.discs = {}, [], {}
        self.claim_land(data)
        self.draw_roads(data)
        areas = {one["id"]: Area(self.ground, index) for index, one in enumerate(data["countries"])}
        self.areas = {country: area for country, area in areas.items() if area.is_seen}
        disputes = list(enumerate(data["disputes"]))
        given, others = [one for one in disputes if "lon" in one[1]], [one for one in disputes if "lon" not in one[1]]
        for one in given:
            self.place_dispute(*one)
        for country in sorted(data["countries"], key=lambda one: "lon" not in one):
            self.place_name(country)
        for one in sorted(others, key=lambda one: len(one[1]["parties"]) == 1):
            self.place_dispute(*one)
        self.marks.sort(key=lambda one: one[0])

    def millimetres(self, place):
        x, y = self.view.project(*place)
        return (x - self.view.box[0]) * self.unit, (y - self.view.box[1]) * self.unit

    def on_map(self, point):
        """From millimetres to the view's units."""
        return point[0] / self.unit + self.view.box[0], point[1] / self.unit + self.view.box[1]

    def claim_land(self, data):
        for index, country in enumerate(data["countries"]):
            polygons = shape_of(country)
            if polygons:
                self.ground.claim([[self.millimetres(place) for place in ring] for ring in main_rings(polygons)], index)
                continue
            nodes = [self.millimetres(place) for place in nodes_of(country["id"], data)]
            if nodes:
                x, y = (sum(values) / len(nodes) for values in zip(*nodes))
                turns = numpy.linspace(0, 2 * math.pi, 24)
                self.ground.claim([numpy.column_stack([x + DISC * numpy.cos(turns), y + DISC * numpy.sin(turns)])], index)
                self.discs[country["id"]] = self.on_map((x, y))

    def draw_roads(self, data):
        points = {one["id"]: self.millimetres((one["lon"], one["lat"])) for one in data["nodes"]}
        for road in data["segments"]:
            if road["from"] in points and road["to"] in points:
                self.ground.occupy_line(points[road["from"]], points[road["to"]], ROAD_COST if road["corridors"] else LINK_COST)

    def place_name(self, country):
        area, lines = self.areas.get(country["id"]), lines_of(country["name"])
        size = LETTER * max(map(len, lines)), LINE * len(lines)
        if "lon" in country:
            point = self.millimetres((country["lon"], country["lat"]))
        elif area:
            point = self.ground.least(self.ground.cost(*size, area.index), area.centre, 25, 0.015)
        else:
            return
        self.ground.occupy(*point, *size)
        self.names[country["id"]] = lines, self.on_map(point)

    def holds(self, area, point):
        return self.ground.at(self.ground.owner, numpy.array(point)) == area.index

    def place_dispute(self, index, dispute):
        areas = [self.areas[party] for party in dispute["parties"] if party in self.areas]
        if "lon" in dispute or len(areas) > 2:
            centres = [area.centre for area in areas]
            point = (self.millimetres((dispute["lon"], dispute["lat"])) if "lon" in dispute
                     else tuple(sum(values) / len(areas) for values in zip(*centres)))
            ends = [] if len(areas) == 1 and self.holds(areas[0], point) else ends_around(point, areas)
        elif len(areas) == 2:
            point, ends = place_between(self.ground, *areas)
        elif areas:
            field = self.ground.cost(MARK_ROOM, MARK_ROOM, areas[0].index, abroad=1.5)
            point = self.ground.least(field, areas[0].centre, 30, 0.02)
            ends = [] if self.holds(areas[0], point) else ends_around(point, areas)  # no room within: a line leads there
        else:
            return
        for end in ends:
            self.ground.occupy_line(point, end, LINE_COST)
            self.ground.occupy(*end, 1, 1)
        self.ground.occupy(*point, MARK_ROOM - 0.6, MARK_ROOM - 0.6)
        self.marks.append((index, self.on_map(point), [self.on_map(end) for end in ends]))
