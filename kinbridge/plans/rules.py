"""What a plan holds, what is still missing, and when it is looked at again. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.clocks.rules.plan_reviews import review_days
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Category
from kinbridge.directory.rules.words import ServiceCategory


class PlanKind(StrEnum):
    """A plan of safe care is a dyad's, and support; a family case plan is the agency's and a parent's, toward home."""

    SAFE_CARE = "safe_care"
    CASE = "case"


SECTIONS = {PlanKind.SAFE_CARE: "sections.toml", PlanKind.CASE: "case_sections.toml"}


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    label: str
    hint: str = ""
    kind: str = "text"
    long: bool = False
    needed: bool = False
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan with its own door: what the gate is asked before it is shown."""

    key: str
    title: str
    about: str
    category: Category
    fields: tuple[Field, ...]


@cache
def sections(language: str = "en", of: str = PlanKind.SAFE_CARE) -> tuple[Section, ...]:
    """The sections of a kind of plan, in order; in English where there are no words in that language."""
    with (Path(__file__).parent / SECTIONS[PlanKind(of)]).open("rb") as file:
        found = tomllib.load(file)["section"]
    return tuple(
        Section(
            key=one["key"],
            title=_said(one, "title", language),
            about=one["about"],
            category=Category(one["category"]),
            fields=tuple(
                Field(
                    key=field["key"],
                    label=_said(field, "label", language),
                    hint=_said(field, "hint", language),
                    kind=field.get("kind", "text"),
                    long=field.get("long", False),
                    needed=field.get("needed", False),
                )
                for field in one["fields"]
            ),
        )
        for one in found
    )


def _said(item: Mapping[str, Any], name: str, language: str) -> str:
    return str(item.get(f"{name}_{language}") or item.get(name, ""))


NEEDS = (
    "prenatal or postpartum care",
    "treatment and recovery",
    "baby's health care",
    "early intervention",
    "home visiting",
    "mental health",
    "housing",
    "food and benefits",
    "transport",
    "child care",
    "safety",
)


SERVES: Mapping[str, tuple[str, ServiceCategory]] = {
    "prenatal or postpartum care": ("", ServiceCategory.PRENATAL),
    "treatment and recovery": ("", ServiceCategory.OUTPATIENT),
    "baby's health care": ("", ServiceCategory.PEDIATRIC),
    "early intervention": ("", ServiceCategory.EARLY_INTERVENTION),
    "home visiting": ("", ServiceCategory.HOME_VISITING),
    "mental health": ("", ServiceCategory.MENTAL_HEALTH),
    "housing": ("housing", ServiceCategory.HOUSING),
    "food and benefits": ("food", ServiceCategory.FOOD),
    "transport": ("transport", ServiceCategory.TRANSPORT),
    "child care": ("", ServiceCategory.CHILD_CARE),
    "safety": ("safety", ServiceCategory.VIOLENCE),
}
"""For each need of a plan: the need that a referral is sent for, where a chart has one, and the kind of service."""


NO_ROWS = {
    PlanKind.SAFE_CARE: {
        "en": "Services: at least one, with the person who sees to it",
        "es": "Servicios: al menos uno, con la persona que se encarga",
    },
    PlanKind.CASE: {
        "en": "Tasks: at least one, with the person who does it",
        "es": "Tareas: al menos una, con la persona que la hace",
    },
}


def missing(
    body: Mapping[str, Mapping[str, str]], *, rows: int, language: str = "en", of: str = PlanKind.SAFE_CARE
) -> tuple[str, ...]:
    """What has to be filled in, or talked about and marked, before the parent is asked to sign.

    `rows` counts what the plan has people do: the services of a plan of safe care, the tasks of a case plan.
    """
    gaps = [
        f"{section.title}: {field.label}"
        for section in sections(language, of)
        for field in section.fields
        if field.needed and not body.get(section.key, {}).get(field.key, "").strip()
    ]
    if not rows:
        said = NO_ROWS[PlanKind(of)]
        gaps.append(said.get(language, said["en"]))
    return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Review:
    name: str
    due: date


WATCH = (3, 6, 12)
"""In which months after the children came home somebody looks in; a coalition's habit, not a law; confirm locally."""


def reviews(home_on: date, of: str = PlanKind.SAFE_CARE) -> tuple[Review, ...]:
    """When the plan is looked at again after going home. A coalition's habit, not a law; confirm locally."""
    if of == PlanKind.CASE:
        return tuple(Review(f"{months} months", add_months(home_on, months)) for months in WATCH)
    return tuple(Review(name, due) for name, due in review_days(home_on))


class Standing(StrEnum):
    """Where one review stands on a day."""

    HELD = "held"
    PASSED_OVER = "passed_over"
    LATE = "late"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Stands:
    review: Review
    standing: Standing
    held_on: date | None = None


def standings(home_on: date, *, held: Mapping[str, date], on: date, of: str = PlanKind.SAFE_CARE) -> tuple[Stands, ...]:
    """Each review of the year with where it stands. One that nobody held is passed over once a later one was held:
    the plan has been looked at since, and nobody has to make it up.
    """
    every = reviews(home_on, of)
    last = max((number for number, review in enumerate(every) if review.name in held), default=-1)

    def standing(number: int, review: Review) -> Standing:
        if review.name in held:
            return Standing.HELD
        if number < last:
            return Standing.PASSED_OVER
        return Standing.LATE if review.due < on else Standing.COMING

    return tuple(Stands(review, standing(number, review), held.get(review.name)) for number, review in enumerate(every))


def next_review(some: Iterable[Stands]) -> Stands | None:
    """The one to hold next: the last that is late, for it stands in for those before it; otherwise the next to come."""
    waiting = [one for one in some if one.standing in (Standing.LATE, Standing.COMING)]
    late = [one for one in waiting if one.standing is Standing.LATE]
    return late[-1] if late else waiting[0] if waiting else None


class Next(StrEnum):
    """What a service waits for. Empty: nothing more, the first visit was kept."""

    CHOOSE = "choose"
    REFER = "refer"
    ANSWER = "answer"
    PLACE = "place"
    SET = "set"
    GO = "go"
    AGAIN = "again"
    OTHER = "other"
    NOTHING = ""

    @property
    def programs(self) -> bool:
        """Whether the program takes the next step; otherwise whoever sees to this line of the plan."""
        return self in (Next.ANSWER, Next.PLACE, Next.SET)


_AFTER = {
    "": Next.REFER,
    "withdrawn": Next.REFER,
    "entered_in_error": Next.REFER,
    "sent": Next.ANSWER,
    "received": Next.ANSWER,
    "waitlisted": Next.PLACE,
    "accepted": Next.SET,
    "scheduled": Next.GO,
    "first_missed": Next.AGAIN,
    "declined": Next.OTHER,
}


def next_for_service(status: str, *, program: bool, referred: bool = False, kept: bool = False) -> Next:
    """What a line waits for. `status` is where its referral stands, empty where none is on file; then the days that
    were written by hand count: `referred`, `kept`.
    """
    if status:
        return _AFTER.get(status, Next.NOTHING)
    if kept:
        return Next.NOTHING
    if not program:
        return Next.CHOOSE
    return Next.ANSWER if referred else Next.REFER
