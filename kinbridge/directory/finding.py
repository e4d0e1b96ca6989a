"""Find services: every question is put to all of them in memory, and only those that are shown are read."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from kinbridge.directory.models import Organization, Service
from kinbridge.directory.rules import Match, Needs, Offer, Shelf, match
from kinbridge.directory.rules.sorting import Group
from kinbridge.directory.shelves import offers_of, shelf_of

SHOWN = 20
CLOSE = 6
WORDS_MOST = 1000
"""The most services that a search by words goes on with; the page says so when more have them."""
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
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    service: Service
    match: Match


@dataclass(frozen=True, slots=True)
class Search:
    """A page of the services that fit or may fit, best first; how many there are; and what was left out, and why.

    `complete` is false when more services have the words that were asked for than a search goes on with.
    """

    found: list[Found]
    total: int
    complete: bool
    left_out: int
    groups: tuple[Group, ...]
    close: list[Found] = field(default_factory=list)


def find_services(
    *,
    needs: Needs,
    coalition_id: int,
    at: datetime,
    in_programs_only: bool = False,
    start: int = 0,
    shown: int = SHOWN,
    close: int = 0,
) -> Search:
    """Rank what the coalition's directory has for these needs; `close` asks for that many near misses too.

    `in_programs_only` leaves out services that no referral can be sent to.
    """
    among = worded(needs.words, coalition_id=coalition_id)
    shelf = shelf_of(coalition_id)
    found = shelf.sort(needs, at=at, among=among, in_programs_only=in_programs_only)
    missed = read(found.nearly(close) if close else [], shelf, needs, at=at)
    return Search(
        found=read(found.best(start, start + shown), shelf, needs, at=at),
        total=found.total,
        complete=among is None or len(among) < WORDS_MOST,
        left_out=found.left_out,
        groups=found.groups,
        close=sorted(missed, key=lambda one: (len(one.match.why_not), one.match.order)),
    )


def read(keys: Sequence[Hashable], shelf: Shelf, needs: Needs, *, at: datetime) -> list[Found]:
    """The rows of these services, each with its every reason."""
    services = Service.objects.select_related("organization", "program").defer(*HEAVY).in_bulk(keys)
    there = [key for key in keys if key in services]
    return [Found(services[key], match(shelf.offer(key), needs, at=at)) for key in there]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page of the services that do not fit, of one group, and all groups with their counts."""

    groups: tuple[Group, ...]
    group: Group | None
    found: list[Found]


def left_out(*, needs: Needs, by: str, coalition_id: int, at: datetime, start: int = 0, shown: int = SHOWN) -> LeftOut:
    """Services that do not fit, under the first question that says no; `by` is its id, or the first group's."""
    shelf = shelf_of(coalition_id)
    found = shelf.sort(needs, at=at, among=worded(needs.words, coalition_id=coalition_id))
    group = next((one for one in found.groups if one.id == by), found.groups[0] if found.groups else None)
    keys = found.ruled_out(group.id, start, start + shown) if group else []
    return LeftOut(found.groups, group, read(keys, shelf, needs, at=at))


def explain(*, service: Service, needs: Needs, at: datetime) -> Match:
    """Whether one service fits, with every reason."""
    said = dict(offers_of(service.coalition_id, only=[service.pk]))
    return match(said.get(service.pk, Offer()), needs, at=at)


def worded(words: str, *, coalition_id: int) -> list[UUID] | None:
    """Services whose own words begin with all of these, or whose organization's name holds them; None for no words."""
    starts = [f"{word}:*" for word in WORD.findall(words)]
    if not starts:
        return None
    here = Organization.objects.filter(coalition_id=coalition_id, name__icontains=words.strip())
    organizations = list(here.values_list("pk", flat=True)[:100])
    written = Q(search_words=SearchQuery(" & ".join(starts), search_type="raw", config="english"))
    services = Service.objects.filter(
        written | Q(organization__in=organizations), coalition_id=coalition_id, status=Service.Status.ACTIVE
    )
    return list(services.values_list("pk", flat=True)[:WORDS_MOST])
