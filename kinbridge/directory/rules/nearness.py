"""Which of many places are near a point: a grid, so that only the cells around it are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import acos, cos, floor, radians, sin

from kinbridge.directory.rules.facts import EARTH_RADIUS_MILES, Point

MILES_PER_DEGREE = 69.0
CELLS_PER_DEGREE = 10
Spot = tuple[int, float, float, float]
"""Whose place it is, and the place as a point on a ball of radius one: an angle between two is one sum of products."""


def on_ball(point: Point) -> tuple[float, float, float]:
    north, east = radians(point.latitude), radians(point.longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


class Grid:
    """Places on Earth by the position of the service that has them; never changed."""

    __slots__ = ("cells",)

    def __init__(self, cells: Mapping[tuple[int, int], tuple[Spot, ...]]) -> None:
        self.cells = cells

    @classmethod
    def of(cls, places: Iterable[tuple[int, Point]]) -> Grid:
        cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
        for position, point in places:
            if point.is_on_earth:
                cells[_cell(point.latitude, point.longitude)].append((position, *on_ball(point)))
        return cls({cell: tuple(spots) for cell, spots in cells.items()})

    def updated(self, *, without: Iterable[tuple[int, Point]], places: Iterable[tuple[int, Point]]) -> Grid:
        cells = dict(self.cells)
        for position, point in without:
            cell = _cell(point.latitude, point.longitude)
            cells[cell] = tuple(spot for spot in cells.get(cell, ()) if spot[0] != position)
        for cell, spots in Grid.of(places).cells.items():
            cells[cell] = (*cells.get(cell, ()), *spots)
        return Grid(cells)

    def within(self, miles: float, near: Point, *, alive: bytes) -> Iterator[tuple[int, float]]:
        """Who has a place in the circle, and how many miles off; `alive` are the bits of those that matter."""
        x, y, z = on_ball(near)
        least = cos(min(3.14159, miles / EARTH_RADIUS_MILES))
        size = len(alive)
        for cell in self._around(near, miles):
            for position, px, py, pz in self.cells.get(cell, ()):
                octet = position >> 3
                if octet < size and alive[octet] >> (position & 7) & 1:
                    along = x * px + y * py + z * pz
                    if along >= least:
                        yield position, EARTH_RADIUS_MILES * acos(min(1.0, along))

    def _around(self, near: Point, miles: float) -> Iterable[tuple[int, int]]:
        rise = 1.01 * miles / MILES_PER_DEGREE
        narrowing = cos(radians(min(89.0, abs(near.latitude) + rise)))
        run = rise / narrowing
        rows = range(_step(near.latitude - rise), _step(near.latitude + rise) + 1)
        if run >= 180 or near.longitude - run < -180 or near.longitude + run > 180:  # across the date line
            return [cell for cell in self.cells if cell[0] in rows]
        columns = range(_step(near.longitude - run), _step(near.longitude + run) + 1)
        if len(rows) * len(columns) > len(self.cells):
            return [cell for cell in self.cells if cell[0] in rows and cell[1] in columns]
        return [(row, column) for row in rows for column in columns]


def _step(degrees: float) -> int:
    return floor(degrees * CELLS_PER_DEGREE)


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return _step(latitude), _step(longitude)
