"""Where a family stands today, from what one viewer may see of it: at which points, and which tasks that brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kinbridge.clocks.rules import Fact, Kind
from kinbridge.teams.roles.rules import Row

AT_HOSPITAL_DAYS = 5
"""Without a word of going home or of the stay, a newborn is taken to be in the hospital this long."""
STAY_DAYS = 42
"""The same for someone who may see the birth's own record, and so would see the baby go home."""
ASKED_DAYS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """`tags` are what `when` in roles.toml asks for. `group` is empty where the viewer may not know, or nobody does."""

    points: tuple[int, ...]
    tags: frozenset[str]
    group: str


def standing(
    *,
    on: date,
    pregnant: bool,
    children: Mapping[str, date],
    mothers: frozenset[str],
    with_case: bool,
    facts: Iterable[Fact],
) -> Standing:
    """`children` are the born ones by subject. Software settles only the group of a mother who is seen in treatment."""
    known = tuple(facts)
    newborn = {who for who, born in children.items() if _in_hospital(who, born=born, on=on, facts=known)}
    ages = {who: _months(born, on) for who, born in children.items()}
    treated = {fact.subject for fact in known if fact.kind is Kind.TREATMENT and _lasts(fact, on)}
    held = {
        "always": True,
        "before": not pregnant and not children,
        "pregnant": pregnant,
        "at_birth": bool(newborn),
        "infant": any(months < 12 and who not in newborn for who, months in ages.items()),
        "child": any(months >= 12 for months in ages.values()),
        "with_case": with_case,
        "pregnant_with_case": pregnant and with_case,
        "away": any(fact.kind is Kind.REMOVAL and not _came_home(fact, known) for fact in known),
        "in_treatment": bool(treated),
        "wants_treatment": any(_waits(fact, known, on) for fact in known),
    }
    stands = (("before", 1), ("pregnant", 2), ("at_birth", 3), ("infant", 4), ("child", 5))
    points = tuple(point for tag, point in stands if held[tag])
    tags = frozenset(tag for tag, is_so in held.items() if is_so)
    return Standing(points, tags, "" if mothers.isdisjoint(treated) else "P2")


def tasks_now(rows: Iterable[Row], stands: Standing) -> tuple[tuple[Row, ...], ...]:
    """The tasks that concern the family today, in order; of one whose group is not settled, the row of each group."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.when in stands.tags and (not row.group or not stands.group or row.group == stands.group):
            found.setdefault(row.task, []).append(row)
    return tuple(tuple(same) for same in found.values())


def _in_hospital(who: str, *, born: date, on: date, facts: Iterable[Fact]) -> bool:
    theirs = [fact for fact in facts if fact.subject == who]
    home = any(fact.kind is Kind.DISCHARGE and born <= fact.on <= on for fact in theirs)
    stay = STAY_DAYS if any(fact.kind is Kind.BIRTH for fact in theirs) else AT_HOSPITAL_DAYS
    return not home and 0 <= (on - born).days <= stay


def _came_home(removal: Fact, facts: Iterable[Fact]) -> bool:
    return any(fact.kind is Kind.EXIT and fact.subject == removal.subject and fact.on >= removal.on for fact in facts)


def _waits(asked: Fact, facts: Iterable[Fact], on: date) -> bool:
    if asked.kind is not Kind.TREATMENT_REQUEST or not 0 <= (on - asked.on).days <= ASKED_DAYS:
        return False
    admitted = (Kind.ADMISSION, Kind.OTP_ADMISSION, Kind.TREATMENT)
    return not any(fact.kind in admitted and fact.subject == asked.subject and fact.on >= asked.on for fact in facts)


def _lasts(fact: Fact, on: date) -> bool:
    return fact.on <= on and (fact.until is None or fact.until > on)


def _months(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
