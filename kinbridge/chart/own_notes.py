"""What a person noted of craving and withdrawal by the day, beside the changes of their medication.

Read through the gate like every fact: what a viewer may not see is not there, and nothing says that it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.chart.kinds import kind
from kinbridge.chart.kinds.dose_review import DoseReview
from kinbridge.chart.kinds.medication import Medication
from kinbridge.chart.kinds.own_note import OwnNote
from kinbridge.chart.kinds.spanish import in_spanish
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import View, look, permitted
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family, Person

BACK = timedelta(days=90)
BREAK = 7
"""Days without a note after which the line stops: nobody is to read a trend into silence."""
STRENGTHS = (("craving", _("Craving")), ("withdrawal", _("Withdrawal")))
KINDS = ("own_note", "medication", "dose_review")


@dataclass(frozen=True, slots=True)
class Noted:
    """One note. `mine`: the reader wrote it."""

    id: int
    day: date
    body: OwnNote
    mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`runs` are its points between silences, as (days since the first day, strength)."""

    label: str
    runs: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    place: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """For `_chart_line.html`."""

    id: str
    title: str
    description: str
    times: tuple[str, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]
    last: int
    marks: tuple[Mark, ...]
    top: int = 10
    top_text: str = "10"


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """One person's notes of the last 90 days, the newest first; `picture` is None until two days have a number."""

    person: Person
    notes: tuple[Noted, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Opened:
    people: tuple[OwnNotes, ...]
    travels: Travels


def are_open(view: View) -> bool:
    """Whether the gate lets this viewer read anybody's own notes."""
    return any(view.decisions[pk].allowed for pk, label in view.labels.items() if label.category == Category.OWN_NOTES)


def own_notes(*, family: Family, by: Viewer, purpose: Purpose, at: datetime) -> Opened:
    """Whatever the viewer may see of it, person by person; medication only where they may see that too."""
    view = look(family=family, by=by, purpose=purpose, at=at)
    opened = permitted(family=family, by=by, purpose=purpose, at=at, kinds=KINDS, act="chart.own_notes_seen", view=view)
    recent = [entry for entry in opened.entries if entry.occurred_at > at - BACK]
    people = {entry.label.subject for entry in recent if entry.kind == "own_note"}
    found = (_of(person, [one for one in recent if one.label.subject == person], by) for person in people)
    return Opened(tuple(sorted(found, key=lambda one: one.person.pk)), opened.travels)


def own_note_of(by: Viewer, *, family: Family, pk: int) -> Entry | None:
    """A note that stands and that this very person wrote."""
    mine = Q(kind="own_note", label__subject=by.person_id or 0, recorded_by=by.user_id)
    return Entry.objects.current().filter(mine, family=family, pk=pk, entered_in_error=False).first()


def _of(person: Person, entries: Sequence[Entry], by: Viewer) -> OwnNotes:
    notes = tuple(_noted(entries, by))
    changes = [(day_of(entry.occurred_at), words) for entry in entries if (words := _change(entry))]
    return OwnNotes(person, tuple(reversed(notes)), _picture(person, notes, changes))


def _noted(entries: Sequence[Entry], by: Viewer) -> Iterator[Noted]:
    for entry in entries:
        body = kind(entry.kind).read(entry.body)
        if isinstance(body, OwnNote):
            yield Noted(entry.pk, day_of(entry.occurred_at), body, entry.recorded_by_id == by.user_id)


def _change(entry: Entry) -> str:
    """In words, if the medication or its dose became another; empty for anything else."""
    body = kind(entry.kind).read(entry.body)
    changed = (isinstance(body, Medication) and body.step != "continued") or (
        isinstance(body, DoseReview) and body.outcome == "changed"
    )
    if not changed:
        return ""
    spanish = in_spanish(body) if get_language() == "es" else None
    return spanish[1] if spanish else body.words()


def _picture(person: Person, notes: Sequence[Noted], changes: Sequence[tuple[date, str]]) -> Picture | None:
    numbered = [one for one in notes if one.body.craving is not None or one.body.withdrawal is not None]
    days = {one.day: one.body for one in numbered}  # of several notes on one day, the last
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    told = [(day, words) for day, words in changes if first <= day <= last]
    return Picture(
        id=f"own-{person.pk}",
        title=gettext("Craving and withdrawal, as noted by %(name)s") % {"name": person.given_name},
        description=gettext("0 is none, 10 the strongest. A line stops where a week has no note."),
        times=(_short(first), _short(last)),
        lines=tuple(Line(str(label), tuple(_runs(days, name, first))) for name, label in STRENGTHS),
        rows=tuple(
            (_short(day), *(_number(getattr(days[day], name)) for name, label in STRENGTHS)) for day in sorted(days)
        ),
        last=(last - first).days,
        marks=tuple(
            Mark((day - first).days, number, f"{_short(day)}: {words}")
            for number, (day, words) in enumerate(told, start=1)
        ),
    )


def _runs(days: dict[date, OwnNote], name: str, first: date) -> Iterator[tuple[tuple[int, int], ...]]:
    run: list[tuple[int, int]] = []
    for day in sorted(days):
        strength = getattr(days[day], name)
        if strength is None:
            continue
        place = (day - first).days
        if run and place - run[-1][0] > BREAK:
            yield tuple(run)
            run = []
        run.append((place, strength))
    if run:
        yield tuple(run)


def _number(strength: int | None) -> str:
    return "" if strength is None else str(strength)


def _short(day: date) -> str:
    return date_format(day, "j M" if get_language() == "es" else "M j")
