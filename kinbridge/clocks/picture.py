"""The five lanes as shapes on a plane: pure geometry, which the template draws and the table beside it says again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kinbridge.clocks.rules import Lane
from kinbridge.core.dates import add_months

WIDTH, EDGE = 1000, 24
ROW, TITLE, GAP = 34, 26, 26
SCALE = 34
ZOOMS = (3, 12, 24)
LANES = {
    Lane.CHILD_WELFARE: "Child welfare and the court",
    Lane.BENEFITS: "Benefits",
    Lane.RECOVERY: "Treatment and recovery",
    Lane.CHILD_DEVELOPMENT: "The child’s development",
    Lane.SYSTEM_RESPONSE: "How fast agencies answer",
}


@dataclass(frozen=True, slots=True)
class Point:
    """Something to draw: on which lane and day, with which shape; `label` is the short text inside or beside it."""

    lane: Lane
    day: date
    shape: str
    label: str
    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    y: int
    point: Point


@dataclass(frozen=True, slots=True)
class Band:
    """One lane: its name and the space it takes."""

    title: str
    top: int
    height: int
    marks: tuple[Mark, ...]

    @property
    def baseline(self) -> int:
        return self.top + TITLE - 7


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the template needs to draw. `hidden` counts what lies outside the days shown."""

    since: date
    until: date
    height: int
    today: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    hidden: int

    @property
    def width(self) -> int:
        return WIDTH


def zoom_of(given: str) -> int:
    """The months asked for, where they are one of the zooms; a year otherwise."""
    return int(given) if given in {str(zoom) for zoom in ZOOMS} else 12


def draw(points: Iterable[Point], *, on: date, months: int) -> Picture:
    """Lay the points out: a quarter of the picture lies before today, and points that would touch get rows of
    their own.
    """
    back = max(months // 4, 1)
    since, until = add_months(on, -back), add_months(on, months - back)
    days = (until - since).days
    chosen = list(points)
    inside = [point for point in chosen if since <= point.day <= until]

    def across(day: date) -> int:
        return EDGE + round((WIDTH - 2 * EDGE) * (day - since).days / days)

    bands: list[Band] = []
    top = SCALE
    for lane, title in LANES.items():
        marks, rows = _stack([(across(p.day), p) for p in inside if p.lane is lane], top)
        height = TITLE + rows * ROW
        bands.append(Band(title, top, height, marks))
        top += height + 8
    ticks = tuple(Tick(across(day), label) for day, label in _ticks(since, until, months))
    return Picture(since, until, top, across(on), tuple(bands), ticks, len(chosen) - len(inside))


def _stack(placed: Sequence[tuple[int, Point]], top: int) -> tuple[tuple[Mark, ...], int]:
    ends: list[int] = []
    marks: list[Mark] = []
    for x, point in sorted(placed, key=lambda pair: (pair[0], pair[1].label)):
        row = next((number for number, end in enumerate(ends) if x - end >= GAP), len(ends))
        if row == len(ends):
            ends.append(x)
        ends[row] = x + 9 * len(point.label)
        marks.append(Mark(x, top + TITLE + row * ROW + ROW // 2, point))
    return tuple(marks), len(ends)


def _ticks(since: date, until: date, months: int) -> Iterable[tuple[date, str]]:
    step = 1 if months <= 12 else 3
    day = add_months(since.replace(day=1), 1)
    while day <= until - timedelta(days=2):
        if step == 1 or day.month % step == 1:
            yield day, f"{day:%b} {day.year}" if day.month == 1 else f"{day:%b}"
        day = add_months(day, 1)
