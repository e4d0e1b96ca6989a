"""Calendar arithmetic that law asks for: clamped months and half-open periods."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), clamped to the month: January 31 plus one is February 28 or 29."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A half-open stretch of days, `since` up to but not including `until`; no `until` means it is still open."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("The period ends before it starts; check the dates.")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def days(self, *, on: date) -> int:
        """How many days of the period lie before `on`."""
        end = on if self.until is None else min(self.until, on)
        return max((end - self.since).days, 0)


def merge(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days with overlapping and touching periods joined, in order."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda p: (p.since, p.until or date.max)):
        last = joined[-1] if joined else None
        if last is None or (last.until is not None and last.until < period.since):
            joined.append(period)
        elif last.until is not None:
            until = None if period.until is None else max(last.until, period.until)
            joined[-1] = Period(last.since, until)
    return tuple(joined)
