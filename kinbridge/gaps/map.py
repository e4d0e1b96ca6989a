"""A map drawn here, without anyone else's tiles: dots where services are, names where towns are. No place that is
confidential is on it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import cos, radians, sqrt
from statistics import fmean

from kinbridge.directory.models import Address, Service, Viewer
from kinbridge.directory.rules.facts import Point
from kinbridge.directory.rules.nearness import MILES_PER_DEGREE
from kinbridge.directory.zip_codes import middle_of

WIDTH = 720
HEIGHT = 640
MARGIN = 70
SERVED = "location__service_at_locations__service"
LEAST_MILES = 4.0
SCALES = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Dot:
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


def draw(*, by: Viewer, category: str = "") -> Map:
    """One dot for each town, as large as it has services of this kind.

    An address without a point on Earth stands in the middle of its ZIP code.
    """
    running = Service.objects.filter(coalition=by.coalition_id, status=Service.Status.ACTIVE)
    running = running.filter(category=category) if category else running
    names = {service.pk: service for service in running.only("pk", "name", "category")}
    near: dict[str, list[Point]] = defaultdict(list)
    there: dict[str, set[Service]] = defaultdict(set)
    addresses = Address.objects.filter(coalition=by.coalition_id, location__confidential=False)
    columns = ("city", "postal_code", "location__latitude", "location__longitude")
    for town, zip_code, latitude, longitude, service in addresses.values_list(*columns, SERVED):
        point = in_zip(zip_code) if latitude is None or longitude is None else Point(latitude, longitude)
        if service in names and point is not None and point.is_on_earth:
            near[town].append(point)
            there[town].add(names[service])
    placed = {service.pk for services in there.values() for service in services}
    places = [(_middle(near[town]), town, services) for town, services in there.items()]
    return _drawn(places, unplaced=len(names) - len(placed))


def in_zip(zip_code: str) -> Point | None:
    return middle_of(zip_code[:5]) if re.match("[0-9]{5}", zip_code) else None


def _middle(points: list[Point]) -> Point:
    return Point(fmean(one.latitude for one in points), fmean(one.longitude for one in points))


def _drawn(places: list[tuple[Point, str, set[Service]]], *, unplaced: int) -> Map:
    if not places:
        return Map(WIDTH, 0, (), 0, 0, unplaced)
    latitudes, longitudes = ([getattr(at, name) for at, *_ in places] for name in ("latitude", "longitude"))
    middle = Point((max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2)
    east = MILES_PER_DEGREE * cos(radians(middle.latitude))
    across = max((max(longitudes) - min(longitudes)) * east, LEAST_MILES)
    down = max((max(latitudes) - min(latitudes)) * MILES_PER_DEGREE, LEAST_MILES)
    unit = min((WIDTH - 2 * MARGIN) / across, HEIGHT / down)
    height = round(down * unit) + 2 * MARGIN
    miles = max([scale for scale in SCALES if scale * unit <= WIDTH / 3], default=SCALES[0])
    dots = [
        Dot(
            x=round(WIDTH / 2 + (at.longitude - middle.longitude) * east * unit),
            y=round(height / 2 - (at.latitude - middle.latitude) * MILES_PER_DEGREE * unit),
            radius=round(6 + 3 * sqrt(len(services))),
            town=town,
            services=tuple(sorted(services, key=lambda one: one.name)),
        )
        for at, town, services in places
    ]
    dots.sort(key=lambda dot: (-len(dot.services), dot.town, dot.y))
    return Map(WIDTH, height, tuple(dots), round(miles * unit), miles, unplaced)
