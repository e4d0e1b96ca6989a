"""Find services: the database leaves out what cannot fit, the rules rank the rest and say why.

Every query is bounded, so a search costs the same in a county of sixty programs and in a state of a hundred thousand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kinbridge.directory.models import Capacity, Location, Organization, Service, ServiceAtLocation
from kinbridge.directory.rules import (
    FRESH_FOR,
    WHOLE_STATE,
    Answer,
    Match,
    Needs,
    Offer,
    Places,
    Point,
    categories,
    match,
    populations,
)
from kinbridge.directory.rules.words import Payer

CONSIDERED = 100
"""The most services that one search compares; the page says so when there are more."""
NEWEST = 500
"""Statements of open places that are looked at before all others."""
HEAVY = (
    "search_words",
    "description",
    "interpretation_services",
    "application_process",
    "fees_description",
    "eligibility_description",
    "accreditations",
    "licenses",
    "alert",
    "organization__description",
    "program__description",
)
"""Long texts that a list does not show."""
MILES_PER_DEGREE = 69.0
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    service: Service
    match: Match


@dataclass(frozen=True, slots=True)
class Search:
    """The services that fit or may fit, best first. `complete` is false when there were more than one search weighs."""

    found: list[Found]
    complete: bool


def find_services(*, needs: Needs, coalition_id: int, at: datetime, in_programs_only: bool = False) -> Search:
    """Rank what the coalition's directory has for these needs.

    `in_programs_only` leaves out services that no referral can be sent to.
    """
    services = possible(needs, coalition_id=coalition_id)
    if in_programs_only:
        services = services.filter(program__isnull=False)
    newest, rule = open_places(needs, coalition_id=coalition_id, at=at)
    if needs.open_now:
        services = services.filter(rule)
    small = is_small(coalition_id)
    candidates: dict[UUID, Service] = {}
    complete = True
    for source in sources(services, needs):
        for phase in phases(source, needs, is_open=newest, small=small):
            if len(candidates) > CONSIDERED:
                break
            listed = list(phase[: CONSIDERED + 1])
            complete = complete and len(listed) <= CONSIDERED
            candidates |= {service.pk: service for service in listed}
    found = [found for found in compare(candidates.values(), needs, at=at) if found.match.verdict < Answer.DOES_NOT_FIT]
    return Search(found[:CONSIDERED], complete=complete and len(found) <= CONSIDERED)


def near_misses(*, needs: Needs, coalition_id: int, at: datetime, limit: int = 20) -> list[Found]:
    """Services of the kind asked for that do not fit, those with the fewest reasons against them first."""
    kind = Needs(category=needs.category, county=needs.county, words=needs.words)
    local = possible(kind, coalition_id=coalition_id)
    misses = [
        found
        for found in compare(local.order_by("name", "id")[:CONSIDERED], needs, at=at)
        if found.match.verdict is Answer.DOES_NOT_FIT
    ]
    return sorted(misses, key=lambda found: (len(found.match.why_not), found.match.order))[:limit]


def explain(*, service: Service, needs: Needs, at: datetime) -> Match:
    """Whether one service fits, with every reason."""
    return compare([service], needs, at=at)[0].match


def possible(needs: Needs, *, coalition_id: int) -> QuerySet[Service]:
    """The services that no fact about them rules out; `sources` looks at distance, `open_places` at places."""
    services = Service.objects.filter(coalition_id=coalition_id, status=Service.Status.ACTIVE)
    services = services.select_related("organization", "program").defer(*HEAVY)
    for condition in conditions(needs):
        services = services.filter(condition)
    if needs.words:
        services = services.filter(wording(needs.words, coalition_id=coalition_id))
    return services


def conditions(needs: Needs) -> Iterable[Q]:
    """The no of each question in `rules.questions`, in the database's terms. A test holds the two together."""
    if needs.category:
        yield Q(category__in=categories(needs.category))
    if needs.pregnant:
        yield ~Q(accepts_pregnant=False) | Q(accepts_pregnant__isnull=True)
    if needs.moud:
        yield Q(offers_moud__isnull=True) | Q(offers_moud__contains=[needs.moud])
    if needs.stays_on_moud:
        yield Q(offers_moud__len__gt=0) | Q(accepts_moud__isnull=True) | Q(accepts_moud=True)
    if needs.children_ages:
        youngest, oldest = min(needs.children_ages), max(needs.children_ages)
        room = Q(children_from_age__isnull=True) | Q(children_from_age__lte=youngest)
        room &= Q(children_to_age__isnull=True) | Q(children_to_age__gt=oldest - 1)
        yield Q(children_may_stay__isnull=True) | Q(children_may_stay=True) & room
    if needs.age is not None:
        yield Q(minimum_age__isnull=True) | Q(minimum_age__lte=needs.age)
        yield Q(maximum_age__isnull=True) | Q(maximum_age__gt=needs.age - 1)
    if needs.counted_sex:
        yield Q(sex__in=["", needs.counted_sex])
    if needs.county:
        yield Q(counties__isnull=True) | Q(counties__overlap=[needs.county, WHOLE_STATE])
    if needs.payer:
        yield Q(payers__isnull=True) | Q(payers__overlap=[needs.payer, Payer.FREE])
    if needs.language and needs.language != "en":
        yield Q(language_codes__isnull=True) | Q(language_codes__contains=[needs.language])


