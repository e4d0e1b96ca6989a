"""When a group meets: a recurrence of RFC 5545, worked out by dateutil. Local time in and out, so ten stays ten."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

MONTHS = 24
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ORDINALS = ("first", "second", "third", "fourth", "last")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Rhythm(StrEnum):
    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


RHYTHM_WORDS = {
    Rhythm.MONTHLY: "Every month, on the same weekday (such as the second Tuesday)",
    Rhythm.TWO_WEEKS: "Every two weeks",
    Rhythm.FOUR_WEEKS: "Every four weeks",
    Rhythm.QUARTERLY: "Every three months, on the same weekday",
}


def _place_in_month(first: datetime) -> int:
    """Which of its weekdays in the month: 1 to 4, and -1 for the last, for not every month has a fifth."""
    place = (first.day - 1) // 7 + 1
    return -1 if place == 5 else place


def rule_of(rhythm: Rhythm, *, first: datetime) -> str:
    """The RRULE of a rhythm whose first meeting is this one."""
    day = f"{_place_in_month(first)}{DAYS[first.weekday()]}"
    match rhythm:
        case Rhythm.TWO_WEEKS:
            return "FREQ=WEEKLY;INTERVAL=2"
        case Rhythm.FOUR_WEEKS:
            return "FREQ=WEEKLY;INTERVAL=4"
        case Rhythm.MONTHLY:
            return f"FREQ=MONTHLY;BYDAY={day}"
        case Rhythm.QUARTERLY:
            return f"FREQ=MONTHLY;INTERVAL=3;BYDAY={day}"


def rule_words(rule: str, *, first: datetime) -> str:
    """A rule as people say it."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    every = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "WEEKLY":
        return f"Every {every} weeks, on {NAMES[first.weekday()]}"
    which = f"the {ORDINALS[_place_in_month(first) - 1 if _place_in_month(first) > 0 else -1]} {NAMES[first.weekday()]}"
    return f"Every month, on {which}" if every == 1 else f"Every {every} months, on {which}"


def meetings(rule: str, *, first: datetime, months: int = MONTHS) -> tuple[datetime, ...]:
    """Every meeting from the first on, for so many months; `first` has no time zone, and neither have they.

    What meets once a month meets once in each of them, whichever day its weekday falls on.
    """
    first = first.replace(microsecond=0)  # the rule knows none
    start = first.replace(day=1) if rule.startswith("FREQ=MONTHLY") else first
    until = start.replace(hour=0, minute=0) + relativedelta(months=months)
    return tuple(at for at in rrulestr(rule, dtstart=first).between(first, until, inc=True) if at < until)
