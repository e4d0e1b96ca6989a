"""Which money a program lives on, and how long it lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kinbridge.core.dates import add_months

SOON, NEAR = 6, 12
"""Months. A habit of planners, no law: a new grant takes most of a year to win."""


def dollars(amount: Decimal) -> str:
    return f"${amount:,.0f}"


@dataclass(frozen=True, slots=True)
class Paying:
    """A source pays a program this much a year, up to and including a day; none where no end is known."""

    source: str
    yearly: Decimal
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Nearness(StrEnum):
    NOTHING = "nothing"
    SOON = "soon"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Cliff:
    """What pays on a day, what ends first, and in how many full months. `months` None: no end is known."""

    yearly: Decimal
    ends: date | None
    months: int | None
    lost: Decimal
    percent: int
    sources: tuple[str, ...]
    nearness: Nearness

    @property
    def yearly_words(self) -> str:
        return dollars(self.yearly)

    @property
    def words(self) -> str:
        if self.nearness is Nearness.NOTHING:
            return "Nothing on file pays for it today"
        if self.months is None:
            return "No end is on file"
        when = "In less than a month" if self.months == 0 else f"In {self.months} month{'s' * (self.months != 1)}"
        what = "all of it ends" if self.percent == 100 else f"{self.percent} of every 100 dollars end"
        return f"{when} {what}"


def full_months(since: date, until: date) -> int:
    """Full months from one day to a later one."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (add_months(since, months) > until), 0)


def cliff(payings: Iterable[Paying], *, on: date) -> Cliff:
    """The first drop in what pays on that day, with everything that ends on the same day. What begins later is not
    counted on: a grant that is hoped for pays nobody.
    """
    now = [one for one in payings if one.on(on)]
    yearly = sum((one.yearly for one in now), Decimal(0))
    ends = min((one.until for one in now if one.until is not None), default=None)
    if not now or ends is None:
        found = Nearness.FAR if now else Nearness.NOTHING
        return Cliff(yearly, None, None, Decimal(0), 0, (), found)
    going = [one for one in now if one.until == ends]
    lost = sum((one.yearly for one in going), Decimal(0))
    months = full_months(on, ends)
    near = Nearness.SOON if months < SOON else Nearness.NEAR if months < NEAR else Nearness.FAR
    percent = round(100 * lost / yearly) if yearly else 100
    return Cliff(yearly, ends, months, lost, percent, tuple(one.source for one in going), near)
