"""What is near a point: only what is public, and nothing is written down about who asked or where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Address, Attribute, Coalition, Service, Viewer
from kinbridge.directory.rules.audience import Audience
from kinbridge.directory.rules.facts import Point
from kinbridge.directory.rules.terms import TAXONOMY, Term
from kinbridge.directory.rules.words import ServiceCategory
from kinbridge.directory.shown import Sight
from kinbridge.kit.words import NEAR_WORDS, Near

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A service to go to, as anyone may know it."""

    name: str
    address: str
    phone: str
    hours: str
    miles: float | None

    @property
    def whole_miles(self) -> int | None:
        return None if self.miles is None else max(1, round(self.miles))


@dataclass(frozen=True, slots=True)
class Found:
    what: Near
    words: Promise
    places: tuple[Place, ...]


def coalition_of(viewer: Viewer | None) -> Coalition | None:
    """The reader's own coalition; where only one is served here, that one; otherwise none."""
    if viewer is not None:
        return Coalition.objects.get(pk=viewer.coalition_id)
    served = list(Coalition.objects.order_by("pk")[:2])
    return served[0] if len(served) == 1 else None


def near(point: Point | None, *, coalition: Coalition) -> tuple[Found, ...]:
    """For each thing someone may need, the nearest few; without a point, the first by name."""
    services = {what: list(offering(what, coalition=coalition)) for what in Near}
    addresses = addresses_of({service.pk for some in services.values() for service in some})
    sight = Sight()
    return tuple(
        Found(what, NEAR_WORDS[what], tuple(place_of(*one, sight=sight) for one in nearest(some, addresses, point)))
        for what, some in services.items()
    )


Choice = tuple[Service, Address | None, float | None]


def nearest(services: Iterable[Service], addresses: dict[UUID, list[Address]], point: Point | None) -> list[Choice]:
    """A few services, each at the nearest of its public addresses; of one organization only the nearest."""
    choices: dict[UUID, Choice] = {}
    for service in services:
        listed: list[tuple[Address | None, float | None]]
        listed = [(address, away(address, point)) for address in addresses.get(service.pk, ())] or [(None, None)]
        address, miles = min(listed, key=lambda one: order(one[1]))
        known = choices.get(service.organization_id)
        if known is None or order(miles) < order(known[2]):
            choices[service.organization_id] = service, address, miles
    return sorted(choices.values(), key=lambda one: (order(one[2]), one[0].organization.name))[:SHOWN]


def order(miles: float | None) -> float:
    return inf if miles is None else miles


def offering(what: Near, *, coalition: Coalition) -> Iterable[Service]:
    running = Service.objects.filter(coalition=coalition, status=Service.Status.ACTIVE).select_related("organization")
    said = Attribute.objects.filter(
        coalition=coalition, taxonomy_term__taxonomy=TAXONOMY, taxonomy_term__code=f"{Term.KIT}:{what}"
    )
    wanted = Q(pk__in=said.values("link_id"))
    if what is Near.TREATMENT:
        wanted |= Q(organization__kind=OrganizationKind.OPIOID_TREATMENT_PROGRAM, category=ServiceCategory.MEDICATION)
    return running.filter(wanted).order_by("name", "pk")[:500]


def addresses_of(services: Iterable[UUID]) -> dict[UUID, list[Address]]:
    found: dict[UUID, list[Address]] = {}
    there = Address.objects.filter(
        location__confidential=False, location__service_at_locations__service__in=services
    ).select_related("location")
    for address in there.prefetch_related("location__service_at_locations"):
        for link in address.location.service_at_locations.all() if address.location else ():
            found.setdefault(link.service_id, []).append(address)
    return found


def place_of(service: Service, address: Address | None, miles: float | None, *, sight: Sight) -> Place:
    phones = sight.of_those(service.phones.order_by("pk"), Audience.PUBLIC)
    phones = phones or sight.of_those(service.organization.phones.order_by("pk"), Audience.PUBLIC)
    hours = sight.of_those(service.schedules.exclude(description="").order_by("pk"), Audience.PUBLIC)
    return Place(
        name=service.organization.name,
        address=f"{address.address_1}, {address.city}" if address else "",
        phone=phones[0].number if phones else "",
        hours=hours[0].description if hours else "",
        miles=miles,
    )


def away(address: Address, point: Point | None) -> float | None:
    place = address.location
    if point is None or place is None or place.latitude is None or place.longitude is None:
        return None
    there = Point(place.latitude, place.longitude)
    return point.miles_to(there) if there.is_on_earth else None
