"""Give a directory back as HSDS 3.0: the same fields, names and ids. A confidential place stays hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from kinbridge.directory.models import Attribute, Location, Metadata, Organization, Service
from kinbridge.exchange.hsds.tables import BY_NAME, MANY, ONE, Table

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
SHOWN_OF_CONFIDENTIAL = ("id", "location_type")


def services(found: models.QuerySet[Service]) -> list[Tree]:
    """Each service with everything published about it, in a bounded number of queries."""
    return with_terms([tree(service, SERVICE) for service in found.prefetch_related(*lookups(SERVICE))])


def organizations(found: models.QuerySet[Organization]) -> list[Tree]:
    """Each organization with its services, places and programs."""
    return with_terms([tree(each, ORGANIZATION) for each in found.prefetch_related(*lookups(ORGANIZATION))])


def lookups(shape: Shape) -> Iterator[str]:
    """What to fetch ahead for a shape."""
    for name, inner in shape.items():
        yield name
        yield from (f"{name}__{rest}" for rest in lookups(inner))


def tree(row: models.Model, shape: Shape) -> Tree:
    """One row with what hangs on it. Links that nesting itself says are left out, as HSDS does."""
    if isinstance(row, Location) and row.confidential:
        return {name: published(getattr(row, name)) for name in SHOWN_OF_CONFIDENTIAL}
    given = flat(BY_NAME[TABLE_OF[type(row)]], row)
    for name, inner in shape.items():
        if name in ONE:
            if (one := getattr(row, name)) is not None:
                given[name] = tree(one, inner)
        elif many := sorted(getattr(row, name).all(), key=lambda each: each.pk):
            given[name] = [tree(each, inner) for each in many]
    return given


def flat(table: Table, row: models.Model) -> Tree:
    """The row's own published fields; what is not given is absent."""
    fields = {
        column.name: published(getattr(row, column.name))
        for column in table.columns
        if not column.points_at and column.name not in {"link_id", "resource_id"}
    }
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def published(value: object) -> object:
    """A stored value as HSDS writes it in JSON."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        whole = value.astimezone(UTC).replace(tzinfo=None)
        text = whole.isoformat(timespec="microseconds" if whole.microsecond % 1000 else "milliseconds")
        return text.removesuffix(".000") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def with_terms(trees: list[Tree]) -> list[Tree]:
    """Hang attributes and metadata on the rows they speak of, wherever those stand."""
    rows: dict[UUID, list[Tree]] = defaultdict(list)
    for row in walk(trees):
        rows[UUID(str(row["id"]))].append(row)
    attributes = Attribute.objects.filter(link_id__in=rows).select_related("taxonomy_term__taxonomy_detail")
    for attribute in attributes.order_by("pk"):
        term = attribute.taxonomy_term
        given = flat(BY_NAME["attribute"], attribute) | {"taxonomy_term": flat(BY_NAME["taxonomy_term"], term)}
        if term.taxonomy_detail:
            given["taxonomy_term"]["taxonomy_detail"] = flat(BY_NAME["taxonomy"], term.taxonomy_detail)
        for row in rows[attribute.link_id]:
            row.setdefault("attributes", []).append(given)
    for change in Metadata.objects.filter(resource_id__in=rows).order_by("pk"):
        for row in rows[change.resource_id]:
            row.setdefault("metadata", []).append(flat(BY_NAME["metadata"], change))
    return trees


def walk(trees: Iterable[Tree]) -> Iterator[Tree]:
    """Every row in the trees, except those of confidential places, which say nothing more."""
    for row in trees:
        if set(row) != set(SHOWN_OF_CONFIDENTIAL):
            yield row
        for name, inner in list(row.items()):
            if name in MANY and isinstance(inner, list):
                yield from walk(inner)
            elif name in ONE and isinstance(inner, dict):
                yield from walk([inner])


TABLE_OF = {table.model: table.name for table in BY_NAME.values()}
