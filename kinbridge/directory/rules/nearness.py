"""Which of many places are near a point: only those in a band of latitude and a band of longitude are measured."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from math import ceil, cos, floor, radians, sin

from kinbridge.directory.rules.bits import Bits, Index, bits_of, positions_in, without
from kinbridge.directory.rules.facts import EARTH_RADIUS_MILES, Point

MILES_PER_DEGREE = 69.0
BANDS_PER_DEGREE = 20
FARTHEST = 3.14159  # radians: all the way round
NEAREST = -2.0
"""Below what any angle gives, however its cosine was rounded."""
Spot = tuple[float, float, float]
"""A place as a point on a ball of radius one: the angle between two is one sum of products."""
Spots = tuple["array[float]", "array[float]", "array[float]"]
NOWHERE: Spot = (0.0, 0.0, 0.0)


def spot_of(point: Point) -> Spot:
    north, east = radians(point.latitude), radians(point.longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def on_earth(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.is_on_earth)


def put(position: int, points: tuple[Point, ...], spots: Spots, more: dict[int, tuple[Spot, ...]]) -> None:
    """Write a service's places into the columns, which grow when it stands beyond their end."""
    first, *others = map(spot_of, points) if points else (NOWHERE,)
    for column, number in zip(spots, first, strict=True):
        column.extend([NOWHERE[0]] * (position + 1 - len(column)))
        column[position] = number
    if others:
        more[position] = tuple(others)


def band(degrees: float) -> int:
    return floor(degrees * BANDS_PER_DEGREE)


class Atlas:
    """The places of each service, by its position, and who has one in each band; never changed.

    The first place of each service stands in three columns, so that measuring many is a short loop over numbers; `more`
    holds the others of the few that have several.
    """

    __slots__ = ("columns", "more", "rows", "several", "spots")

    def __init__(self, rows: Index[int], columns: Index[int], spots: Spots, more: dict[int, tuple[Spot, ...]]) -> None:
        self.rows, self.columns, self.spots, self.more = rows, columns, spots, more
        self.several = bits_of(more)

    @classmethod
    def of(cls, places: Iterable[tuple[int, tuple[Point, ...]]]) -> Atlas:
        listed = [(position, on_earth(points)) for position, points in places]
        spots = (array("d"), array("d"), array("d"))
        more: dict[int, tuple[Spot, ...]] = {}
        for position, points in listed:
            put(position, points, spots, more)
        return cls(
            Index.of((band(point.latitude), position) for position, points in listed for point in points),
            Index.of((band(point.longitude), position) for position, points in listed for point in points),
            spots,
            more,
        )

    def moved(self, position: int, *, was: tuple[Point, ...], now: tuple[Point, ...]) -> Atlas:
        here, there = on_earth(was), on_earth(now)
        x, y, z = self.spots
        spots, more = (x[:], y[:], z[:]), {n: those for n, those in self.more.items() if n != position}
        put(position, there, spots, more)
        return Atlas(
            self.rows.moved(position, was=[band(p.latitude) for p in here], now=[band(p.latitude) for p in there]),
            self.columns.moved(position, was=[band(p.longitude) for p in here], now=[band(p.longitude) for p in there]),
            spots,
            more,
        )

    def rings(self, near: Point, *, miles: float, step: float, alive: Bits) -> dict[int, Bits]:
        """Who of `alive` has a place in the circle, by how many steps off the nearest is; the innermost first."""
        edges = [NEAREST, *(-_across(ring * step) for ring in range(1, ceil(miles / step) + 1))]
        least = _across(miles)
        found: dict[int, list[int]] = defaultdict(list)
        around = alive & self._box(miles, near)
        for part, measured in ((without(around, self.several), self._ahead), (around & self.several, self._nearest)):
            positions = list(positions_in(part))
            for position, along in zip(positions, measured(positions, spot_of(near)), strict=True):
                if along >= least:
                    found[bisect_right(edges, -along) - 1].append(position)
        return {ring: bits_of(found[ring]) for ring in sorted(found)}

    def _ahead(self, positions: list[int], near: Spot) -> list[float]:
        """For each, the cosine of the angle to its first place."""
        (x, y, z), (xs, ys, zs) = near, self.spots
        return [x * xs[n] + y * ys[n] + z * zs[n] for n in positions]

    def _nearest(self, positions: list[int], near: Spot) -> list[float]:
        x, y, z = near
        others = [max(x * px + y * py + z * pz for px, py, pz in self.more[n]) for n in positions]
        return list(map(max, self._ahead(positions, near), others))

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
