"""What a search for a program begins with; and, after one said no, which others of its kind fit."""

from __future__ import annotations

from datetime import date, datetime

from kinbridge.directory.finding import Found, find_services
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Service, Viewer
from kinbridge.directory.rules import Needs
from kinbridge.people.actions import household
from kinbridge.people.models import Family, Pregnancy
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules.needs import SERVICES, first_asked

SHOWN = 3


def known_of(person: str, *, kind: str, family: Family, by: Viewer, on: date) -> dict[str, str]:
    """The first questions to ask of services of this kind, from what the viewer knows of the person with this key."""
    home = household(family=family, by=by, on=on)
    one = next((each for each in home.people if str(each.key) == person), None)
    pregnant = one is not None and any(each.parent_id == one.pk and each.began_on <= on for each in home.pregnancies)
    return first_asked(kind, pregnant=pregnant, months=months_old(one.birth_date, on=on) if one is not None else None)


def months_old(born: date | None, *, on: date) -> int | None:
    """Whole months; None before birth, or where nobody wrote the day down."""
    if born is None or born > on:
        return None
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


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
