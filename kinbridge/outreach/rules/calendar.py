"""The days of a campaign's channels, week by week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 53
"""A calendar shows no more than a year."""


@dataclass(frozen=True, slots=True)
class Running:
    """Something that runs from one day up to and including another."""

    what: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Week:
    begins: date
    what: tuple[str, ...]


def weeks(running: Iterable[Running]) -> tuple[Week, ...]:
    """From the Monday of the first day to the last, with what runs in each week; weeks without anything stay."""
    listed = list(running)
    if not listed:
        return ()
    first, last = min(one.starts for one in listed), max(one.ends for one in listed)
    monday = first - timedelta(days=first.weekday())
    found: list[Week] = []
    while monday <= last and len(found) < WEEKS:
        sunday = monday + timedelta(days=6)
        found.append(Week(monday, tuple(one.what for one in listed if one.starts <= sunday and one.ends >= monday)))
        monday += timedelta(days=7)
    return tuple(found)
