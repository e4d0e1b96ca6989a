"""The tables of HSDS, read off our models: what a field may hold, what it points at, what no row can do without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import models

from kinbridge.directory import models as directory


class Type(StrEnum):
    """How a field is read, and the PostgreSQL type it is staged as."""

    ID = "uuid"
    TEXT = "text"
    CHOICE = "varchar"
    ADDRESS = "text "  # of the web
    NUMBER = "double precision"
    DATE = "date"
    TIME = "text  "
    MOMENT = "timestamptz"


WEB_ADDRESSES = {"website", "url", "uri", "logo", "schedule_link", "term_uri"}
TIMES = {"opens_at", "closes_at"}


@dataclass(frozen=True, slots=True)
class Column:
    """One HSDS field. `place` is its bit in the mask of what a row gave, `attribute` its name on our model."""

    name: str
    attribute: str
    place: int
    type: Type
    choices: tuple[str, ...]
    needed: bool
    expected: bool
    points_at: str
    fallback: Any

    @property
    def bit(self) -> int:
        return 1 << self.place

    @property
    def may_be_blank(self) -> bool:
        """Whether the row still means something when this field cannot be read. A status cannot be guessed."""
        return not self.needed and not (self.type is Type.CHOICE and self.fallback)


@dataclass(frozen=True)
class Table:
    """One HSDS table: its name ("service"), its file ("services.csv") and our model of it."""

    name: str
    file: str
    model: type[models.Model]

    @property
    def stored(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        ours: tuple[str, ...] = self.model.OURS  # type: ignore[attr-defined]
        fields = [field for field in self.model._meta.concrete_fields if field.name not in ours]
        return tuple(_column(field, place) for place, field in enumerate(fields))

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def ours(self) -> dict[str, Any]:
        """What a new row holds in the columns that HSDS does not have."""
        ours: tuple[str, ...] = self.model.OURS  # type: ignore[attr-defined]
        return {
            field.column: field.get_default()
            for field in self.model._meta.concrete_fields
            if field.column and field.name in ours and field.name != "coalition"
            if not isinstance(field, models.GeneratedField)
        }

    @property
    def has_coalition(self) -> bool:
        return self.name != "program"


def _column(field: models.Field[Any, Any], place: int) -> Column:
    choices = tuple(str(code) for code, _words in field.flatchoices)
    empty = "" if isinstance(field, models.CharField | models.TextField) else None
    must_have = isinstance(field, models.UUIDField | models.ForeignKey | models.DateField) and not field.null
    return Column(
        name=field.column or field.name,
        attribute=field.attname,
        place=place,
        type=_type(field, choices),
        choices=choices,
        needed=must_have or (field.name in {"name", "number"} and not field.blank),
        expected=not field.blank and not field.null,
        points_at=_table_of(field),
        fallback=field.get_default() if field.has_default() and field.name != "id" else empty,
    )


def _type(field: models.Field[Any, Any], choices: tuple[str, ...]) -> Type:
    if isinstance(field, models.UUIDField | models.ForeignKey):
        return Type.ID
    if isinstance(field, models.FloatField):
        return Type.NUMBER
    if isinstance(field, models.DateTimeField):
        return Type.MOMENT
    if isinstance(field, models.DateField):
        return Type.DATE
    if choices:
        return Type.CHOICE
    return Type.ADDRESS if field.name in WEB_ADDRESSES else Type.TIME if field.name in TIMES else Type.TEXT


def _table_of(field: models.Field[Any, Any]) -> str:
    if not isinstance(field, models.ForeignKey):
        return ""
    return next(name for name, _file, model in _ALL if model is field.related_model)


# In an order in which every row comes after the rows it points at.
_ALL: tuple[tuple[str, str, type[models.Model]], ...] = (
    ("organization", "organizations.csv", directory.Organization),
    ("taxonomy", "taxonomies.csv", directory.Taxonomy),
    ("taxonomy_term", "taxonomy_terms.csv", directory.TaxonomyTerm),
    ("program", "programs.csv", directory.Program),
    ("service", "services.csv", directory.Service),
    ("location", "locations.csv", directory.Location),
    ("service_at_location", "service_at_location.csv", directory.ServiceAtLocation),
    ("contact", "contacts.csv", directory.Contact),
    ("phone", "phones.csv", directory.Phone),
    ("address", "addresses.csv", directory.Address),
    ("schedule", "schedules.csv", directory.Schedule),
    ("language", "languages.csv", directory.Language),
    ("accessibility", "accessibility.csv", directory.Accessibility),
    ("service_area", "service_areas.csv", directory.ServiceArea),
    ("required_document", "required_documents.csv", directory.RequiredDocument),
    ("cost_option", "cost_options.csv", directory.CostOption),
    ("funding", "funding.csv", directory.Funding),
    ("organization_identifier", "organization_identifiers.csv", directory.OrganizationIdentifier),
    ("attribute", "attributes.csv", directory.Attribute),
    ("metadata", "metadata.csv", directory.Metadata),
    ("meta_table_description", "meta_table_descriptions.csv", directory.MetaTableDescription),
)
TABLES: tuple[Table, ...] = tuple(Table(name, file, model) for name, file, model in _ALL)
BY_NAME = {table.name: table for table in TABLES}

# How a row is nested in another: many under a plural, one under a singular.
MANY = {
    "organizations": "organization",
    "programs": "program",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "contacts": "contact",
    "phones": "phone",
    "addresses": "address",
    "schedules": "schedule",
    "languages": "language",
    "accessibility": "accessibility",
    "service_areas": "service_area",
    "required_documents": "required_document",
    "cost_options": "cost_option",
    "funding": "funding",
    "organization_identifiers": "organization_identifier",
    "attributes": "attribute",
    "metadata": "metadata",
}
ONE = {
    "organization": "organization",
    "program": "program",
    "service": "service",
    "location": "location",
    "taxonomy_term": "taxonomy_term",
    "taxonomy_detail": "taxonomy",
}


def table_of_file(stem: str) -> Table | None:
    """The table that a file with this name holds: "services", "service_list" and "services_2026" all hold services."""
    stem = stem.lower()
    names = [(name, table) for table in TABLES for name in (table.name, table.file.removesuffix(".csv"))]
    fitting = [(len(name), table) for name, table in names if stem == name or stem.startswith((name + "_", name + "s"))]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


TELLING = (
    ("location_type", "location"),
    ("status", "service"),
    ("taxonomy_detail", "taxonomy_term"),
    ("term_uri", "taxonomy_term"),
    ("version", "taxonomy"),
    ("location", "service_at_location"),
    ("service", "service_at_location"),
    ("website", "organization"),
    ("legal_status", "organization"),
    ("organization_identifiers", "organization"),
    ("services", "organization"),
    ("programs", "organization"),
    ("locations", "organization"),
)


def table_of_object(keys: dict[str, Any], *, stem: str, under: str) -> Table | None:
    """The table that a JSON object is a row of: by the list it is in, by its file's name, or by its own keys."""
    named = table_of_file(under.removesuffix(".csv")) if under.endswith(".csv") else None
    if named is not None:
        return named
    by_keys = next((BY_NAME[name] for key, name in TELLING if key in keys), None)
    return table_of_file(stem) or by_keys
