"""The dated words of the forms, and the whole text of one consent made from them. Pure; the files stand beside it.

A form is composed from what was filled in, so that the text a person signs, its hash and the printed copy are the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kinbridge.consents.rules import TREATING_MEMBERS, TREATMENT_CLASS, Form, Term
from kinbridge.core.vocabulary import Category, Purpose

CURRENT = "2026-10"
LANGUAGES = ("en", "es")
SENSITIVE = (Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION, Category.MENTAL_HEALTH, Category.HIV_STI)
"""Shared only where each is ticked by name; the form says of the others that it does not share them."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the form says, under a heading of its own."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question asked before signing, to check that the form was explained well."""

    id: str
    asks: str
    options: tuple[tuple[str, str], ...]
    right: str
    again: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, with names in place of ids."""

    person: str
    born: date | None
    form: Form
    shares: tuple[str, ...]
    receives: tuple[str, ...]
    categories: tuple[Category, ...]
    purposes: tuple[Purpose, ...]
    records_since: date | None = None
    records_until: date | None = None
    expires_on: date | None = None
    until_event: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Every word of one form, in one language."""

    version: str
    language: str
    title: str
    particulars: tuple[Point, ...]
    points: tuple[Point, ...]
    statements: frozenset[Term]

    @property
    def plain(self) -> str:
        """What is kept with the signature: the same words in the same order, without looks."""
        parts = [self.title]
        parts += [f"{point.heading}\n" + "\n".join(point.lines) for point in (*self.particulars, *self.points)]
        return "\n\n".join(parts) + "\n"

    @property
    def hash(self) -> str:
        return fingerprint(self.plain)


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def words(language: str, version: str = CURRENT) -> Mapping[str, Any]:
    """The file of one date and language. A language we have no words in falls back to English, with an interpreter."""
    chosen = language if language in LANGUAGES else "en"
    path = Path(__file__).with_name(f"{version}.{chosen}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def questions(form: Form, *, language: str) -> tuple[Question, ...]:
    """What is asked before this form is signed."""
    return tuple(
        Question(q["id"], q["asks"], tuple(q["options"].items()), q["right"], q["again"])
        for q in words(language)["questions"]
        if form in q.get("forms", [form])
    )


def category_words(category: Category, *, language: str = "en") -> str:
    """A category as people say it; its code where the forms never name it."""
    return str(words(language)["categories"].get(category.value, category.value.replace("_", " ")))


def class_words(name: str, *, language: str = "en") -> str:
    """A class of receivers as people say it; any other name as it stands."""
    said = words(language)["particulars"]
    classes: dict[str, str] = {TREATMENT_CLASS: said["class_treatment"], TREATING_MEMBERS: said["class_members"]}
    return classes.get(name, name)


def day_words(day: date, *, language: str) -> str:
    said = words(language)["particulars"]
    return str(said["day"]).format(day=day.day, month=said["months"][day.month - 1], year=day.year)


def compose(filled: Filled, *, language: str, version: str = CURRENT) -> Text:
    """The whole form: what was filled in, then every point that this kind of form must make."""
    said = words(language, version)
    points = [point for point in said["points"] if _belongs(point, filled)]
    return Text(
        version=version,
        language=said["language"],
        title=said["titles"][filled.form],
        particulars=tuple(_particulars(filled, said)),
        points=tuple(Point(point["heading"], (point["text"],)) for point in points),
        statements=frozenset(Term(term) for point in points for term in point.get("terms", ())),
    )


def _belongs(point: Mapping[str, Any], filled: Filled) -> bool:
    if filled.form not in point.get("forms", [filled.form]):
        return False
    when = point.get("when")
    return when is None or any(purpose in when for purpose in filled.purposes)


def _particulars(filled: Filled, said: Mapping[str, Any]) -> Iterable[Point]:
    label, language = said["particulars"], said["language"]
    born = f" ({label['birth']} {day_words(filled.born, language=language)})" if filled.born else ""
    yield Point(label["about"], (filled.person + born,))
    yield Point(label["shares"], filled.shares)
    yield Point(label["receives"], tuple(class_words(name, language=language) for name in filled.receives))
    yield Point(label["what"], tuple(said["categories"].get(c.value, c.value) for c in filled.categories))
    if withheld := withheld_by(filled.form, filled.categories):
        yield Point(label["withheld"], tuple(said["categories"][c.value] for c in withheld))
    if filled.records_since or filled.records_until:
        yield Point(label["period"], (_period(filled, said),))
    yield Point(label["why"], tuple(said["purposes"].get(p.value, p.value) for p in filled.purposes))
    yield Point(label["until"], tuple(_until(filled, said)))


def withheld_by(form: Form, categories: Iterable[Category]) -> tuple[Category, ...]:
    """The sensitive kinds a form says it does not share: those not ticked. The separate notes forms say nothing."""
    if form in (Form.COUNSELING_NOTES, Form.PSYCHOTHERAPY_NOTES):
        return ()
    ticked = frozenset(categories)
    notes = (Category.SUD_COUNSELING_NOTES, Category.PSYCHOTHERAPY_NOTES)
    return tuple(category for category in (*SENSITIVE, *notes) if category not in ticked)


def _period(filled: Filled, said: Mapping[str, Any]) -> str:
    label, language = said["particulars"], said["language"]
    parts = []
    if filled.records_since:
        parts.append(f"{label['from']} {day_words(filled.records_since, language=language)}")
    if filled.records_until:
        parts.append(f"{label['before']} {day_words(filled.records_until, language=language)}")
    return f" {label['and']} ".join(parts)


def _until(filled: Filled, said: Mapping[str, Any]) -> Iterable[str]:
    label, language = said["particulars"], said["language"]
    if filled.expires_on:
        yield f"{label['ends_on']} {day_words(filled.expires_on, language=language)}."
    if filled.until_event and filled.until_event != "none":
        yield f"{label['or_when']} {filled.until_event}"
    elif not filled.expires_on:
        yield f"{label['no_end']}."
