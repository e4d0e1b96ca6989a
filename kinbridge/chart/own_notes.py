"""What a person noted of craving and withdrawal by the day, beside the changes of their medication.

Read through the gate like every fact: what a viewer may not see is not there, and nothing says that it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import get_language

from kinbridge.chart.kinds import kind
from kinbridge.chart.kinds.dose_review import DoseReview
from kinbridge.chart.kinds.medication import Medication
from kinbridge.chart.kinds.own_note import OwnNote
from kinbridge.chart.kinds.spanish import in_spanish
from kinbridge.chart.models import Entry
from kinbridge.chart.own_notes_picture import Noted, picture
from kinbridge.chart.reading import View, look, permitted
from kinbridge.core.pictures import Trend
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family, Person

BACK = timedelta(days=90)
KINDS = ("own_note", "medication", "dose_review")


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """One person's notes of the last 90 days, the newest first; `picture` is None until two days have a number."""

    person: Person
    notes: tuple[Noted, ...]
    picture: Trend | None


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
    return OwnNotes(person, tuple(reversed(notes)), picture(person, notes, changes))


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
