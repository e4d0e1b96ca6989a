"""Algebra on half-open stretches of days, and the two ways law uses it: pausing a clock, and counting a share of a
window.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kinbridge.core.dates import Period, add_months, merge


def subtract(kept: Iterable[Period], taken: Iterable[Period]) -> tuple[Period, ...]:
    """The days of `kept` that are not in `taken`."""
    left = list(merge(kept))
    for cut in merge(taken):
        left = [piece for period in left for piece in _without(period, cut)]
    return tuple(left)


def _without(period: Period, cut: Period) -> Iterable[Period]:
    if cut.since > period.since:
        end = cut.since if period.until is None else min(cut.since, period.until)
        if end > period.since:
            yield Period(period.since, end)
    if cut.until is not None and (period.until is None or cut.until < period.until):
        start = max(cut.until, period.since)
        if period.until is None or start < period.until:
            yield Period(start, period.until)


def count(periods: Iterable[Period], since: date, until: date) -> int:
    """Days of merged `periods` in [since, until)."""
    total = 0
    for period in periods:
        end = until if period.until is None else min(period.until, until)
        total += max((end - max(period.since, since)).days, 0)
    return total


def extended(due: date, pauses: Iterable[Period], *, since: date, on: date) -> tuple[date, int]:
    """The due date moved by the days paused after `since`, and how many those were; an open pause runs to `on`.

    A pause that begins after the clock has already run out moves nothing.
    """
    moved = 0
    for pause in merge(pauses):
        start = max(pause.since, since)
        end = max(pause.until if pause.until is not None else on, start)
        if start < due:
            moved += (end - start).days
            due += end - start
    return due, moved


def share_reached(counted: Iterable[Period], *, need: int, window: int) -> date | None:
    """First day D with `need` months counted in the `window` months before D; None if the counted days never reach it.

    The need is the length of `need` calendar months from the first counted day inside the window (federal text is
    silent on month lengths). `counted` may overlap; days are joined first. Open stretches are taken to go on.
    """
    periods = merge(p for p in counted if p.until is None or p.until > p.since)
    if not periods:
        return None
    least = 30 * need  # no run of `need` calendar months is shorter, for the needs law uses (12 and 15)
    last = periods[-1].until
    day = periods[0].since + timedelta(days=1)
    while True:
        opens = add_months(day, -window)
        have = count(periods, opens, day)
        first = next((max(p.since, opens) for p in periods if p.until is None or p.until > opens), day)
        if have and have >= (add_months(first, need) - first).days:
            return day
        if last is not None and day > last and have < least:
            return None
        day += timedelta(days=max(least - have, 1))
