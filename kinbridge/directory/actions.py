"""What partners state about their own programs and services: open places, legal regime, whom a service fits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import us
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Regime
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import (
    Capacity,
    Coalition,
    Location,
    NearlyFull,
    Organization,
    Program,
    Service,
    Viewer,
    software,
)
from kinbridge.directory.rules.waiting import is_full
from kinbridge.directory.rules.words import Population, Unit

STATE_CODE = 2


class NotYours(PermissionDenied):
    """Someone states a thing about another partner's program."""


@transaction.atomic
def open_coalition(*, name: str, state: str, county: str, at: datetime) -> Coalition:
    """Begin a coalition in a county. Raises `ValueError` for a state that is none."""
    known = us.states.lookup(state, use_cache=False) if len(state) == STATE_CODE else None
    if known is None:
        raise ValueError("This is no state's two-letter code; write it as OH.")
    zone_name = known.capital_tz or "America/New_York"
    opened = Coalition.objects.create(name=name, state=known.abbr, county=county, timezone=zone_name)
    audit("coalition.opened", by=software(opened), at=at, about=f"coalition:{opened.pk}")
    return opened


def may_state(by: Viewer, *, of: Organization | Program | Service) -> bool:
    """A program's own staff, its organization's administrator, or the coalition's coordinator who called them."""
    if by.role == Role.PARENT:
        return False
    if by.role == Role.COALITION_COORDINATOR:
        return Organization.objects.filter(pk=_organization_id(of), coalition=by.coalition_id).exists()
    if by.organization_id != _organization_id(of):
        return False
    program_id = None if isinstance(of, Organization) else of.pk if isinstance(of, Program) else of.program_id
    return by.role == Role.ADMINISTRATOR or program_id is None or by.program_id == program_id


def must_state(by: Viewer, *, of: Program | Service) -> None:
    """Raises `NotYours` for whoever may not."""
    if not may_state(by, of=of):
        raise NotYours("Only its own staff may say this of a program or a service.")


def may_show(by: Viewer, *, of: Service | Organization) -> bool:
    """Its own people only. A coordinator, who may state open places for others, does not see what is kept inside."""
    return by.organization_id == _organization_id(of) and may_state(by, of=of)


def _organization_id(of: Organization | Program | Service) -> UUID:
    return of.pk if isinstance(of, Organization) else of.organization_id


def may_attest(by: Viewer, *, organization_id: UUID) -> bool:
    """The organization's own administrator and nobody else: it speaks for the organization before the law."""
    return by.role == Role.ADMINISTRATOR and by.organization_id == organization_id


def keeps_list(by: Viewer, *, program: Program) -> bool:
    """A treatment program's own people and nobody else: who waits for treatment is a treatment record."""
    return program.is_part2 and by.program_id == program.pk and by.role != Role.PARENT


@transaction.atomic
def state_capacity(
    *,
    of: Program | Service,
    open_slots: int,
    by: Viewer,
    at: datetime,
    population: str = Population.ANYONE,
    unit: str = Unit.PLACE,
    total_slots: int | None = None,
    waiting: int | None = None,
    wait_days: int | None = None,
) -> Capacity:
    """State how many places are open now. The former statement stays as history. Raises `NotYours`."""
    program, service = (of, None) if isinstance(of, Program) else (of.program, of if of.program is None else None)
    organization = of.organization
    must_state(by, of=of)
    # Lock first: two people of one program may state places in the same second.
    list(type(of).objects.select_for_update().filter(pk=of.pk).values("pk"))
    former = Capacity.objects.current().filter(program=program, service=service, population=population, unit=unit)
    former.update(current=False)
    stated = Capacity.objects.create(
        coalition_id=organization.coalition_id,
        program=program,
        service=service,
        population=population,
        unit=unit,
        open_slots=open_slots,
        total_slots=total_slots,
        waiting=waiting,
        wait_days=wait_days,
        stated_by_id=by.user_id,
        stated_at=at,
    )
    audit("capacity.stated", by=by, at=at, about=f"capacity:{stated.pk}", detail={"open": open_slots})
    if program is not None and program.is_part2:
        _note_fullness(program, coalition_id=organization.coalition_id, at=at)
    return stated


