"""Give a directory back as HSDS 3.0: the same fields, names and ids, in the view of whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models

from kinbridge.directory.models import Attribute, Metadata, Organization, Service, ServiceAtLocation
from kinbridge.directory.rules.audience import Audience
from kinbridge.directory.shown import Sight
from kinbridge.exchange.hsds.tables import MANY, ONE
from kinbridge.exchange.hsds.written import flat

Shape = dict[str, Any]
Tree = dict[str, Any]

PHONE: Shape = {"languages": {}}
CONTACT: Shape = {"phones": PHONE}
LOCATION: Shape = {
    "languages": {},
    "addresses": {},
    "contacts": CONTACT,
    "accessibility": {},
    "phones": PHONE,
    "schedules": {},
}
AT_LOCATION: Shape = {"contacts": CONTACT, "phones": PHONE, "schedules": {}, "location": LOCATION}
SERVICE_ALONE: Shape = {
    "phones": PHONE,
    "schedules": {},
    "service_areas": {},
    "service_at_locations": AT_LOCATION,
    "languages": {},
    "funding": {},
    "cost_options": {},
    "program": {},
    "required_documents": {},
    "contacts": CONTACT,
}
PARTNER: Shape = {
    "funding": {},
    "contacts": CONTACT,
    "phones": PHONE,
    "locations": LOCATION,
    "programs": {},
    "organization_identifiers": {},
}
SERVICE: Shape = {**SERVICE_ALONE, "organization": PARTNER}
ORGANIZATION: Shape = {**PARTNER, "services": SERVICE_ALONE}
OF_SERVICE: Shape = {name: inner for name, inner in SERVICE.items() if name != "service_at_locations"}
PLACED: Shape = {**AT_LOCATION, "service": OF_SERVICE}
TERM: Shape = {"taxonomy_detail": {}}
BRIEF_SERVICE: Shape = {"organization": {}, "program": {}}
BRIEF_PLACED: Shape = {"location": {}, "service": BRIEF_SERVICE}
AT_ONCE = 500


def services(found: models.QuerySet[Service], sight: Sight | None = None) -> list[Tree]:
    """Each service with everything published about it, in a bounded number of queries. By default the public view."""
    return given(found, SERVICE, sight or Sight())


def organizations(found: models.QuerySet[Organization], sight: Sight | None = None) -> list[Tree]:
    """Each organization with its services, places and programs."""
    return given(found, ORGANIZATION, sight or Sight())


def given(found: models.QuerySet[Any], shape: Shape, sight: Sight) -> list[Tree]:
    """Each row as a tree of this shape, with its attributes and metadata unless the shape is a brief one."""
    rows = list(found.prefetch_related(*lookups(shape)))
    trees = [tree(row, shape, sight) for row in rows if not sight.hidden.hides(row)]
    return trees if shape in (BRIEF_SERVICE, BRIEF_PLACED, TERM, {}) else with_terms(trees)


def in_parts(rows: models.QuerySet[Any]) -> Iterator[models.QuerySet[Any]]:
    """The rows in their order, so many at a time: memory stays flat however many there are."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield rows.filter(pk__in=ids[start : start + AT_ONCE]).order_by("pk")


def lookups(shape: Shape) -> Iterator[str]:
    """What to fetch ahead for a shape."""
    for name, inner in shape.items():
        yield name
        yield from (f"{name}__{rest}" for rest in lookups(inner))


def tree(row: models.Model, shape: Shape, sight: Sight, audience: Audience = Audience.PUBLIC) -> Tree:
    """One row with what hangs on it. Links that nesting itself says are left out, as HSDS does."""
    if isinstance(row, Service | Organization):
        audience = sight.of(row)
    elif isinstance(row, ServiceAtLocation):
        audience = sight.of(row.service)
    told = flat(row)
    for name, inner in shape.items():
        if name in ONE:
            if (one := getattr(row, name)) is not None and sight.shows(one, audience):
                told[name] = tree(one, inner, sight, audience)
        else:
            many = (each for each in getattr(row, name).all() if sight.shows(each, audience))
            if listed := [tree(each, inner, sight, audience) for each in sorted(many, key=lambda each: each.pk)]:
                told[name] = listed
    return told


def with_terms(trees: list[Tree]) -> list[Tree]:
    """Hang attributes and metadata on the rows they speak of, wherever those stand."""
    rows: dict[UUID, list[Tree]] = defaultdict(list)
    for row in walk(trees):
        rows[UUID(str(row["id"]))].append(row)
    attributes = Attribute.objects.filter(link_id__in=rows).select_related("taxonomy_term__taxonomy_detail")
    for attribute in attributes.order_by("pk"):
        term = attribute.taxonomy_term
        given = flat(attribute) | {"taxonomy_term": flat(term)}
        if term.taxonomy_detail:
            given["taxonomy_term"]["taxonomy_detail"] = flat(term.taxonomy_detail)
        for row in rows[attribute.link_id]:
            row.setdefault("attributes", []).append(given)
    for change in Metadata.objects.filter(resource_id__in=rows).order_by("pk"):
        for row in rows[change.resource_id]:
            row.setdefault("metadata", []).append(flat(change))
    return trees


def walk(trees: Iterable[Tree]) -> Iterator[Tree]:
    """Every row in the trees."""
    for row in trees:
        yield row
        for name, inner in list(row.items()):
            if name in MANY and isinstance(inner, list):
                yield from walk(inner)
            elif name in ONE and isinstance(inner, dict):
                yield from walk([inner])
