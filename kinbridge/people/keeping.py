"""Keep a household right: who belongs to it, how they are related, who holds custody, how to reach them safely."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Value
from django.db.models.functions import Greatest

from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import CHILD_WELFARE
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import (
    Custody,
    Family,
    Involvement,
    Kinship,
    Member,
    Person,
    Pregnancy,
    SafeContact,
)
from kinbridge.people.opening import Details, expect, join

ENDED: dict[str, Any] = {"member": Member, "kin": Kinship, "custody": Custody, "contact": SafeContact}
"""What has a first and a last day. None of it is erased."""


def may_keep(*, family: Family, by: Viewer, on: date) -> bool:
    """Whoever leads the work with the family, and child welfare where it works with it."""
    return family.pk in kept_by(by, families=[family.pk], on=on)


def kept_by(by: Viewer, *, families: Iterable[int], on: date) -> frozenset[int]:
    """Those of these families whose record the viewer may keep."""
    if by.person_id is not None or by.program_id is None:
        return frozenset()
    works = Involvement.objects.on(on).filter(family__in=list(families), program=by.program_id)
    kept = works if by.organization_kind in CHILD_WELFARE else works.filter(lead=True)
    return frozenset(kept.values_list("family_id", flat=True))


def keeps_custody(by: Viewer) -> bool:
    return by.organization_kind in CHILD_WELFARE


@transaction.atomic
def add_person(
    *, family: Family, details: Details, kind: str, relative: Person | None, by: Viewer, at: datetime
) -> Person:
    """Someone who belongs to the family from today, and how they are related to one of it."""
    person = join(family=family, details=details, on=day_of(at))
    if kind and relative is not None:
        _tie(person, relative, kind, on=day_of(at))
    audit("family.person_added", by=by, at=at, family_id=family.pk, about=f"person:{person.pk}")
    return person


@transaction.atomic
def mend_person(*, person: Person, details: Details, by: Viewer, at: datetime) -> tuple[str, ...]:
    """Put right who someone is. Returns what changed; the audit keeps the names of the fields, never their content."""
    kept = Person.objects.select_for_update().get(pk=person.pk)
    changed = tuple(name for name in details.__slots__ if getattr(kept, name) != getattr(details, name))
    if changed:
        for name in changed:
            setattr(kept, name, getattr(details, name))
        kept.save(update_fields=list(changed))
        detail = {"changed": list(changed)}
        audit("family.person_mended", by=by, at=at, family_id=kept.family_id, about=f"person:{kept.pk}", detail=detail)
    return changed


@transaction.atomic
def add_pregnancy(*, person: Person, due_on: date, babies: int, by: Viewer, at: datetime) -> Pregnancy:
    """Raises `AlreadyExpecting` while an earlier one has not ended: two at once would make two plans of safe care."""
    Person.objects.select_for_update().get(pk=person.pk)
    if Pregnancy.objects.filter(parent=person, ended_on__isnull=True).exists():
        raise AlreadyExpecting("A pregnancy is on file already. Write down how it ended first.")
    pregnancy = expect(parent=person, due_on=due_on, babies=babies, on=day_of(at))
    audit("family.pregnancy_added", by=by, at=at, family_id=person.family_id, about=f"pregnancy:{pregnancy.pk}")
    return pregnancy


class AlreadyExpecting(ValueError):
    """One pregnancy at a time."""


@transaction.atomic
def end_without_birth(*, pregnancy: Pregnancy, outcome: str, ended_on: date, by: Viewer, at: datetime) -> None:
    """A loss, or nobody knows. The babies it carried belong to the family no longer; what was written of them stays."""
    ended = Pregnancy.objects.filter(pk=pregnancy.pk, ended_on__isnull=True)
    if ended.update(ended_on=ended_on, outcome=outcome):
        unborn = Member.objects.filter(person__carried_in=pregnancy, person__birth_date__isnull=True)
        unborn.filter(until__isnull=True).update(until=Greatest("since", Value(ended_on)))
        audit("family.pregnancy_ended", by=by, at=at, family_id=pregnancy.family_id, about=f"pregnancy:{pregnancy.pk}")


@transaction.atomic
def add_contact(*, person: Person, channel: str, value: str, safe: bool, note: str, by: Viewer, at: datetime) -> None:
    row = SafeContact.objects.create(
        **_of(person), person=person, channel=channel, value=value, safe=safe, note=note, since=day_of(at)
    )
    audit("family.contact_added", by=by, at=at, family_id=person.family_id, about=f"contact:{row.pk}")


@transaction.atomic
def add_kin(*, person: Person, relative: Person, kind: str, by: Viewer, at: datetime) -> None:
    row = _tie(person, relative, kind, on=day_of(at))
    audit("family.kin_added", by=by, at=at, family_id=person.family_id, about=f"kin:{row.pk}")


@transaction.atomic
def add_custody(
    *, child: Person, power: str, holder: Person | None, order: str, since: date, by: Viewer, at: datetime
) -> None:
    """Who holds a power over a child. Without a holder it is the viewer's own agency."""
    row = Custody.objects.create(
        **_of(child),
        child=child,
        power=power,
        holder=holder,
        agency_id=by.acting_for if holder is None else None,
        order=order,
        since=since,
    )
    audit("family.custody_added", by=by, at=at, family_id=child.family_id, about=f"custody:{row.pk}")


@transaction.atomic
def end(*, what: str, pk: int, family: Family, on: date, by: Viewer, at: datetime) -> bool:
    """Write down the day something ended. Of two who do it at once the first stands; the second is told no."""
    model = ENDED[what]
    ended = bool(model.objects.filter(family=family, pk=pk, until__isnull=True, since__lte=on).update(until=on))
    if ended:
        audit(f"family.{what}_ended", by=by, at=at, family_id=family.pk, about=f"{what}:{pk}")
    return ended


def standing(*, what: str, pk: int, family: Family) -> Model | None:
    """The row that may be ended, or nothing."""
    found: Model | None = ENDED[what].objects.filter(family=family, pk=pk, until__isnull=True).first()
    return found


def _tie(person: Person, relative: Person, kind: str, *, on: date) -> Kinship:
    return Kinship.objects.create(**_of(person), person=person, relative=relative, kind=kind, since=on)


def _of(person: Person) -> dict[str, int]:
    return {"family_id": person.family_id, "coalition_id": person.coalition_id}
