"""The order of a team's case list, each place with its reason in words.

After the running order of the CHARM collaborative in Burlington, Vermont: babies first, then births that are near,
then families a member asks time for, then new families, then others by due date, then follow-up after birth. The order
is about time only; nothing here grades a family.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

NEAR_DAYS = 30
ASKED = "A member of the team asks for time."
"""Who, and what about, stands in that member's own update, where the gate decides who reads it."""


class Tier(IntEnum):
    BORN = 1
    DUE_SOON = 2
    ASKED = 3
    NEW = 4
    EXPECTING = 5
    AFTER_BIRTH = 6
    OTHER = 7


MINUTES = {
    Tier.BORN: 10,
    Tier.DUE_SOON: 8,
    Tier.ASKED: 10,
    Tier.NEW: 5,
    Tier.EXPECTING: 3,
    Tier.AFTER_BIRTH: 2,
    Tier.OTHER: 2,
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the order needs to know of one family: dates, and whether a member asked for time."""

    key: object
    joined_on: date
    due_on: date | None = None
    born_on: date | None = None
    home_on: date | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands on the list, why in words, and the minutes to plan for it."""

    case: Case
    tier: Tier
    why: str
    minutes: int


def order(cases: Iterable[Case], *, on: date, last_met_on: date | None) -> tuple[Place, ...]:
    """The list for a meeting on `on`: by tier, those asked for first, then nearest due date, then youngest baby."""
    places = [_place(case, on=on, since=last_met_on) for case in cases]
    return tuple(sorted(places, key=lambda place: _key(place, on)))


def _key(place: Place, on: date) -> tuple[int, bool, int, int, str]:
    case = place.case
    to_due = (case.due_on - on).days if case.due_on and not case.born_on else 10_000
    since_birth = (on - case.born_on).days if case.born_on else 10_000
    return place.tier, not case.asked, to_due, since_birth, str(case.key)


def _place(case: Case, *, on: date, since: date | None) -> Place:
    tier, why = _tier(case, on=on, since=since)
    if case.asked and tier is not Tier.ASKED:
        why = f"{why} {ASKED}"
    return Place(case, tier, why, MINUTES[tier])


def _tier(case: Case, *, on: date, since: date | None) -> tuple[Tier, str]:
    if case.born_on is not None and (since is None or case.born_on >= since):
        return Tier.BORN, f"The baby was born {_days(on - case.born_on)} ago, since the team last met."
    if case.born_on is not None and case.home_on is None and (on - case.born_on).days <= NEAR_DAYS:
        return Tier.BORN, "The baby is still in the hospital."
    if case.born_on is None and case.due_on is not None and (case.due_on - on).days <= NEAR_DAYS:
        away = (case.due_on - on).days
        return Tier.DUE_SOON, f"The baby is due in {_days(case.due_on - on)}." if away > 0 else "The due date has come."
    if case.asked:
        return Tier.ASKED, ASKED
    if since is None or case.joined_on >= since:
        return Tier.NEW, "New to the team since it last met."
    if case.born_on is None and case.due_on is not None:
        weeks = (case.due_on - on).days // 7
        return Tier.EXPECTING, f"Expecting; due in {weeks} weeks."
    if case.born_on is not None:
        return Tier.AFTER_BIRTH, f"Follow-up; the baby is {_age(on - case.born_on)} old."
    return Tier.OTHER, "No due date is known; confirm where things stand."


def _days(span: timedelta) -> str:
    count = span.days
    return "1 day" if count == 1 else f"{count} days"


def _age(span: timedelta) -> str:
    count = span.days
    return f"{count // 7} weeks" if count < 120 else f"{count // 30} months"
