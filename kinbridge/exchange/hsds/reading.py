"""Read one row as HSDS says, field by field: what is good is kept, what is not is named with its way out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from kinbridge.exchange.hsds.tables import Column, Table, Type
from kinbridge.exchange.report import Effect, Report
from kinbridge.exchange.text import has_markup, plain, storable

TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?")
AS_PUBLISHED = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
LIMITS = {"latitude": 90, "longitude": 180}
LONGEST_NAME, LONGEST_TEXT = 500, 100_000
SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


class Unreadable(ValueError):
    """A value that its field cannot hold: the trouble, then the way out."""

    def __init__(self, trouble: str, fix: str) -> None:
        super().__init__(trouble)
        self.trouble, self.fix = trouble, fix


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is staged: a value for each column, the mask of those given, and where it stood."""

    values: list[str | None]
    given: int
    file: str
    row: str


def read(table: Table, raw: Mapping[str, Any], *, file: str, row: str, report: Report) -> Row | None:
    """The row, or None when it cannot be kept. Every trouble goes to the report."""
    values: list[str | None] = []
    given = 0
    keep = True
    for column in table.columns:
        value = raw.get(column.name)
        said = None
        if value is not None and not is_blank(value):
            try:
                said = text_of(column, value) or None
            except Unreadable as bad:
                effect = Effect.LEFT_BLANK if column.may_be_blank else Effect.LEFT_OUT
                report.add(bad.trouble, file=file, row=row, name=column.name, fix=bad.fix, effect=effect)
                keep = keep and column.may_be_blank
                values.append(None)
                continue
            if said and column.name in LIMITS and abs(float(said)) > LIMITS[column.name]:
                trouble = "there is no such place on Earth; it was kept as published and is not used for distances."
                report.add(trouble, file=file, row=row, name=column.name, fix="Correct the coordinates.")
            if said and column.type is Type.TEXT and isinstance(value, str):
                if has_markup(value):
                    report.add("the markup was taken out; the words are kept.", file=file, row=row, name=column.name)
                if len(said) > longest(column):
                    said = said[: longest(column)]
                    trouble = f"it is longer than {longest(column):,} characters; the rest was cut off."
                    report.add(trouble, file=file, row=row, name=column.name, fix="Shorten it.")
        if said is None and column.needed and not column.points_at:
            fix = "HSDS asks for it, and nothing can be kept without it."
            report.add("it is missing.", file=file, row=row, name=column.name, fix=fix, effect=Effect.LEFT_OUT)
            keep = False
        elif said is None and column.expected and not column.points_at:
            report.add("it is missing, which HSDS asks for.", file=file, row=row, name=column.name, fix="Fill it in.")
        values.append(said)
        given |= column.bit if column.name in raw else 0
    if not keep:
        report.tally(table.name).left_out += 1
        return None
    return Row(values, given, file, row)


def longest(column: Column) -> int:
    return LONGEST_NAME if column.name == "name" else LONGEST_TEXT


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(column: Column, value: object) -> str:
    """The value as PostgreSQL reads it. Raises `Unreadable`."""
    if isinstance(value, dict | list):
        raise Unreadable("it is a list or an object where HSDS has one value.", "Give one value.")
    if column.type is Type.NUMBER:
        return number(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Unreadable("it is a number beyond all bounds.", "Write what it says, in quotes.")
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = storable(str(value))
    match column.type:
        case Type.ID:
            return identifier(text)
        case Type.CHOICE:
            return choice(column, text)
        case Type.DATE:
            return day(text)
        case Type.MOMENT:
            return moment(text)
        case Type.TIME:
            return time(text)
        case Type.ADDRESS:
            return web_address(text)
        case _:
            return plain(text)


def number(value: object) -> str:
    try:
        read = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        read = math.nan
    if not math.isfinite(read):
        raise Unreadable("it is not a number.", "Write digits, such as 12 or 12.5.")
    return repr(read)


def identifier(text: str) -> str:
    if AS_PUBLISHED.fullmatch(text):
        return text
    try:
        return str(UUID(text.strip()))
    except ValueError:
        raise Unreadable("it is not a UUID, which HSDS 3 asks every id to be.", "Give each row one UUID.") from None


def choice(column: Column, text: str) -> str:
    for known in column.choices:
        if known.lower() == text.strip().lower():
            return known
    raise Unreadable("it is not one of the words HSDS has for it.", f"One of: {', '.join(column.choices)}.")


def day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        raise Unreadable("it is not a date.", "Write it as 2026-03-16.") from None


def moment(text: str) -> str:
    try:
        read = datetime.fromisoformat(text.strip())
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).isoformat()
    except (ValueError, OverflowError):
        raise Unreadable("it is not a moment.", "Write it as 2026-03-16T14:30:00Z.") from None


def time(text: str) -> str:
    if TIME.fullmatch(text.strip()) is None:
        raise Unreadable("it is not a time of day.", "Write it as 09:30:00.")
    return text.strip()


def web_address(text: str) -> str:
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES and "." not in scheme[1]:
        raise Unreadable("it is not a web address.", "Begin it with https://.")
    return text.strip()
