"""The tables a partner may send about families: each column, how it is read, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from kinbridge.core.vocabulary import Relation
from kinbridge.exchange.families import cells
from kinbridge.people.models import (
    Custody,
    Family,
    Involvement,
    Kinship,
    Member,
    Person,
    Pregnancy,
    Restriction,
    SafeContact,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A plain column: `staged` is its PostgreSQL type, `blank` what is stored when it is left blank."""

    name: str
    read: cells.Cell
    staged: str = "text"
    needed: bool = False
    blank: str = "NULL"


@dataclass(frozen=True, slots=True)
class Link:
    """A column that names another row: by its source id, by the program's id, or by a worker's e-mail."""

    name: str
    to: str
    stored: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that contradicts itself: the SQL condition over its columns, what to name, the trouble, the way out."""

    condition: str
    name: str
    trouble: str
    fix: str


@dataclass(frozen=True)
class Sheet:
    name: str
    file: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    links: tuple[Link, ...] = ()
    made: dict[str, str] = field(default_factory=dict)
    """What a new row holds beside its columns, as SQL."""
    refused: tuple[Refused, ...] = ()

    @property
    def stored(self) -> str:
        return self.model._meta.db_table

    @property
    def cells(self) -> tuple[Column | Link, ...]:
        return (*self.columns, *self.links)

    @property
    def known(self) -> frozenset[str]:
        return frozenset({"source_id", *(one.name for one in self.cells)})

    @property
    def needed(self) -> frozenset[str]:
        return frozenset({"source_id", *(one.name for one in self.cells if one.needed)})


def words(name: str, longest: int, *, needed: bool = False) -> Column:
    return Column(name, cells.text(longest), needed=needed, blank="''")


def day(name: str, *, needed: bool = False) -> Column:
    return Column(name, cells.day, "date", needed)


def chosen(name: str, choices: Any, *, needed: bool = True) -> Column:
    return Column(name, cells.one_of(choices), needed=needed, blank="''")


def choices_of(model: type[models.Model], name: str) -> list[str]:
    return [code for code, _words in model._meta.get_field(name).flatchoices]  # type: ignore[union-attr]


FAMILY = Link("family", "family", "family_id", needed=True)
SINCE, UNTIL = day("since", needed=True), day("until")

BACKWARDS = Refused("until < since", "until", "it ends before it starts.", "Check the two dates.")
ITSELF = Refused("to_person = to_relative", "relative", "it is the same person twice.", "Name the other person.")
ONE_HOLDER = Refused(
    "num_nonnulls(to_holder, to_agency) <> 1", "holder", "it needs one holder.", "Fill in either holder or agency."
)
CLOSED_FIRST = Refused("closed_on < opened_on", "closed_on", "it closed before it opened.", "Check the two dates.")
DIED_FIRST = Refused("died_on < birth_date", "died_on", "it is before the birth date.", "Check the two dates.")

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "family",
        "families.csv",
        Family,
        (words("name", 120, needed=True), day("opened_on", needed=True), day("closed_on")),
        made={"key": "gen_random_uuid()"},
        refused=(CLOSED_FIRST,),
    ),
    Sheet(
        "person",
        "persons.csv",
        Person,
        (
            chosen("relation", list(Relation)),
            words("given_name", 80),
            words("family_name", 80),
            day("birth_date"),
            day("died_on"),
            words("sex", 10),
            words("race_ethnicity", 40),
            words("tribe", 80),
            Column("language", cells.text(10), blank="'en'"),
            words("payer", 40),
        ),
        (FAMILY,),
        made={"key": "gen_random_uuid()"},
        refused=(DIED_FIRST,),
    ),
    Sheet(
        "pregnancy",
        "pregnancies.csv",
        Pregnancy,
        (
            day("due_on", needed=True),
            Column("began_on", cells.day, "date", blank="fold.due_on - 280"),
            day("ended_on"),
            chosen("outcome", choices_of(Pregnancy, "outcome"), needed=False),
        ),
        (FAMILY, Link("parent", "person", "parent_id", needed=True)),
    ),
    Sheet(
        "member",
        "members.csv",
        Member,
        (SINCE, UNTIL),
        (FAMILY, Link("person", "person", "person_id", needed=True)),
        refused=(BACKWARDS,),
    ),
    Sheet(
        "involvement",
        "involvements.csv",
        Involvement,
        (Column("lead", cells.yes_or_no, "boolean", blank="false"), SINCE, UNTIL),
        (
            FAMILY,
            Link("program", "program", "program_id", needed=True),
            Link("person", "person", "person_id"),
            Link("worker", "worker", "worker_id"),
        ),
        refused=(BACKWARDS,),
    ),
    Sheet(
        "kinship",
        "kinships.csv",
        Kinship,
        (chosen("kind", Kinship.Kind.values), SINCE, UNTIL),
        (
            FAMILY,
            Link("person", "person", "person_id", needed=True),
            Link("relative", "person", "relative_id", needed=True),
        ),
        refused=(BACKWARDS, ITSELF),
    ),
    Sheet(
        "custody",
        "custody.csv",
        Custody,
        (chosen("power", Custody.Power.values), words("order", 80), SINCE, UNTIL),
        (
            FAMILY,
            Link("child", "person", "child_id", needed=True),
            Link("holder", "person", "holder_id"),
            Link("agency", "program", "agency_id"),
        ),
        refused=(BACKWARDS, ONE_HOLDER),
    ),
    Sheet(
        "restriction",
        "restrictions.csv",
        Restriction,
        (chosen("because", choices_of(Restriction, "because")), SINCE, UNTIL),
        (
            FAMILY,
            Link("protects", "person", "protects_id", needed=True),
            Link("restricted", "person", "restricted_id"),
        ),
        refused=(BACKWARDS,),
    ),
    Sheet(
        "contact",
        "safe_contacts.csv",
        SafeContact,
        (
            chosen("channel", choices_of(SafeContact, "channel")),
            words("value", 200, needed=True),
            Column("safe", cells.yes_or_no, "boolean", needed=True),
            words("note", 200),
            SINCE,
            UNTIL,
        ),
        (FAMILY, Link("person", "person", "person_id", needed=True)),
        refused=(BACKWARDS,),
    ),
)
FACTS = "facts.csv"
CARRIED_IN = "carried_in"
FILES = frozenset({sheet.file for sheet in SHEETS} | {FACTS})
