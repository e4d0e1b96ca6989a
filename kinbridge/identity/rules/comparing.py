"""How far two records agree, field by field, in words that a reviewer can weigh. `in_sql` says the same in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kinbridge.identity.rules.record import Mother, Record, formal

DUE_WITHIN = 14
"""Days. Two estimates of one due date may lie that far apart."""


class Field(StrEnum):
    GIVEN = "given"
    FAMILY = "family"
    BORN = "born"
    DUE = "due"
    MOTHER = "mother"
    PHONE = "phone"


FIELD_WORDS = {
    Field.GIVEN: "Given name",
    Field.FAMILY: "Family name",
    Field.BORN: "Birth date",
    Field.DUE: "Due date",
    Field.MOTHER: "Mother",
    Field.PHONE: "Safe phone number",
}


class Level(StrEnum):
    """How two values stand to each other. The nearer ones first; a field has some of them."""

    SAME = "same"
    TURNED = "turned"
    FORM = "form"
    PART = "part"
    SWAPPED = "swapped"
    SLIP = "slip"
    ALIKE = "alike"
    OTHER = "other"
    UNKNOWN = "unknown"


LEVEL_WORDS = {
    Level.SAME: "the same",
    Level.TURNED: "given and family name changed places",
    Level.FORM: "two forms of one name",
    Level.PART: "one has a part of the other",
    Level.SWAPPED: "day and month changed places",
    Level.SLIP: "one letter or number apart",
    Level.ALIKE: "alike",
    Level.OTHER: "different",
    Level.UNKNOWN: "not known in one of them",
}
LEVELS = {
    Field.GIVEN: (Level.SAME, Level.TURNED, Level.FORM, Level.SLIP, Level.OTHER),
    Field.FAMILY: (Level.SAME, Level.PART, Level.SLIP, Level.OTHER),
    Field.BORN: (Level.SAME, Level.SWAPPED, Level.SLIP, Level.OTHER),
    Field.DUE: (Level.SAME, Level.OTHER),
    Field.MOTHER: (Level.SAME, Level.ALIKE, Level.OTHER),
    Field.PHONE: (Level.SAME, Level.OTHER),
}
"""What a comparison can come to and is weighed by. Names that changed places are weighed once, with the given name."""


@dataclass(frozen=True, slots=True)
class Finding:
    field: Field
    level: Level

    @property
    def agrees(self) -> bool:
        return self.level not in (Level.OTHER, Level.UNKNOWN)

    @property
    def title(self) -> str:
        return FIELD_WORDS[self.field]

    @property
    def words(self) -> str:
        return LEVEL_WORDS[self.level]


def compare(one: Record, other: Record) -> tuple[Finding, ...]:
    """Every field in one order, the same whichever record is named first."""
    names_turned = turned(one, other)
    return (
        Finding(Field.GIVEN, Level.TURNED if names_turned else _given(one.given, other.given)),
        Finding(Field.FAMILY, Level.TURNED if names_turned else _family(one.family, other.family)),
        Finding(Field.BORN, _born(one.born, other.born)),
        Finding(Field.DUE, _due(one.due, other.due)),
        Finding(Field.MOTHER, _mother(one.mother, other.mother)),
        Finding(Field.PHONE, _phone(one.phone, other.phone)),
    )


def turned(one: Record, other: Record) -> bool:
    """Whether one's given name is the other's family name, and the other way round: two names, both known."""
    crosswise = one.given == other.family and one.family == other.given
    return crosswise and one.given != one.family and "" not in (one.given, one.family)


def _given(one: str, other: str) -> Level:
    if not one or not other:
        return Level.UNKNOWN
    if one == other:
        return Level.SAME
    if formal(one) == formal(other):
        return Level.FORM
    return Level.SLIP if slip(one, other) else Level.OTHER


def _family(one: str, other: str) -> Level:
    if not one or not other:
        return Level.UNKNOWN
    if one == other:
        return Level.SAME
    if not set(one.split()).isdisjoint(other.split()):
        return Level.PART
    return Level.SLIP if slip(one, other) else Level.OTHER


def _born(one: date | None, other: date | None) -> Level:
    if one is None or other is None:
        return Level.UNKNOWN
    if one == other:
        return Level.SAME
    if swapped(one) == other.isoformat():
        return Level.SWAPPED
    return Level.SLIP if slip(one.isoformat(), other.isoformat()) else Level.OTHER


def swapped(day: date) -> str:
    """The date with day and month the other way round; not every one is a day of the calendar."""
    return f"{day:%Y-%d-%m}"


def _due(one: date | None, other: date | None) -> Level:
    if one is None or other is None:
        return Level.UNKNOWN
    return Level.SAME if abs((one - other).days) <= DUE_WITHIN else Level.OTHER


def _mother(one: Mother | None, other: Mother | None) -> Level:
    if one is None or other is None:
        return Level.UNKNOWN
    born = one.born is not None and one.born == other.born
    given = one.given != "" and formal(one.given) == formal(other.given)
    if born and given:
        return Level.SAME
    return Level.ALIKE if born or (given and one.family == other.family) else Level.OTHER


def _phone(one: str, other: str) -> Level:
    if not one or not other:
        return Level.UNKNOWN
    return Level.SAME if one == other else Level.OTHER


def slip(one: str, other: str) -> bool:
    """Whether one letter more, less, different, or two that changed places turn one text into the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    turned = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return turned or one[at + 1 :] == other[at + 1 :]
