"""The counties of a state as shapes to draw, upright: the Census Bureau's of 2017, from us-atlas (TopoJSON)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

import us
from django.contrib.staticfiles import finders

FILE = "vendor/us-atlas/counties-10m.json"
SIDE = 240.0
"""How long the longer side of a state is drawn."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One county: its name without the word County, its outline as an SVG path, and where its number is written."""

    name: str
    path: str
    middle: Point


@dataclass(frozen=True, slots=True)
class State:
    """`counties` by their FIPS code of five digits; all in a box of `width` by `height`."""

    name: str
    width: float
    height: float
    counties: Mapping[str, Shape]


@lru_cache(maxsize=4)
def state_map(abbreviation: str) -> State | None:
    """None for what is no state or territory that the atlas draws, and where the atlas was not fetched."""
    found, file = us.states.lookup(abbreviation), finders.find(FILE)
    if found is None or file is None:
        return None
    atlas = json.loads(Path(file).read_bytes())
    counties = [one for one in atlas["objects"]["counties"]["geometries"] if one["id"].startswith(found.fips)]
    rings = {one["id"]: tuple(_rings(atlas, one)) for one in counties}
    points = [point for some in rings.values() for ring in some for point in ring]
    if not points:
        return None
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    narrow = cos(radians((south + north) / 2))
    scale = SIDE / max((east - west) * narrow, north - south)

    def placed(ring: Ring) -> Ring:
        return tuple((round((x - west) * narrow * scale, 1), round((north - y) * scale, 1)) for x, y in ring)

    shapes = {
        one["id"]: _shape(one["properties"]["name"], [placed(ring) for ring in rings[one["id"]]]) for one in counties
    }
    width, height = (east - west) * narrow * scale, (north - south) * scale
    return State(found.name, round(width, 1), round(height, 1), shapes)


def code_of(county: str, *, state: State | None) -> str:
    """The FIPS code of the county of that name; empty where none has it, or two have, as in Maryland and Virginia."""
    counties = state.counties.items() if state is not None else ()
    found = [code for code, shape in counties if shape.name.casefold() == county.strip().casefold()]
    return found[0] if len(found) == 1 else ""


def _rings(atlas: Mapping[str, Any], county: Mapping[str, Any]) -> Iterator[Ring]:
    """TopoJSON: a ring is a chain of arcs, one that runs backwards is written as its complement (`~place`)."""
    polygons = [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]
    for ring in (ring for polygon in polygons for ring in polygon):
        points: list[Point] = []
        for place in ring:
            arc = _arc(atlas, place) if place >= 0 else _arc(atlas, ~place)[::-1]
            points += arc[1:] if points else arc
        yield tuple(points)


def _arc(atlas: Mapping[str, Any], place: int) -> list[Point]:
    """In degrees. Each point of an arc is written as its distance from the one before, in steps of a grid.

    What lies east of Greenwich, as the last Aleutians do, is counted on westwards.
    """
    (wide, high), (left, top) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    steps = zip(*(accumulate(axis) for axis in zip(*atlas["arcs"][place], strict=True)), strict=True)
    degrees = ((x * wide + left, y * high + top) for x, y in steps)
    return [(x - 360 if x > 0 else x, y) for x, y in degrees]


def _shape(name: str, rings: Iterable[Ring]) -> Shape:
    outlines = list(rings)
    path = "".join(f"M{' '.join(f'{x:g},{y:g}' for x, y in ring)}Z" for ring in outlines)
    return Shape(name, path, _middle(max(outlines, key=lambda ring: abs(_area(ring)))))


def _area(ring: Ring) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) / 2


def _middle(ring: Ring) -> Point:
    """The centroid of a closed ring."""
    sixfold = 6 * _area(ring) or 1
    across = sum((x + u) * (x * v - u * y) for (x, y), (u, v) in pairwise(ring)) / sixfold
    down = sum((y + v) * (x * v - u * y) for (x, y), (u, v) in pairwise(ring)) / sixfold
    return round(across, 1), round(down, 1)
