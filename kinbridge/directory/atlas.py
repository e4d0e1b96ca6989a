"""The counties of a state as shapes to draw: the Census Bureau's of 2017, as us-atlas projects them (Albers)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import us
from django.contrib.staticfiles import finders

FILE = "vendor/us-atlas/counties-albers-10m.json"
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
    """None for a place that the atlas does not draw, such as a territory, and where the atlas was not fetched."""
    found, file = us.states.lookup(abbreviation), finders.find(FILE)
    if found is None or file is None:
        return None
    atlas = json.loads(Path(file).read_bytes())
    counties = [one for one in atlas["objects"]["counties"]["geometries"] if one["id"].startswith(found.fips)]
    rings = {one["id"]: tuple(_rings(atlas, one)) for one in counties}
    points = [point for some in rings.values() for ring in some for point in ring]
    if not points:
        return None
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    scale = SIDE / max(right - left, bottom - top)

    def placed(ring: Ring) -> Ring:
        return tuple((round((x - left) * scale, 1), round((y - top) * scale, 1)) for x, y in ring)

    shapes = {
        one["id"]: _shape(one["properties"]["name"], [placed(ring) for ring in rings[one["id"]]]) for one in counties
    }
    return State(found.name, round((right - left) * scale, 1), round((bottom - top) * scale, 1), shapes)


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
    """Each point of an arc is written as its distance from the one before, in steps of a grid."""
    (wide, high), (left, top) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    xs, ys = (accumulate(axis) for axis in zip(*atlas["arcs"][place], strict=True))
    return [(x * wide + left, y * high + top) for x, y in zip(xs, ys, strict=True)]


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
