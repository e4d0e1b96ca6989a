"""Two records that are never proposed as one person, however much they agree. Each rule says why, in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from kinbridge.identity.rules.comparing import DUE_WITHIN, Field, Level, compare
from kinbridge.identity.rules.record import Record

GENERATION = 12
"""Years between two birth dates from which they are a parent's and a child's, not one person's written wrongly."""
Rule = Callable[[Record, Record], bool]


def one_household(one: Record, other: Record) -> bool:
    """They stand in one household. Who works with the family sees to doubles there."""
    return one.household == other.household


def a_generation_apart(one: Record, other: Record) -> bool:
    """One is a child and the other grown: a parent and a child may share a name, a number and a home."""
    if one.born is not None and other.born is not None:
        return abs(one.born.year - other.born.year) >= GENERATION
    return one.minor is not other.minor


def twins(one: Record, other: Record) -> bool:
    """Children born on one day, with one family name and different given names: siblings of one birth."""
    born = one.born is not None and one.born == other.born
    levels = _levels(one, other)
    named = levels[Field.GIVEN] is Level.OTHER
    return one.minor and other.minor and born and named and levels[Field.FAMILY] is not Level.OTHER


def a_baby_without_a_name(one: Record, other: Record) -> bool:
    """A baby who is not named yet is known by its mother and its day, and not at all beside a twin."""
    if (one.given and other.given) or not (one.minor or other.minor):
        return False
    by_mother = _levels(one, other)[Field.MOTHER] in (Level.SAME, Level.ALIKE)
    return not (by_mother and _one_day(one, other)) or one.several or other.several


def _levels(one: Record, other: Record) -> dict[Field, Level]:
    return {finding.field: finding.level for finding in compare(one, other)}


def _one_day(one: Record, other: Record) -> bool:
    """Born within a day of each other; or, where one is still expected, when the other one was due."""
    if one.born is not None and other.born is not None:
        return abs((one.born - other.born).days) <= 1
    days = (one.born or one.due, other.born or other.due)
    return None not in days and abs((days[0] - days[1]).days) <= DUE_WITHIN  # type: ignore[operator]


RULES: tuple[Rule, ...] = (one_household, a_generation_apart, twins, a_baby_without_a_name)


def why_apart(one: Record, other: Record) -> str:
    """The sentence of the first rule that holds; empty where the two may be proposed."""
    return next((rule.__doc__ or "" for rule in RULES if rule(one, other)), "")
