"""When a unit counts as trained, which days are compared, and what of a count may be shown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from kinbridge.measures.rules.suppression import THRESHOLD, rate_is_safe

SMALLEST_UNIT = 5
"""Fewer people who finished are no unit but colleagues who know of each other."""
DAYS = 180
RIPE = timedelta(days=30)
"""A referral younger than this has had no chance of a first visit."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one day up to another."""

    since: date
    until: date


def trained_on(finished: Sequence[date], *, people: int) -> date | None:
    """The day on which half of a unit's people had finished a course; None while they have not, or are too few."""
    half = (people + 1) // 2
    return sorted(finished)[half - 1] if len(finished) >= max(half, SMALLEST_UNIT) else None


def compared(day: date, *, today: date) -> tuple[Span, Span]:
    """Half a year on both sides of a day; the later one is shorter until half a year and a month have gone by."""
    until = max(day, min(day + timedelta(days=DAYS), today - RIPE))
    return Span(day - timedelta(days=DAYS), day), Span(day, until)


@dataclass(frozen=True, slots=True)
class Done:
    """Referrals that a unit sent in a span: made together with the person, first visit kept, engaged or completed."""

    sent: int
    together: int
    kept: int
    engaged: int


@dataclass(frozen=True, slots=True)
class Share:
    """In percent. `bound` says where only that much may be told: "or more" of nearly all, "or less" of nearly none."""

    percent: int
    bound: str = ""

    def __str__(self) -> str:
        return f"{self.percent} % {self.bound}".strip()


@dataclass(frozen=True, slots=True)
class Shown:
    """The same as far as it may be shown; None where too few are counted to say it."""

    sent: int | None
    together: Share | None
    kept: Share | None
    engaged: Share | None


def shown(done: Done) -> Shown:
    """Nothing of a span with fewer than 11 referrals."""
    if done.sent < THRESHOLD:
        return Shown(None, None, None, None)
    together, kept, engaged = (share(part, done.sent) for part in (done.together, done.kept, done.engaged))
    return Shown(done.sent, together, kept, engaged)


def may_follow(told: Done, now: Done, *, moved: bool = False) -> bool:
    """Whether a count may be told after an earlier one: what came since may be told by itself, or nothing has.

    `moved`: the day between before and after is another now, so that neither count holds the other.
    """
    if now == told or told.sent < THRESHOLD:
        return True
    sent = now.sent - told.sent
    parts = (now.together - told.together, now.kept - told.kept, now.engaged - told.engaged)
    return not moved and all(part >= 0 and rate_is_safe(part, sent) for part in parts)


def share(part: int, whole: int) -> Share | None:
    """Exact where that is safe; where up to 10 are counted, or left over, no more than that can be worked out."""
    if rate_is_safe(part, whole):
        return Share(round(100 * part / whole))
    most, few = part >= THRESHOLD, whole - part >= THRESHOLD
    if most == few:
        return None
    up_to = 100 * (THRESHOLD - 1) / whole
    return Share(floor(100 - up_to), "or more") if most else Share(ceil(up_to), "or less")
