"""What the people who work with a family are told of a linked record: which program has it, where the gate allows that.

Nothing of the record itself comes with it. Where the gate is silent there is nothing to see, and no sign of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kinbridge.audit.actions import record as audit
from kinbridge.chart.purposes import purpose_of
from kinbridge.core.decision import Decision
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import grounds
from kinbridge.disclosure.answers import Imagined
from kinbridge.disclosure.lists import told
from kinbridge.identity.comparable import Opened, ask, kept_from_sight
from kinbridge.identity.models import Pair
from kinbridge.people.actions import members_of
from kinbridge.people.keeping import may_keep
from kinbridge.people.models import Family, Involvement, Person
from kinbridge.people.sameness import other_records


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Someone of the family whom these programs know by another record; `pair` where the viewer may undo the link."""

    person: Person
    programs: tuple[Program, ...]
    family: Family | None
    pair: Pair | None


@transaction.atomic
def elsewhere(*, family: Family, by: Viewer, at: datetime) -> tuple[Elsewhere, ...]:
    """Other records of this family's people, as far as the viewer may know who has them."""
    on = day_of(at)
    people = {person.pk: person for person in members_of(family=family, by=by, on=on)}
    links = {(own, other) for own, others in other_records(people).items() if own in people for other in others}
    others = Person.objects.select_related("family").in_bulk({other for _, other in links} - set(people))
    open_to = _open_to(others, family=family, by=by, on=on) if others else {}
    keeps = may_keep(family=family, by=by, on=on)
    found: list[Elsewhere] = []
    shared: dict[int, list[tuple[Imagined, Decision]]] = defaultdict(list)
    for own, other in sorted(links):
        if known := open_to.get(other):
            home = others[other].family
            theirs = Family.objects.seen_by(by, on=on).filter(pk=home.pk).first()
            programs = tuple(one.label.program for one in known)
            found.append(Elsewhere(people[own], programs, theirs, _pair(own, other) if keeps else None))
            shared[home.pk] += [(one.label, one.decision) for one in known]
    audit("identity.records_seen", by=by, at=at, family_id=family.pk, because=purpose_of(by))
    for home_pk, told_of in sorted(shared.items()):
        detail = {"shared": told(told_of)}
        audit("identity.record_seen", by=by, at=at, family_id=home_pk, because=purpose_of(by), detail=detail)
    return tuple(found)


def _open_to(others: dict[int, Person], *, family: Family, by: Viewer, on: date) -> dict[int, list[Opened]]:
    """By person, the programs serving them or their family that the gate lets the viewer know of."""
    homes = {person.family_id for person in others.values()}
    standing = grounds(families={*homes, family.pk}, by=by, on=on)
    kept = kept_from_sight(standing, on=on)
    found: dict[int, list[Opened]] = {}
    if family.pk in kept:
        return found
    for person in others.values():
        if person.family_id not in kept:
            serving = Involvement.objects.on(on).filter(Q(person=None) | Q(person=person), family=person.family_id)
            programs = Program.objects.filter(pk__in=serving.values("program")).select_related("organization")
            answers = [
                ask(program, person, standing[person.family_id], purpose_of(by), on)
                for program in programs.order_by("name", "pk")
            ]
            found[person.pk] = [one for one in answers if one.decision.allowed]
    return found


def _pair(one: int, other: int) -> Pair | None:
    return Pair.objects.filter(first=min(one, other), second=max(one, other), state=Pair.State.SAME).first()
