"""How law counts time: business days, rolling, elapsed and counted hours, and periods that begin with a day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

from kinbridge.core.dates import add_months

WEEKEND_AND_HOLIDAYS = frozenset({"sat", "sun", "federal_holiday", "state_holiday"})


class Unit(StrEnum):
    HOURS = "hours"
    COUNTED_HOURS = "counted hours"
    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"


@lru_cache(maxsize=512)
def days_off(year: int, state: str = "") -> frozenset[date]:
    """Federal holidays as observed (5 USC 6103), or a state's own list; empty for a state the list does not know."""
    try:
        found = holidays.country_holidays("US", subdiv=state or None, years=year, observed=True)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days do not count here. `closed` are the site's own closing days, kept by the site."""

    state: str = ""
    excludes: frozenset[str] = WEEKEND_AND_HOLIDAYS
    closed: frozenset[date] = frozenset()

    def counts(self, day: date) -> bool:
        if day in self.closed:
            return False
        if day.weekday() == 5:
            return "sat" not in self.excludes
        if day.weekday() == 6:
            return "sun" not in self.excludes
        if "federal_holiday" in self.excludes and day in days_off(day.year):
            return False
        return not (self.state and "state_holiday" in self.excludes and day in days_off(day.year, self.state))

    def on_or_after(self, day: date) -> date:
        """The day itself if it counts, else the next that does."""
        while not self.counts(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if it counts, else the last one that did: the day to aim for when nothing rolls."""
        while not self.counts(day):
            day -= timedelta(days=1)
        return day

    def add_days(self, day: date, count: int) -> date:
        """The `count`th counted day after `day`, which is itself day 0."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def add_hours(self, at: datetime, hours: int) -> datetime:
        """Hours that tick 24 to a counted day and stand still on the others, on the wall clock of `at`."""
        left = timedelta(hours=hours)
        while True:
            next_day = datetime.combine(at.date() + timedelta(days=1), time.min, at.tzinfo)
            if not self.counts(at.date()):
                at = next_day
            elif left <= next_day - at:
                return at + left
            else:
                left -= next_day - at
                at = next_day


def add_hours(at: datetime, hours: int) -> datetime:
    """Elapsed hours, counted in UTC and told in the zone of `at`, so a clock change moves the wall time."""
    if at.tzinfo is None:
        return at + timedelta(hours=hours)
    return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(at.tzinfo)


def last_day(start: date, *, days: int = 0, months: int = 0) -> date:
    """The last day of a period that begins with `start`: `start` is day 1."""
    return add_months(start, months) + timedelta(days=days - 1)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a rule states it: 60 days, 15 business days, 72 counted hours."""

    n: int
    unit: Unit

    @property
    def words(self) -> str:
        if self.unit is Unit.COUNTED_HOURS:
            return f"{self.n} hours, leaving out weekends and holidays"
        return f"{self.n} {self.unit.value}" if self.n != 1 else f"1 {self.unit.value.removesuffix('s')}"

    @property
    def in_hours(self) -> bool:
        return self.unit in (Unit.HOURS, Unit.COUNTED_HOURS)

    def after(self, day: date, calendar: Calendar) -> date:
        """The day the span ends, its first day being day 0. Hours are rounded up to whole days when no hour is
        known.
        """
        if self.unit is Unit.MONTHS:
            return add_months(day, self.n)
        if self.unit is Unit.BUSINESS_DAYS:
            return calendar.add_days(day, self.n)
        if self.unit is Unit.COUNTED_HOURS:
            return calendar.add_days(day, -(-self.n // 24))
        per_day = {Unit.WEEKS: 7 * self.n, Unit.HOURS: -(-self.n // 24)}
        return day + timedelta(days=per_day.get(self.unit, self.n))

    def after_moment(self, at: datetime, calendar: Calendar) -> datetime:
        if self.unit is Unit.COUNTED_HOURS:
            return calendar.add_hours(at, self.n)
        return add_hours(at, self.n)
