"""What the directory's pages show. An address that has to stay secret is in none of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinbridge.accounts.models import Role
from kinbridge.core.vocabulary import Regime
from kinbridge.directory.actions import keeps_list, may_attest, may_show, may_state
from kinbridge.directory.models import (
    Address,
    Capacity,
    Contact,
    CostOption,
    Location,
    Organization,
    Phone,
    Program,
    Schedule,
    Service,
    Viewer,
)
from kinbridge.directory.rules.age import Age, age_of
from kinbridge.directory.rules.audience import Audience
from kinbridge.directory.rules.facts import Places
from kinbridge.directory.rules.words import POPULATION_WORDS, REGIME_WORDS, Population
from kinbridge.directory.shown import Sight


@dataclass(frozen=True, slots=True)
class Stated:
    """Open places as someone stated them. What is not `fresh` is too old to count on: its number is not shown."""

    capacity: Capacity
    population: str
    age: str
    state: Age

    @property
    def fresh(self) -> bool:
        return self.state is not Age.STALE

    @property
    def fading(self) -> bool:
        return self.state is Age.FADING


@dataclass(frozen=True, slots=True)
class ProgramPage:
    program: Program
    regimes: tuple[str, ...]
    services: tuple[Service, ...]
    places: tuple[Stated, ...]
    may_state: bool
    may_attest: bool
    keeps_list: bool


@dataclass(frozen=True, slots=True)
class ServicePage:
    service: Service
    places: tuple[Stated, ...]
    addresses: tuple[Address, ...]
    phones: tuple[Phone, ...]
    contacts: tuple[Contact, ...]
    schedules: tuple[Schedule, ...]
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    costs: tuple[CostOption, ...]
    hidden: bool
    may_state: bool
    may_show: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the organization's page lists it: by its name, or as confidential."""

    location: Location
    address: Address | None


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    organization: Organization
    website: str
    programs: tuple[Program, ...]
    services: tuple[Service, ...]
    more_services: bool
    phones: tuple[Phone, ...]
    contacts: tuple[Contact, ...]
    places: tuple[Place, ...]
    may_hide: bool
    may_show: bool


LISTED = 50


def open_organization(*, pk: UUID, by: Viewer) -> OrganizationPage | None:
    """An organization and what it runs. Of a confidential place only its being there is said."""
    organization = Organization.objects.filter(pk=pk, coalition=by.coalition_id).first()
    if organization is None:
        return None
    sight = Sight(by, Audience.INNER)
    audience = sight.of(organization)
    services = list(organization.services.select_related("program").order_by("name", "pk")[: LISTED + 1])
    runs = Q(organization=organization) | Q(service_at_locations__service__organization=organization)
    places = Location.objects.filter(runs, coalition=by.coalition_id).distinct().order_by("confidential", "name", "pk")
    held = list(places.prefetch_related("addresses")[:LISTED])
    return OrganizationPage(
        organization=organization,
        website=organization.website if organization.website.startswith(("https://", "http://")) else "",
        programs=tuple(organization.programs.order_by("name", "pk")[:100]),
        services=tuple(services[:LISTED]),
        more_services=len(services) > LISTED,
        phones=sight.of_those(organization.phones.order_by("pk"), audience),
        contacts=sight.of_those(organization.contacts.order_by("pk"), audience),
        places=tuple(
            Place(place, None if place.confidential else next(iter(place.addresses.all()), None)) for place in held
        ),
        may_hide=by.role == Role.ADMINISTRATOR and by.organization_id == organization.pk,
        may_show=may_show(by, of=organization),
    )


def open_program(*, pk: UUID, by: Viewer, at: datetime) -> ProgramPage | None:
    program = (
        Program.objects.select_related("organization", "attested_by")
        .filter(pk=pk, organization__coalition=by.coalition_id)
        .first()
    )
    if program is None:
        return None
    return ProgramPage(
        program=program,
        regimes=tuple(REGIME_WORDS[Regime(regime)] for regime in program.regimes),
        services=tuple(Service.objects.filter(program=program).order_by("name", "pk")[:100]),
        places=stated(Capacity.objects.current().filter(program=program).select_related("stated_by"), at=at),
        may_state=may_state(by, of=program),
        may_attest=may_attest(by, organization_id=program.organization_id),
        keeps_list=keeps_list(by, program=program),
    )


def open_service(*, pk: UUID, by: Viewer, at: datetime) -> ServicePage | None:
    """A service with its places and ways to reach it; a confidential place gives neither address nor phone."""
    service = Service.objects.select_related("organization", "program").filter(pk=pk, coalition=by.coalition_id).first()
    if service is None:
        return None
    places = Capacity.objects.current().select_related("stated_by")
    places = places.filter(program=service.program_id) if service.program_id else places.filter(service=service)
    sight = Sight(by, Audience.INNER)
    audience = sight.of(service)
    at_public = {"location__confidential": False, "location__service_at_locations__service": service}
    return ServicePage(
        service=service,
        places=stated(places, at=at),
        addresses=tuple(Address.objects.filter(**at_public).select_related("location").distinct().order_by("pk")[:20]),
        phones=sight.of_those(service.phones.order_by("pk"), audience),
        contacts=sight.of_those(service.contacts.order_by("pk"), audience),
        schedules=sight.of_those(service.schedules.order_by("pk"), audience),
        languages=tuple(row.name for row in sight.of_those(service.languages.order_by("name", "pk"), audience)),
        documents=tuple(service.required_documents.order_by("pk").values_list("document", flat=True)[:20]),
        costs=tuple(service.cost_options.order_by("pk")[:20]),
        hidden=service.service_at_locations.filter(location__confidential=True).exists(),
        may_state=may_state(by, of=service),
        may_show=may_show(by, of=service),
    )


def find_location(*, pk: UUID, by: Viewer) -> Location | None:
    return Location.objects.filter(pk=pk, coalition=by.coalition_id).first()


def find_capacity(*, pk: int, by: Viewer) -> Capacity | None:
    return Capacity.objects.current().filter(pk=pk, coalition=by.coalition_id).first()


def stated(found: Iterable[Capacity], *, at: datetime) -> tuple[Stated, ...]:
    """Statements as a page shows them, in the order of populations."""
    return tuple(
        Stated(
            row,
            POPULATION_WORDS[Population(row.population)],
            Places(row.population, row.open_slots, row.stated_at).age_words(at=at),
            age_of(row.stated_at, at=at),
        )
        for row in sorted(found, key=lambda row: (row.population, row.unit, row.pk))
    )
