"""A map drawn here, without anyone else's tiles: dots where services are, names where towns are. No place that is
confidential is on it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import fmean

from kinbridge.directory.models import Address, Service, Viewer
from kinbridge.directory.rules.facts import Point
from kinbridge.directory.zip_codes import middle_of
from kinbridge.gaps.ground import lay
from kinbridge.gaps.reading import listed
from kinbridge.gaps.rules.continuum import Layer

SERVED = "location__service_at_locations__service"


@dataclass(frozen=True, slots=True)
class Dot:
    """A town. Without services it has none of what is asked for, and is drawn as a ring."""

    x: int
    y: int
    radius: int
    town: str
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """In the units of the picture; `scale_miles` is how long the bar of `scale` units is on the ground."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    scale: int
    scale_miles: int
    unplaced: int

    @property
    def without(self) -> int:
        """Towns that have none of what is asked for."""
        return sum(not dot.services for dot in self.dots)


def draw(*, by: Viewer, at: datetime, layer: Layer) -> Map:
    """One dot for each town, as large as it has services of this layer; a town that has others only is a ring.

    An address without a point on Earth stands in the middle of its ZIP code.
    """
    within = [one.key for one in listed(coalition_id=by.coalition_id) if layer.holds(one, at=at)]
    names = Service.objects.only("pk", "name").in_bulk(within)
    near: dict[str, list[Point]] = defaultdict(list)
    there: dict[str, set[Service]] = defaultdict(set)
    addresses = Address.objects.filter(coalition=by.coalition_id, location__confidential=False)
    columns = ("city", "postal_code", "location__latitude", "location__longitude")
    for town, zip_code, latitude, longitude, service in addresses.values_list(*columns, SERVED):
        point = in_zip(zip_code) if latitude is None or longitude is None else Point(latitude, longitude)
        if service is not None and point is not None and point.is_on_earth:
            near[town].append(point)
            there[town] |= {names[service]} if service in names else set()
    placed = {service.pk for services in there.values() for service in services}
    places = [(_middle(near[town]), town, there[town]) for town in near]
    return _drawn(places, unplaced=len(names) - len(placed))


def towns(*, by: Viewer) -> dict[str, Point]:
    """Where each town's public addresses are, by its name in small letters."""
    near: dict[str, list[Point]] = defaultdict(list)
    addresses = Address.objects.filter(coalition=by.coalition_id, location__confidential=False)
    for town, latitude, longitude in addresses.values_list("city", "location__latitude", "location__longitude"):
        point = None if latitude is None or longitude is None else Point(latitude, longitude)
        if point is not None and point.is_on_earth:
            near[town.casefold()].append(point)
    return {town: _middle(points) for town, points in near.items()}


def in_zip(zip_code: str) -> Point | None:
    return middle_of(zip_code[:5]) if re.match("[0-9]{5}", zip_code) else None


def _middle(points: list[Point]) -> Point:
    return Point(fmean(one.latitude for one in points), fmean(one.longitude for one in points))


def _drawn(places: list[tuple[Point, str, set[Service]]], *, unplaced: int) -> Map:
    ground = lay([at for at, *_ in places])
    dots = [
        Dot(
            x=x,
            y=y,
            radius=round(6 + 3 * sqrt(len(services))),
            town=town,
            services=tuple(sorted(services, key=lambda one: one.name)),
        )
        for (x, y), (_at, town, services) in zip(ground.spots, places, strict=True)
    ]
    dots.sort(key=lambda dot: (-len(dot.services), dot.town, dot.y))
    return Map(ground.width, ground.height, tuple(dots), ground.scale, ground.scale_miles, unplaced)
