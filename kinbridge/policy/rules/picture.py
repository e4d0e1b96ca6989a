"""A program's sources as bars in time. Pure geometry, in the units of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinbridge.core.dates import add_months
from kinbridge.policy.rules.money import Paying

WIDTH, ROW, THICK = 1000, 30, 18
BEFORE, AFTER = 6, 42
"""Months shown before and after today."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`open_end`: it goes on beyond the picture, or no end is known."""

    x: int
    y: int
    width: int
    number: int
    source: str
    open_end: bool


@dataclass(frozen=True, slots=True)
class Year:
    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    width: int
    height: int
    thick: int
    today: int
    bars: tuple[Bar, ...]
    years: tuple[Year, ...]


def strip(payings: Sequence[Paying], *, on: date) -> Strip:
    """One row for each source, in the order they end."""
    begins, ends = add_months(on, -BEFORE), add_months(on, AFTER)
    days = (ends - begins).days

    def across(day: date) -> int:
        return round((min(max(day, begins), ends) - begins).days * WIDTH / days)

    ordered = sorted(payings, key=lambda one: (one.until or date.max, one.source))
    shown = [one for one in ordered if one.since <= ends and (one.until is None or one.until >= begins)]
    bars = tuple(
        Bar(
            x=across(one.since),
            y=row * ROW + 6,
            width=max(across(one.until or ends) - across(one.since), 4),
            number=row + 1,
            source=one.source,
            open_end=one.until is None or one.until > ends,
        )
        for row, one in enumerate(shown)
    )
    years = tuple(Year(across(date(year, 1, 1)), str(year)) for year in range(begins.year + 1, ends.year + 1))
    return Strip(WIDTH, len(bars) * ROW + 22, THICK, across(on), bars, years)
