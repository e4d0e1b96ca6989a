"""An agency draws its own record file: each label through the gate, each family in the audit, all in one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import JOINED, View, windows_of
from kinbridge.core.vocabulary import CHILD_WELFARE, MINORS, Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.people.models import Person
from kinbridge.reports.rules.layouts import Layout
from kinbridge.reports.rules.records import DRAW, KINDS, Child, Fact, Row, Year

PURPOSE = Purpose.OPERATIONS
"""The agency's own duty to report: its own use of its own record, and nobody else's."""
DRAWERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
CATEGORIES = {
    "ncands": (
        Category.CHILD_PROTECTION,
        Category.GENERAL_HEALTH,
        Category.SOCIAL_NEEDS,
        Category.EARLY_INTERVENTION,
    ),
    "afcars": (Category.CHILD_PROTECTION,),
}


class NotTheAgency(PermissionDenied):
    """Someone asks for records of children who does not draw them for the agency whose records they are."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The records of a file. `withheld` says how many labels the gate kept out."""

    layout: Layout
    year: Year
    rows: tuple[Row, ...]
    families: int
    withheld: int

    def lines(self) -> list[tuple[str, ...]]:
        names = self.layout.names
        return [names, *(tuple(row[name] for name in names) for row in self.rows)]


def draws(by: Viewer) -> bool:
    """A supervisor or administrator of a child welfare agency; nobody of the coalition."""
    return by.role in DRAWERS and by.organization_kind in CHILD_WELFARE


@transaction.atomic
def draw(*, layout: Layout, year: Year, what: str, by: Viewer, at: datetime) -> Drawn:
    """The agency's own records for a year. `what` is done with them: checked, or made into a file.

    Raises `NotTheAgency`. The lines in the audit, one for each family in it, stand or fall with it.
    """
    if not draws(by):
        raise NotTheAgency("A supervisor of the child welfare agency draws the agency's own file. Ask them for it.")
    view = _look(layout, by=by, on=day_of(at))
    facts = _facts(view, layout, year)
    children = _children(facts, by)
    marks = {fact.id: _mark("report", fact.id) for these in facts.values() for fact in these if fact.kind == "report"}
    rows: list[Row] = []
    told = 0
    for family, these in sorted(facts.items()):
        found = list(DRAW[layout.code](children[family], these, year=year, mark=marks))
        if found:
            told += 1
            detail: dict[str, object] = {"file": layout.code, "year": year.ends_in, "records": len(found)}
            audit(
                f"federal_file.{what}",
                by=by,
                at=at,
                family_id=family,
                because=PURPOSE,
                citations=layout.cites,
                detail=detail,
            )
        rows += found
    withheld = sum(not decision.allowed for decision in view.decisions.values())
    detail = {"file": layout.code, "year": year.ends_in, "records": len(rows), "families": told, "withheld": withheld}
    audit(f"federal_file.{what}", by=by, at=at, because=PURPOSE, citations=layout.cites, detail=detail)
    return Drawn(layout, year, tuple(rows), told, withheld)


def _look(layout: Layout, *, by: Viewer, on: date) -> View:
    """The agency's own labels, and copies it holds, each with the gate's answer: one question for all of them."""
    own = Q(program__organization=by.organization_id) | Q(holder__organization=by.organization_id)
    found = Label.objects.filter(own, coalition=by.coalition_id, category__in=CATEGORIES[layout.code])
    labels = {label.pk: label for label in found.select_related(*JOINED).order_by("pk")}
    decisions = decide(labels.values(), by=by, purpose=PURPOSE, on=on)
    return View(labels, decisions, windows_of(decisions))


def _facts(view: View, layout: Layout, year: Year) -> Mapping[int, list[Fact]]:
    """By family: the facts up to the end of the year that the gate lets pass, the oldest first."""
    kinds = KINDS[layout.code]
    entries = Entry.objects.current().filter(view.permitted, kind__in=kinds, entered_in_error=False)
    found: dict[int, list[Fact]] = defaultdict(list)
    for entry in entries.order_by("occurred_at", "pk"):
        fact = Fact(entry.pk, view.labels[entry.label_id].subject_id, entry.kind, day_of(entry.occurred_at), entry.body)
        if fact.on < year.until:
            found[entry.family_id].append(fact)
    return found


def _children(families: Iterable[int], by: Viewer) -> Mapping[int, list[Child]]:
    found: dict[int, list[Child]] = defaultdict(list)
    people = Person.objects.filter(family__in=list(families), coalition=by.coalition_id, relation__in=MINORS)
    for person in people.order_by("pk"):
        found[person.family_id].append(Child(person.pk, _mark("child", person.pk), person.birth_date))
    return found


def _mark(what: str, number: int) -> str:
    """The same for the same record in every file, and nobody can go back from it without the site's own secret."""
    text = f"federal file {what} {number}".encode()
    return blake2b(text, key=blake2b(settings.SECRET_KEY.encode()).digest(), digest_size=6).hexdigest().upper()
