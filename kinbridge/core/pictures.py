"""A picture of lines as `_chart_line.html` draws it, with the table that says the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line: `runs` are its points between gaps, as (place, value)."""

    label: str
    runs: tuple[tuple[tuple[int, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened at a place on the line, by its number."""

    place: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """`times` are the words of the first place and the last; `rows` the cells of the table; `top` the highest value."""

    id: str
    title: str
    description: str
    times: tuple[str, ...]
    lines: tuple[Drawn, ...]
    rows: tuple[tuple[str, ...], ...]
    last: int
    top: float = 100
    top_text: str = "100%"
    marks: tuple[Mark, ...] = ()