def is_small(coalition_id: int) -> bool:
    """Whether all there is can be compared at once."""
    active = Service.objects.filter(coalition_id=coalition_id, status=Service.Status.ACTIVE)
    return len(active.order_by("name", "id").values("pk")[: CONSIDERED + 1]) <= CONSIDERED


def phases(services: QuerySet[Service], needs: Needs, *, is_open: Q, small: bool) -> Iterator[QuerySet[Service]]:
    """What is surely best before what may be good, so that a long list can be cut: sure and open, sure, the rest.

    A source that is in order of distance keeps it.
    """
    in_order = services if services.query.order_by else services.order_by("name", "id")
    if not small:
        sure = certain(in_order, needs)
        yield sure.filter(is_open)
        yield sure
    yield in_order


def certain(services: QuerySet[Service], needs: Needs) -> QuerySet[Service]:
    """Those that leave unsaid nothing that was asked."""
    said = {
        "accepts_pregnant": needs.pregnant,
        "offers_moud": needs.moud,
        "children_may_stay": needs.children_ages,
        "payers": needs.payer,
    }
    services = services.filter(**{f"{name}__isnull": False for name, asked in said.items() if asked})
    if needs.county:
        services = services.filter(counties__overlap=[needs.county, WHOLE_STATE])
    if needs.language and needs.language != "en":
        services = services.filter(language_codes__contains=[needs.language])
    return services


def open_places(needs: Needs, *, coalition_id: int, at: datetime) -> tuple[Q, Q]:
    """Where a place is open for someone like this: by the newest statements, and by all of them.

    The first is a bounded list, to look at first. Where it holds everything, both are the same.
    """
    fresh = Capacity.objects.current().filter(
        coalition_id=coalition_id, open_slots__gt=0, stated_at__gte=at - FRESH_FOR, population__in=populations(needs)
    )
    newest = list(fresh.order_by("-stated_at").values_list("program", "service")[: NEWEST + 1])
    programs = [program for program, _service in newest if program]
    listed = Q(program__in=programs) | Q(pk__in=[service for _program, service in newest if service])
    if len(newest) <= NEWEST:
        return listed, listed
    stated = Exists(fresh.filter(service=OuterRef("pk"))) | Exists(fresh.filter(program=OuterRef("program")))
    return listed, Q(stated)


