"""When a team meets again: the same hour, every so many weeks, and not on a weekend or a holiday."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta

SATURDAY = 5


def after(planned: datetime, *, every_weeks: int) -> datetime:
    """The hour the rhythm gives next. Local time in and out: ten o'clock stays ten o'clock when the clocks change."""
    if every_weeks < 1:
        raise ValueError("A team meets every week or less often: give a number of weeks from 1 up.")
    return planned + timedelta(weeks=every_weeks)


def held_on(planned: datetime, *, closed: Container[date] = frozenset()) -> datetime:
    """When a meeting planned for this hour is held: the same hour of the next day that is no weekend and not closed.

    The rhythm goes on from the planned hour, so that a holiday moves one meeting and no later one.
    """
    day = planned
    while day.weekday() >= SATURDAY or day.date() in closed:
        day += timedelta(days=1)
    return day
