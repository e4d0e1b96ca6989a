"""Which of many places are near a point: only those in a band of latitude and a band of longitude are measured."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from math import ceil, cos, floor, radians, sin

from kinbridge.directory.rules.bits import Bits, Index, bits_of, positions_in
from kinbridge.directory.rules.facts import EARTH_RADIUS_MILES, Point

MILES_PER_DEGREE = 69.0
BANDS_PER_DEGREE = 10
FARTHEST = 3.14159  # radians: all the way round
Spot = tuple[float, float, float]
"""A place as a point on a ball of radius one: the angle between two is one sum of products."""


def spot_of(point: Point) -> Spot:
    north, east = radians(point.latitude), radians(point.longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def band(degrees: float) -> int:
    return floor(degrees * BANDS_PER_DEGREE)


class Atlas:
    """The places of each service, by its position, and who has one in each band; never changed."""

    __slots__ = ("columns", "rows", "spots")

    def __init__(self, rows: Index[int], columns: Index[int], spots: dict[int, tuple[Spot, ...]]) -> None:
        self.rows, self.columns, self.spots = rows, columns, spots

    @classmethod
    def of(cls, places: Iterable[tuple[int, tuple[Point, ...]]]) -> Atlas:
        listed = [(position, [point for point in points if point.is_on_earth]) for position, points in places]
        return cls(
            Index.of((band(point.latitude), position) for position, points in listed for point in points),
            Index.of((band(point.longitude), position) for position, points in listed for point in points),
            {position: tuple(map(spot_of, points)) for position, points in listed if points},
        )

    def moved(self, position: int, *, was: tuple[Point, ...], now: tuple[Point, ...]) -> Atlas:
        here, there = ([point for point in points if point.is_on_earth] for points in (was, now))
        spots = self.spots | {position: tuple(map(spot_of, there))}
        return Atlas(
            self.rows.moved(position, was=[band(p.latitude) for p in here], now=[band(p.latitude) for p in there]),
            self.columns.moved(position, was=[band(p.longitude) for p in here], now=[band(p.longitude) for p in there]),
            spots,
        )

    def rings(self, near: Point, *, miles: float, step: float, alive: Bits) -> dict[int, Bits]:
        """Who of `alive` has a place in the circle, by how many steps off the nearest is; the innermost first."""
        x, y, z = spot_of(near)
        edges = [-_across(ring * step) for ring in range(ceil(miles / step) + 1)]
        least = _across(miles)
        found: dict[int, list[int]] = defaultdict(list)
        for position in positions_in(alive & self._box(miles, near)):
            along = -1.0
            for px, py, pz in self.spots[position]:
                along = max(along, x * px + y * py + z * pz)
            if along >= least:
                found[max(0, bisect_right(edges, -along) - 1)].append(position)
        return {ring: bits_of(found[ring]) for ring in sorted(found)}

    def _box(self, miles: float, near: Point) -> Bits:
        """Whoever has a place in the bands that the circle touches."""
        rise = 1.01 * miles / MILES_PER_DEGREE
        run = rise / cos(radians(min(89.0, abs(near.latitude) + rise)))
        inside = self.rows.between(band(near.latitude - rise), band(near.latitude + rise))
        if abs(near.longitude) + run >= 180:  # across the date line, or over a pole
            return inside
        return inside & self.columns.between(band(near.longitude - run), band(near.longitude + run))


def _across(miles: float) -> float:
    """The cosine of the angle between two places so far from each other."""
    return cos(min(FARTHEST, miles / EARTH_RADIUS_MILES))
