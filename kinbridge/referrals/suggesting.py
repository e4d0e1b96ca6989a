"""After a program said no: which others of the same kind fit, leaving out those that were asked already."""

from __future__ import annotations

from datetime import datetime

from kinbridge.directory.finding import Found, find_services
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Service
from kinbridge.directory.rules import Needs
from kinbridge.people.models import Pregnancy
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules.needs import SERVICES

SHOWN = 3


def next_programs(referral: Referral, *, at: datetime) -> tuple[Found, ...]:
    """The next programs to ask, the best first. Reads the directory and what the sender itself sent."""
    kind = _kind(referral)
    if not kind:
        return ()
    on = day_of(at)
    pregnant = Pregnancy.objects.filter(parent=referral.person_id, ended_on__isnull=True, began_on__lte=on).exists()
    needs = Needs(category=kind, pregnant=pregnant, county=referral.family.coalition.county)
    asked = set(
        Referral.objects.filter(person=referral.person_id, from_program=referral.from_program_id).values_list(
            "to_program_id", flat=True
        )
    )
    search = find_services(needs=needs, coalition_id=referral.coalition_id, at=at, in_programs_only=True)
    fits = [one for one in search.found if one.service.program_id not in asked | {referral.from_program_id}]
    return tuple(fits[:SHOWN])


def _kind(referral: Referral) -> str:
    """The kind of service that was asked for: by its need, or else what the program that declined offers."""
    for need in referral.needs:
        if need in SERVICES:
            return SERVICES[need].value
    offered = Service.objects.filter(program=referral.to_program_id).order_by("name", "pk")
    return offered.values_list("category", flat=True).first() or ""
