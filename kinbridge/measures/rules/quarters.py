"""Quarters as numbers, and which of them a measure is told for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

YEAR = 4
YEARS = 3
"""How many years are told: twelve quarters, which a run chart can say something of."""

YEARS_TOLD_ON = (11, 1)
"""Month and day. By then the federal fiscal year is settled, which ends in September; see `over_time` for why once."""

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    return (day - EPOCH).days


def quarter_of(day: date) -> int:
    return day.year * YEAR + (day.month - 1) // 3


def first_day(quarter: int) -> date:
    return date(quarter // YEAR, quarter % YEAR * 3 + 1, 1)


def last_day(quarter: int) -> date:
    return first_day(quarter + 1) - timedelta(days=1)


def last_settled(as_of: date, *, follow: int) -> int:
    """The last quarter from whose end `follow` days have gone by."""
    day = as_of - timedelta(days=follow)
    quarter = quarter_of(day)
    return quarter if day == last_day(quarter) else quarter - 1


def year_to(last: int) -> range:
    """The quarters of the year that ends with this one."""
    return range(last - YEAR + 1, last + 1)


def since(last: int) -> date:
    """The first day of that year."""
    return first_day(year_to(last)[0])


def years(last: int) -> tuple[range, ...]:
    """The quarters of each year that is told, the newest year first."""
    return tuple(year_to(last - YEAR * back) for back in range(YEARS))


def last_told(as_of: date, *, follow: int) -> int:
    """The last quarter of the newest year that is told: what was settled on the last day on which years are told."""
    day = date(as_of.year, *YEARS_TOLD_ON)
    return last_settled(day if day <= as_of else day.replace(year=day.year - 1), follow=follow)


Ticks = tuple[int, int, int, int, int]


def clock(as_of: date, follows: Iterable[int]) -> list[Ticks]:
    """The rows of the clock's table: up to the last settled quarter, from the first of the years that are told."""
    rows = []
    for follow in sorted(set(follows)):
        told = years(last_told(as_of, follow=follow))
        rows.append((follow, day_number(as_of), told[-1][0], told[0][0], last_settled(as_of, follow=follow)))
    return rows


def calendar(rows: Iterable[Ticks]) -> list[tuple[int, int]]:
    """Each day of the quarters on the clock, with its quarter."""
    spans = [(first, last) for _, _, first, _, last in rows]
    since, until = min(first for first, _ in spans), max(last for _, last in spans)
    return [
        (day, quarter)
        for quarter in range(since, until + 1)
        for day in range(day_number(first_day(quarter)), day_number(last_day(quarter)) + 1)
    ]


def named(quarter: int) -> str:
    """Such as 2026 Q3: July to September."""
    return f"{quarter // YEAR} Q{quarter % YEAR + 1}"


def year_named(last: int) -> str:
    """Such as 2025 Q4 to 2026 Q3."""
    return f"{named(year_to(last)[0])} to {named(last)}"
