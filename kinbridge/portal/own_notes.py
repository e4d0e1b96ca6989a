"""A person's own notes of a day: kept with their treatment program, and closed to it until they sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.chart.actions import correct, record_entry
from kinbridge.chart.models import Entry
from kinbridge.chart.own_notes import OwnNotes, own_note_of, own_notes
from kinbridge.consents.actions import USUAL_MONTHS, propose
from kinbridge.consents.models import Proposal, papers_on_file
from kinbridge.consents.models.terms import Terms, names_of
from kinbridge.consents.rules import Kind, faults
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Family, Involvement, Person

TREATMENT = (OrganizationKind.OPIOID_TREATMENT_PROGRAM, OrganizationKind.TREATMENT_PROGRAM)


@dataclass(frozen=True, slots=True)
class Page:
    """`keeper` is None where no treatment program works with the person; `readers` may read the notes today."""

    keeper: Program | None
    readers: tuple[str, ...]
    notes: OwnNotes | None


def page(*, family: Family, by: Viewer, at: datetime) -> Page:
    opened = own_notes(family=family, by=by, purpose=Purpose.SELF_ACCESS, at=at)
    mine = (one for one in opened.people if one.person.pk == by.person_id)
    return Page(keeper_of(family, by, on=day_of(at)), tuple(_readers(family, by, on=day_of(at))), next(mine, None))


def keeper_of(family: Family, by: Viewer, *, on: date) -> Program | None:
    """The treatment program that works with this person, the newest first."""
    working = Involvement.objects.on(on).filter(family=family, person=by.person_id)
    treating = working.filter(program__organization__kind__in=TREATMENT).exclude(program__regimes=[])
    newest = treating.select_related("program__organization").order_by("-since", "-pk").first()
    return newest.program if newest else None


def _readers(family: Family, by: Viewer, *, on: date) -> Iterable[str]:
    named = {
        party
        for paper in papers_on_file(family=family.pk)
        if paper.kind is Kind.CONSENT and paper.subject == by.person_id and Category.OWN_NOTES in paper.categories
        if not faults(paper, on=on)
        for party in paper.recipients
    }
    return sorted(names_of(named).values())


@transaction.atomic
def note(
    *,
    family: Family,
    keeper: Program,
    text: str,
    craving: int | None,
    withdrawal: int | None,
    on: datetime,
    by: Viewer,
    at: datetime,
) -> Entry:
    """Write a note down; `on` is a moment of the day it is about."""
    said = {"text": text, "craving": craving, "withdrawal": withdrawal}
    return record_entry(
        family=family,
        subject=_self(by),
        kind="own_note",
        body={name: value for name, value in said.items() if value not in ("", None)},
        occurred_at=on,
        by=by,
        at=at,
        program=keeper,
    )


def take_back(*, family: Family, pk: int, by: Viewer, at: datetime) -> Entry | None:
    """Withdraw one's own note, so that nobody reads it any more. None where there is no such note."""
    entry = own_note_of(by, family=family, pk=pk)
    return None if entry is None else correct(entry=entry, body=None, by=by, at=at, why="taken_back")


def let_read(*, family: Family, keeper: Program, by: Viewer, at: datetime) -> Proposal:
    """Begin the paper by which the keeper may read the notes. It counts once it is read and signed."""
    person = _self(by)
    party = (f"program:{keeper.pk}",)
    terms = Terms(
        person=person.pk,
        language=person.language,
        shares=party,
        receives=party,
        categories=(Category.OWN_NOTES,),
        purposes=(Purpose.TREATMENT, Purpose.CARE_COORDINATION),
        expires_on=add_months(day_of(at), USUAL_MONTHS),
    )
    return propose(family=family, terms=terms, by=by, at=at)


def _self(by: Viewer) -> Person:
    return Person.objects.get(pk=by.person_id or 0)
