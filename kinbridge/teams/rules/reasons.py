"""More reasons for a family's place on the list, each resting on facts: what is overdue or near, and coming home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

OVERDUE_DAYS = 90
NEAR_DAYS = 14
HOME_DAYS = 90
MOST = 3
HOME = {
    "overnight": "Family time is overnight now; coming home is the next step.",
    "trial_home_visit": "A child is home on a trial visit since {day}.",
    "home": "A child came home on {day}.",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that falls due, with the entries it was computed from."""

    what: str
    due: date
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a child's way home: `how` family time is held, or `home`."""

    on: date
    how: str
    entry: int


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    entries: tuple[int, ...]


def reasons(duties: Iterable[Duty], steps: Iterable[Step], *, on: date) -> tuple[Reason, ...]:
    """Coming home first, then what lies nearest to the day; at most three. One without a fact is not told."""
    near = sorted((one for one in duties if one.entries and _is_near(one.due, on)), key=lambda one: _far(one, on))
    told = (Reason(_said(one, on), one.entries) for one in near)
    return (*_home(steps, on), *told)[:MOST]


def _is_near(due: date, on: date) -> bool:
    return on - timedelta(days=OVERDUE_DAYS) <= due <= on + timedelta(days=NEAR_DAYS)


def _far(duty: Duty, on: date) -> tuple[int, str]:
    return abs((duty.due - on).days), duty.what


def _said(duty: Duty, on: date) -> str:
    day = f"{duty.due:%B} {duty.due.day}"
    return f"Overdue since {day}: {duty.what}." if duty.due < on else f"Due {day}: {duty.what}."


def _home(steps: Iterable[Step], on: date) -> Iterator[Reason]:
    """The newest step of the way home, while it is new."""
    newest = max((one for one in steps if one.on <= on), key=lambda one: (one.on, one.entry), default=None)
    if newest is not None and newest.how in HOME and (on - newest.on).days <= HOME_DAYS:
        yield Reason(HOME[newest.how].format(day=f"{newest.on:%B} {newest.on.day}"), (newest.entry,))
