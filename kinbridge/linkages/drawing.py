"""The map as shapes on a plane: organizations on a circle by number, an arrow for each link. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from kinbridge.linkages.rules import Strength

SIZE, RADIUS, DOT = 480, 205, 17
APART = 5
"""How far beside the straight line an arrow runs, so that there and back are two."""
WIDTHS = ((100, 6), (50, 5), (25, 4), (11, 3))


@dataclass(frozen=True, slots=True)
class Line:
    """A link to draw. `sent` None or 0: too few to count, or only spoken of."""

    giver: str
    receiver: str
    strength: Strength
    one_way: bool
    sent: int | None


@dataclass(frozen=True, slots=True)
class Dot:
    number: int
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    x1: float
    y1: float
    x2: float
    y2: float
    width: int
    looks: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    size: int
    radius: int
    dots: tuple[Dot, ...]
    arrows: tuple[Arrow, ...]


def draw(places: Sequence[tuple[str, str]], lines: Sequence[Line]) -> Drawn:
    """`places` are (id, name) in the order they stand around the circle, from the top."""
    middle = SIZE / 2
    dots = {}
    for number, (pk, name) in enumerate(places):
        angle = 2 * pi * number / max(len(places), 1) - pi / 2
        x, y = middle + RADIUS * cos(angle), middle + RADIUS * sin(angle)
        dots[pk] = Dot(number + 1, name, round(x, 1), round(y, 1))
    return Drawn(SIZE, DOT, tuple(dots.values()), tuple(_arrow(one, dots) for one in reversed(lines)))


def _arrow(line: Line, dots: dict[str, Dot]) -> Arrow:
    start, end = dots[line.giver], dots[line.receiver]
    long = hypot(end.x - start.x, end.y - start.y) or 1
    along, across = (end.x - start.x) / long, (end.y - start.y) / long
    left, right = -across * APART, along * APART
    width = next((wide for least, wide in WIDTHS if (line.sent or 0) >= least), 1)
    looks = "one-way" if line.one_way else line.strength.value
    if line.one_way and line.strength is Strength.WEAK:
        looks = "weak one-way"
    return Arrow(
        round(start.x + along * DOT + left, 1),
        round(start.y + across * DOT + right, 1),
        round(end.x - along * (DOT + 7) + left, 1),
        round(end.y - across * (DOT + 7) + right, 1),
        width,
        looks,
        f"{start.name} to {end.name}",
    )
