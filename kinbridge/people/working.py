"""Who of a program works with a family, and the day a program's work with it ends."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.actions import partners_with
from kinbridge.people.models import Family, Involvement


class LeadsStill(ValueError):
    """Somebody has to lead the work while others go on with it."""


def our_work(*, family: Family, by: Viewer, on: date) -> QuerySet[Involvement]:
    return Involvement.objects.on(on).filter(family=family, program=by.program_id)  # type: ignore[return-value]


def may_assign(*, family: Family, by: Viewer, on: date) -> bool:
    """The program's supervisor, whoever works with the family now, and anyone of the program while nobody does."""
    if by.person_id is not None or by.program_id is None:
        return False
    workers = set(our_work(family=family, by=by, on=on).values_list("worker", flat=True))
    return bool(workers) and (by.role == Role.SUPERVISOR or by.user_id in workers or workers == {None})


def colleagues(*, by: Viewer, on: date) -> QuerySet[User]:
    """Who works for the viewer's program today."""
    there = Membership.objects.on(on).filter(program=by.program_id).exclude(role=Role.PARENT)
    return User.objects.filter(pk__in=there.values("user")).order_by("last_name", "first_name", "pk")


@transaction.atomic
def assign(*, family: Family, worker: User, by: Viewer, at: datetime) -> None:
    """From now on this colleague works with the family for the program."""
    our_work(family=family, by=by, on=day_of(at)).update(worker=worker)
    audit("family.assigned", by=by, at=at, family_id=family.pk, about=f"user:{worker.pk}")


@transaction.atomic
def end_work(*, family: Family, by: Viewer, at: datetime) -> None:
    """The program works with the family no longer, and sees it no longer; the last one out closes the family.

    Raises `LeadsStill` for a lead while others work with the family: hand the lead over first. Programs that the viewer
    may not know of do not hold them back, for being held back would tell.
    """
    on = day_of(at)
    Family.objects.select_for_update().get(pk=family.pk)
    ours = our_work(family=family, by=by, on=on)
    known = [one for one in partners_with(family=family, by=by, on=on) if one.program_id != by.program_id]
    if known and ours.filter(lead=True).exists():
        raise LeadsStill("Others still work with this family. Hand the lead over first, by a referral made together.")
    ours.update(until=on)
    others = Involvement.objects.on(on).filter(family=family).exists()
    if not others:
        Family.objects.filter(pk=family.pk, closed_on__isnull=True).update(closed_on=on)
    audit("family.work_ended" if others else "family.closed", by=by, at=at, family_id=family.pk)
