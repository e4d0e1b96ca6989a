"""The place in numbers: a table by place and year, and a map of one topic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kinbridge.directory.models import Viewer
from kinbridge.directory.rules.facts import Point
from kinbridge.directory.zip_codes import middle_of
from kinbridge.gaps.ground import Ground, lay
from kinbridge.gaps.map import towns
from kinbridge.outreach.actions.authority import keeps
from kinbridge.outreach.models import Figure
from kinbridge.outreach.rules.figures import COUNTY, Topic, topics

LISTED = 2_000
LEAST, WIDEST = 7, 30
"""Radius of the smallest and of the largest dot."""


def number(value: Decimal) -> str:
    """With commas, and without zeros at the end."""
    return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


@dataclass(frozen=True, slots=True)
class Line:
    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    radius: int
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    ground: Ground
    dots: tuple[Dot, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    topics: tuple[Topic, ...]
    topic: Topic | None
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    picture: Picture | None
    may_keep: bool


def context(*, by: Viewer, topic: str = "") -> Context:
    """One topic in every place and year: the county first, then places by name."""
    known = Figure.objects.filter(coalition=by.coalition_id)
    there = [one for code, one in topics().items() if code in set(known.values_list("topic", flat=True))]
    chosen = next((one for one in there if one.code == topic), there[0] if there else None)
    if chosen is None:
        return Context((), None, (), (), (), None, keeps(by))
    figures = list(known.filter(topic=chosen.code).order_by("place", "year")[:LISTED])
    years = tuple(sorted({one.year for one in figures}))
    cells: dict[str, dict[int, str]] = defaultdict(dict)
    for one in figures:
        cells[one.place][one.year] = number(one.value)
    places = sorted(cells, key=lambda place: (place != COUNTY, place.casefold()))
    lines = tuple(
        Line("The whole county" if place == COUNTY else place, tuple(cells[place].get(year, "–") for year in years))
        for place in places
    )
    sources = tuple(dict.fromkeys(one.source for one in figures))
    newest = [one for one in figures if one.year == years[-1] and one.place != COUNTY]
    return Context(tuple(there), chosen, years, lines, sources, _picture(newest, by=by), keeps(by))


def _picture(figures: Iterable[Figure], *, by: Viewer) -> Picture | None:
    """A dot for each place that can be found: a ZIP code by its middle, a town by where its services are."""
    known = towns(by=by)
    placed, unplaced = list[tuple[Point, Figure]](), list[str]()
    for one in figures:
        zip_code = re.fullmatch(r"[0-9]{5}", one.place, re.ASCII)
        point = middle_of(one.place) if zip_code else known.get(one.place.casefold())
        if point is None:
            unplaced.append(one.place)
        else:
            placed.append((point, one))
    if not placed:
        return None
    ground = lay([point for point, _figure in placed])
    most = max(one.value for _point, one in placed) or Decimal(1)
    dots = [
        Dot(x, y, LEAST + round((WIDEST - LEAST) * float(one.value / most) ** 0.5), f"{one.place}: {number(one.value)}")
        for (x, y), (_point, one) in zip(ground.spots, placed, strict=True)
    ]
    return Picture(ground, tuple(sorted(dots, key=lambda dot: -dot.radius)), tuple(unplaced))
