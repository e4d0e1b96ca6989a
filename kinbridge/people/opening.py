"""Open a family: the first person who is known, how to reach them safely, and the program that begins the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import CHILD_WELFARE, Relation
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Involvement, Member, Person, Pregnancy, SafeContact

OPENERS = frozenset(
    {
        Role.CASEWORKER,
        Role.SUPERVISOR,
        Role.COUNSELOR,
        Role.DOSING_NURSE,
        Role.CLINICIAN,
        Role.HOSPITAL_SOCIAL_WORKER,
        Role.HOME_VISITOR,
        Role.EARLY_INTERVENTION,
        Role.PEER,
        Role.NAVIGATOR,
    }
)
TERM = timedelta(days=280)


@dataclass(frozen=True, slots=True)
class Details:
    """Who someone is, as far as it is known. Empty means not known, or not said."""

    given_name: str
    family_name: str
    relation: str
    birth_date: date | None = None
    language: str = "en"
    sex: str = ""
    race_ethnicity: str = ""
    tribe: str = ""
    payer: str = ""
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """A safe way to reach someone."""

    channel: str
    value: str
    note: str = ""


def may_open(by: Viewer) -> bool:
    return by.role in OPENERS and by.program_id is not None


def worked_with_already(details: Details, *, by: Viewer, on: date) -> tuple[Family, ...]:
    """Families the viewer may open in which someone goes by this name, or was born that day under the same last name.

    Only those: who else in the county knows this person is not the viewer's to learn.
    """
    named = Q(family_name__iexact=details.family_name, given_name__iexact=details.given_name)
    if details.birth_date is not None:
        named |= Q(family_name__iexact=details.family_name, birth_date=details.birth_date)
    alike = Person.objects.filter(named, coalition=by.coalition_id).values("family")
    return tuple(Family.objects.seen_by(by, on=on).filter(pk__in=alike).order_by("name", "pk")[:5])


@transaction.atomic
def open_family(
    *, details: Details, due_on: date | None = None, reach: Reach | None = None, by: Viewer, at: datetime
) -> Family:
    """A new family of one person, led by the viewer's program, with the viewer as its worker."""
    on = day_of(at)
    family = Family.objects.create(
        coalition_id=by.coalition_id, name=f"{details.family_name or details.given_name} family", opened_on=on
    )
    person = join(family=family, details=details, on=on)
    Involvement.objects.create(
        family=family,
        coalition_id=by.coalition_id,
        program_id=by.acting_for,
        # Child welfare works with a family; whom it serves is nobody's treating relationship.
        person=None if by.organization_kind in CHILD_WELFARE else person,
        lead=True,
        worker_id=by.worker,
        since=on,
    )
    if due_on is not None:
        expect(parent=person, due_on=due_on, babies=1, on=on)
    if reach is not None:
        SafeContact.objects.create(
            family=family,
            coalition_id=by.coalition_id,
            person=person,
            channel=reach.channel,
            value=reach.value,
            safe=True,
            note=reach.note,
            since=on,
        )
    audit("family.opened", by=by, at=at, family_id=family.pk, about=f"family:{family.pk}")
    return family


def join(*, family: Family, details: Details, on: date, carried_in: Pregnancy | None = None) -> Person:
    """A person of the family from this day on. Part of an act that writes its own line in the audit."""
    own = {"family": family, "coalition_id": family.coalition_id}
    said = {name: getattr(details, name) for name in details.__slots__}
    person = Person.objects.create(**own, **said, carried_in=carried_in)
    Member.objects.create(**own, person=person, since=on)
    return person


def expect(*, parent: Person, due_on: date, babies: int, on: date) -> Pregnancy:
    """A pregnancy, and the babies it carries: they are people of the family before they have a name or a birthday."""
    pregnancy = Pregnancy.objects.create(
        family_id=parent.family_id,
        coalition_id=parent.coalition_id,
        parent=parent,
        due_on=due_on,
        began_on=due_on - TERM,
    )
    unborn = Details("", parent.family_name, Relation.INFANT, language=parent.language)
    for _ in range(babies):
        join(family=parent.family, details=unborn, on=on, carried_in=pregnancy)
    return pregnancy
