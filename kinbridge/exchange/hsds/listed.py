"""The rows that a list of the read API holds, by the filters asked for. A confidential place is not even counted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Model, Q, QuerySet

from kinbridge.directory.models import (
    Address,
    Attribute,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from kinbridge.directory.rules.facts import Point
from kinbridge.directory.rules.nearness import MILES_PER_DEGREE
from kinbridge.directory.shown import Sight
from kinbridge.directory.zip_codes import middle_of
from kinbridge.exchange.hsds.asked import Asked, Unclear
from kinbridge.exchange.hsds.give import Shape, Tree, given, in_parts
from kinbridge.exchange.hsds.written import published

METERS_IN_MILE = 1609.344


def services(asked: Asked) -> QuerySet[Service]:
    return Service.objects.filter(_of_service(asked), _classified(asked))


def service_at_locations(asked: Asked) -> QuerySet[ServiceAtLocation]:
    found = ServiceAtLocation.objects.filter(location__confidential=False)
    found = found.filter(_of_service(asked, "service__"), _classified(asked, "pk", "service"))
    if asked.postcode and asked.proximity:
        return found.filter(location__in=_around(asked.postcode, meters=asked.proximity))
    if asked.postcode:
        return found.filter(location__in=Address.objects.filter(postal_code=asked.postcode).values("location"))
    return found


def organizations(asked: Asked) -> QuerySet[Organization]:
    found = Organization.objects.filter(_classified(asked))
    return found.filter(_words(asked, "name", "alternate_name", "description"))


def taxonomies(asked: Asked) -> QuerySet[Taxonomy]:
    return Taxonomy.objects.filter(_words(asked, "name", "description"))


def taxonomy_terms(asked: Asked) -> QuerySet[TaxonomyTerm]:
    found = TaxonomyTerm.objects.filter(_words(asked, "name", "description", "code"))
    if asked.taxonomy_id:
        found = found.filter(taxonomy_detail=asked.taxonomy_id)
    if asked.parent_id:
        found = found.filter(parent_id=asked.parent_id)
    return found.filter(parent_id__isnull=True) if asked.top_only else found


Contents = Callable[[QuerySet[Any]], list[Tree]]


def page_of(found: QuerySet[Any], asked: Asked, contents: Contents) -> Tree | Lines:
    """One page as HSDS writes it, after the last one an empty one; or all of it, line by line."""
    if asked.lines:
        return Lines(found, contents)
    total = found.count()
    pages = -(-total // asked.per_page)
    start = (asked.page - 1) * asked.per_page
    listed = contents(found.order_by("pk")[start : start + asked.per_page]) if start < total else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(listed),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not listed,
        "contents": listed,
    }


class Lines:
    """Every row as one line of JSON, read part by part while it is sent. `close` is called when the reader is gone.

    Reading all of a large directory takes a while, so in each process only one reader does it at a time. Raises `Busy`.
    """

    _one_at_a_time = Lock()

    def __init__(self, found: QuerySet[Any], contents: Contents) -> None:
        if not self._one_at_a_time.acquire(blocking=False):
            raise Busy
        self.found, self.contents, self.holds = found, contents, True

    def __iter__(self) -> Iterator[bytes]:
        for part in in_parts(self.found):
            yield b"".join(json.dumps(tree, ensure_ascii=False).encode() + b"\n" for tree in self.contents(part))

    def close(self) -> None:
        if self.holds:
            self.holds = False
            self._one_at_a_time.release()


class Busy(Exception):
    """Somebody else reads all of the directory at this moment."""


def minimal(found: QuerySet[Service]) -> list[Tree]:
    """Only which services there are and when their publisher changed them: enough to keep a copy up to date."""
    rows = found.values_list("pk", "last_modified")
    return [{"id": str(pk), "modified_date": published(modified)} for pk, modified in rows]


def one(found: QuerySet[Any], pk: UUID, *, shape: Shape, sight: Sight) -> Tree | None:
    return next(iter(given(found.filter(pk=pk), shape, sight)), None)


def _around(postcode: str, *, meters: int) -> list[UUID]:
    """Public places within so many meters of the middle of a ZIP code."""
    middle = middle_of(postcode) if re.fullmatch(r"[0-9]{5}", postcode) else None
    if middle is None:
        raise Unclear("postcode", "Write a ZIP code of the United States, five digits.")
    miles = meters / METERS_IN_MILE
    rise = 1.01 * miles / MILES_PER_DEGREE
    near = Location.objects.public().filter(latitude__range=(middle.latitude - rise, middle.latitude + rise))
    rows = near.filter(longitude__range=(-180, 180)).values_list("pk", "latitude", "longitude")
    return [
        pk
        for pk, latitude, longitude in rows
        if latitude is not None and longitude is not None and middle.miles_to(Point(latitude, longitude)) <= miles
    ]


def _of_service(asked: Asked, path: str = "") -> Q:
    condition = Q()
    if asked.organization_id:
        condition &= Q(**{f"{path}organization": asked.organization_id})
    if asked.status:
        condition &= Q(**{f"{path}status": asked.status})
    if asked.modified_after:
        condition &= Q(**{f"{path}last_modified__gte": asked.modified_after})
    if asked.search:
        words = SearchQuery(asked.search, search_type="websearch", config="english")
        condition &= Q(**{f"{path}search_words": words})
    return condition


def _words(asked: Asked, *fields: str) -> Q:
    condition = Q()
    for field in fields if asked.search else ():
        condition |= Q(**{f"{field}__icontains": asked.search})
    return condition


def _classified(asked: Asked, *paths: str) -> Q:
    """Rows, at any of these paths, that carry the term asked for, or any term of the taxonomy."""
    if not asked.taxonomy_term_id and not asked.taxonomy_id:
        return Q()
    carried: QuerySet[Model] = Attribute.objects.all()  # type: ignore[assignment]
    if asked.taxonomy_term_id:
        carried = carried.filter(taxonomy_term=asked.taxonomy_term_id)
    if asked.taxonomy_id:
        carried = carried.filter(taxonomy_term__taxonomy_detail=asked.taxonomy_id)
    condition = Q()
    for path in paths or ("pk",):
        condition |= Q(**{f"{path}__in": carried.values("link_id")})
    return condition