def _note_fullness(program: Program, *, coalition_id: int, at: datetime) -> None:
    """From 90 percent on, a treatment program owes the State a notice; below, that is over."""
    held = NearlyFull.objects.filter(program=program, ended_at=None)
    if not is_full(Capacity.objects.current().filter(program=program).values_list("open_slots", "total_slots")):
        held.update(ended_at=at)
    elif not held.exists():
        NearlyFull.objects.create(coalition_id=coalition_id, program=program, reached_at=at)


def still_true(*, capacity: Capacity, by: Viewer, at: datetime) -> Capacity:
    """State the same numbers again, today. Raises `NotYours`."""
    of = capacity.program or capacity.service
    if of is None:
        raise ValueError("These places belong to nothing; state them for a program or a service.")
    return state_capacity(
        of=of,
        open_slots=capacity.open_slots,
        by=by,
        at=at,
        population=capacity.population,
        unit=capacity.unit,
        total_slots=capacity.total_slots,
        waiting=capacity.waiting,
        wait_days=capacity.wait_days,
    )


@transaction.atomic
def attest_regime(*, program: Program, regimes: Collection[Regime], by: Viewer, at: datetime) -> Program:
    """State in one's own name which laws a program's records are under. Raises `NotYours`, `ValueError` for none."""
    if by.user_id is None or not may_attest(by, organization_id=program.organization_id):
        raise NotYours("Only an administrator of the organization attests which laws its records are under.")
    if not regimes:
        raise ValueError("Choose at least one body of law; a program without one may share nothing.")
    was = list(program.regimes)
    program.regimes = sorted(regimes)
    program.attested_by_id = by.user_id
    program.attested_on = day_of(at)
    program.save(update_fields=["regimes", "attested_by", "attested_on"])
    audit(
        "program.attested",
        by=by,
        at=at,
        about=f"program:{program.pk}",
        detail={"was": was, "is": list(program.regimes)},
    )
    return program


@transaction.atomic
def state_fit(*, service: Service, facts: Mapping[str, Any], by: Viewer, at: datetime) -> Service:
    """State whom a service fits: the facts that matching asks, by their field names. Raises `NotYours`."""
    must_state(by, of=service)
    if unknown := sorted(set(facts) - set(FIT)):
        raise ValueError(f"A service has no such fact: {', '.join(unknown)}.")
    for name, value in facts.items():
        setattr(service, name, value)
    service.save(update_fields=list(facts))
    audit("service.fit_stated", by=by, at=at, about=f"service:{service.pk}", detail={"facts": sorted(facts)})
    return service


FIT = tuple(name for name in Service.OURS if name not in {"coalition", "search_words"})


@transaction.atomic
def keep_confidential(*, location: Location, by: Viewer, at: datetime) -> Location:
    """For safety, tell nobody any more where this place is. Raises `NotYours`."""
    return _set_confidential(location, True, by=by, at=at)


@transaction.atomic
def make_public(*, location: Location, by: Viewer, at: datetime) -> Location:
    """Show a place's whereabouts again. Raises `NotYours`."""
    return _set_confidential(location, False, by=by, at=at)


def _set_confidential(location: Location, hide: bool, *, by: Viewer, at: datetime) -> Location:
    organizations = {location.organization_id} | set(
        location.service_at_locations.values_list("service__organization", flat=True)
    )
    if by.role != Role.ADMINISTRATOR or by.organization_id not in organizations:
        raise NotYours("Only an administrator of the organization decides whether a place is confidential.")
    location.confidential = hide
    location.save(update_fields=["confidential"])
    audit("location.hidden" if hide else "location.shown", by=by, at=at, about=f"location:{location.pk}")
    return location
