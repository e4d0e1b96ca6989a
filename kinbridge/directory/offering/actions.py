"""A service written down by those who give it, and changed by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import must_state
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Address, Location, Program, Service, ServiceAtLocation, Viewer
from kinbridge.directory.zip_codes import middle_of

SAID = ("name", "category", "description", "application_process", "url")
REACHED = {"phone": ("phones", "number"), "hours": ("schedules", "description")}
"""What people read of a row that belongs to the service: the related name, and the field."""


class Listed(ValueError):
    """The program has a service of that name."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place nobody has named yet; without an address it is online or by phone."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    confidential: bool = False


Where = Location | NewPlace | None


@transaction.atomic
def offer_service(*, program: Program, said: Mapping[str, str], where: Where, by: Viewer, at: datetime) -> Service:
    """Write down a service of this program. Raises `NotYours`, `Listed`."""
    kept = Program.objects.select_for_update(of=("self",)).select_related("organization").get(pk=program.pk)
    must_state(by, of=kept)
    if kept.services.filter(name__iexact=said["name"]).exists():
        raise Listed("The program has a service of that name already; change that one, or choose another name.")
    service = Service(coalition_id=kept.organization.coalition_id, organization=kept.organization, program=kept)
    _say(service, said, at=at)
    _place(service, where)
    audit("service.offered", by=by, at=at, about=f"service:{service.pk}")
    return service


@transaction.atomic
def describe_service(*, service: Service, said: Mapping[str, str], where: Where, by: Viewer, at: datetime) -> Service:
    """Say it anew; a place that is named takes the place of the former one. Raises `NotYours`."""
    kept = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    must_state(by, of=kept)
    _say(kept, said, at=at)
    if where is not None:
        kept.service_at_locations.all().delete()
        _place(kept, where)
    audit("service.described", by=by, at=at, about=f"service:{kept.pk}", detail={"facts": sorted(said)})
    return kept


def _say(service: Service, said: Mapping[str, str], *, at: datetime) -> None:
    for name in SAID:
        if name in said:
            setattr(service, name, said[name])
    service.assured_date, service.last_modified = day_of(at), at
    service.save()
    for name, (related, field) in REACHED.items():
        if name in said:
            _reach(service, related, field, said[name])


def _reach(service: Service, related: str, field: str, words: str) -> None:
    """The one row of this kind that the service has: made, changed, or gone when the words are."""
    rows = getattr(service, related)
    if not words:
        rows.all().delete()
    elif not rows.update(**{field: words}):
        rows.create(coalition_id=service.coalition_id, **{field: words})


def _place(service: Service, where: Where) -> None:
    if where is None:
        return
    location = _new(service, where) if isinstance(where, NewPlace) else where
    ServiceAtLocation.objects.create(coalition_id=service.coalition_id, service=service, location=location)


def _new(service: Service, place: NewPlace) -> Location:
    """A ZIP code's middle stands for the address: near enough to find a service by, and it asks no map of anyone."""
    physical = bool(place.street)
    point = middle_of(place.zip_code) if physical else None
    kind = Location.Kind.PHYSICAL if physical else Location.Kind.VIRTUAL
    location = Location.objects.create(
        coalition_id=service.coalition_id,
        organization_id=service.organization_id,
        name=place.street or "Online or by phone",
        location_type=kind,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        confidential=place.confidential,
    )
    if physical:
        Address.objects.create(
            coalition_id=service.coalition_id,
            location=location,
            address_1=place.street,
            city=place.city,
            state_province=place.state,
            postal_code=place.zip_code,
            country="US",
            address_type=kind,
        )
    return location