def wording(words: str, *, coalition_id: int) -> Q:
    """Services whose own words begin with all of these, or whose organization's name holds them."""
    starts = [f"{word}:*" for word in WORD.findall(words)]
    if not starts:
        return Q()
    organizations = Organization.objects.filter(coalition_id=coalition_id, name__icontains=words.strip())
    return Q(search_words=SearchQuery(" & ".join(starts), search_type="raw", config="english")) | Q(
        organization__in=list(organizations.values_list("pk", flat=True)[:CONSIDERED])
    )


def sources(services: QuerySet[Service], needs: Needs) -> Iterator[QuerySet[Service]]:
    """All of them; or, near a point, the nearest, those used from anywhere, and those whose place is not published."""
    if needs.near is None:
        yield services
        return
    located = ServiceAtLocation.objects.filter(location__confidential=False)
    yield nearest(services, needs.near, needs.within_miles)
    yield services.filter(pk__in=located.filter(location__location_type=Location.Kind.VIRTUAL).values("service"))
    yield services.filter(~Exists(located.filter(on_earth(), service=OuterRef("pk"))))


def nearest(services: QuerySet[Service], near: Point, miles: float) -> QuerySet[Service]:
    """Those in a square that holds the circle, nearest first; the rules then measure exactly.

    A service with several places there comes as often.
    """
    narrowing = max(0.01, cos(radians(near.latitude)))
    rise = 1.01 * miles / MILES_PER_DEGREE
    run = min(180.0, 1.05 * rise / narrowing)
    place = "service_at_locations__location__"
    aside = (F(f"{place}longitude") - near.longitude) * narrowing
    above = F(f"{place}latitude") - near.latitude
    inside = {
        f"{place}confidential": False,
        f"{place}latitude__range": (near.latitude - rise, near.latitude + rise),
        f"{place}longitude__range": (near.longitude - run, near.longitude + run),
    }
    return services.filter(**inside).order_by(aside * aside + above * above, "name", "id")


def on_earth() -> Q:
    return Q(location__latitude__range=(-90, 90), location__longitude__range=(-180, 180))


def compare(services: Iterable[Service], needs: Needs, *, at: datetime) -> list[Found]:
    """Match each, best first."""
    listed = list(services)
    offers = offers_of(listed)
    found = [Found(service, match(offers[service.pk], needs, at=at)) for service in listed]
    return sorted(found, key=lambda each: (each.match.order, each.service.name, str(each.service.pk)))


def offers_of(services: list[Service]) -> dict[UUID, Offer]:
    """What the rules look at, in two more queries however many services there are."""
    keys = [service.pk for service in services]
    programs = [service.program_id for service in services if service.program_id]
    places = defaultdict(list)
    for row in Capacity.objects.current().filter(Q(program__in=programs) | Q(service__in=keys)):
        places[row.program_id or row.service_id].append(
            Places(row.population, row.open_slots, row.stated_at, row.total_slots, row.waiting, row.wait_days)
        )
    points, remote = defaultdict(list), set()
    located = ServiceAtLocation.objects.filter(service__in=keys, location__confidential=False)
    for service, kind, latitude, longitude in located.values_list(
        "service", "location__location_type", "location__latitude", "location__longitude"
    ):
        if kind == Location.Kind.VIRTUAL:
            remote.add(service)
        elif latitude is not None and longitude is not None:
            points[service].append(Point(latitude, longitude))
    return {
        service.pk: Offer(
            category=service.category,
            accepts_pregnant=service.accepts_pregnant,
            offers_moud=as_tuple(service.offers_moud),
            accepts_moud=service.accepts_moud,
            children_may_stay=service.children_may_stay,
            children_from_age=service.children_from_age,
            children_to_age=service.children_to_age,
            payers=as_tuple(service.payers),
            language_codes=as_tuple(service.language_codes),
            counties=as_tuple(service.counties),
            sex=service.sex,
            minimum_age=service.minimum_age,
            maximum_age=service.maximum_age,
            evidence_rating=service.evidence_rating,
            points=tuple(points[service.pk]),
            remote=service.pk in remote,
            places=(*places[service.program_id], *places[service.pk]),
        )
        for service in services
    }


def as_tuple(codes: list[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(codes)
