"""One row as HSDS writes it: its published fields by name, each in the form that the schemas ask for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.encoding import iri_to_uri

from kinbridge.exchange.hsds.tables import BY_NAME, Column, Table, Type

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
EMAILS = {"email", "assurer_email"}
DESCRIBED = {"organization", "program", "taxonomy", "taxonomy_term"}
"""Tables in which HSDS asks for a description, though many publishers give none."""
LINKS = {"link_id", "resource_id"}
TABLE_OF = {table.model: table.name for table in BY_NAME.values()}


def table_of(row: models.Model) -> Table:
    return BY_NAME[TABLE_OF[type(row)]]


def flat(row: models.Model) -> dict[str, Any]:
    """The row's own fields, without links that nesting says. What is not given is absent unless HSDS asks for it."""
    table = table_of(row)
    told = {}
    for column in table.columns:
        if column.points_at or column.name in LINKS:
            continue
        value = written(column, getattr(row, column.name))
        if value not in (None, "") or (value == "" and is_asked_for(table, column)):
            told[column.name] = value
    return told


def is_asked_for(table: Table, column: Column) -> bool:
    return column.expected or (column.name == "description" and table.name in DESCRIBED)


def written(column: Column, value: object) -> object:
    """A stored value in its published form; an address that no form of it would be right is not given."""
    if column.type is Type.ADDRESS and value:
        return web_address(str(value))
    if column.name in EMAILS and not EMAIL.fullmatch(str(value)):
        return ""
    return published(value)


def web_address(text: str) -> str:
    text = iri_to_uri(text.strip()) or ""
    return text if SCHEME.match(text) else f"https://{text}"


def published(value: object) -> object:
    """A stored value as JSON has it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        whole = value.astimezone(UTC).replace(tzinfo=None)
        text = whole.isoformat(timespec="microseconds" if whole.microsecond % 1000 else "milliseconds")
        return text.removesuffix(".000") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
