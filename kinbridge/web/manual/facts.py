"""The kinds of fact a chart can hold: what each says, how it is filed, and which fields it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from kinbridge.chart.kinds import KINDS, Kind
from kinbridge.web.manual.markdown import Pages, count, link, page, plain, say, section, table

FACTS_PAGE = "kinds-of-fact.md"


def pages() -> Pages:
    here = FACTS_PAGE
    return {
        here: page(
            "Kinds of fact",
            say("facts", "intro", kinds=count(len(KINDS), "kind")),
            table(
                ("kind", "code in files", "filed as"),
                (
                    (link(kind.title, here, here=here, at=kind.title), f"`{kind.code}`", plain(kind.category))
                    for kind in KINDS
                ),
            ),
            *(_entry(kind) for kind in KINDS),
        )
    }


def _entry(kind: Kind) -> str:
    doc = vars(kind.body).get("__doc__")
    about = " ".join(doc.split()).replace("`", "") if isinstance(doc, str) else ""
    return section(
        kind.title,
        f"Code in files: `{kind.code}`. Filed as: {plain(kind.category)}.",
        about,
        table(("field", "what it may hold", "needed"), _fields(kind)),
    )


def _fields(kind: Kind) -> Iterator[tuple[str, ...]]:
    for field in msgspec.structs.fields(kind.body):
        yield f"`{field.name}`", _holds(msgspec.inspect.type_info(field.type)), "yes" if field.required else "no"


def _holds(info: Any) -> str:
    match info:
        case msgspec.inspect.LiteralType(values=values):
            return ", ".join(f"`{value}`" for value in values)
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(_holds(one) for one in types if not isinstance(one, msgspec.inspect.NoneType))
        case msgspec.inspect.IntType(ge=low, le=high) | msgspec.inspect.FloatType(ge=low, le=high):
            return "a number" + _limits(low, high)
        case msgspec.inspect.StrType(max_length=most):
            return "text" + (f", at most {most} characters" if most else "")
        case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.ListType(item_type=item):
            return f"a list: {_holds(item)}"
        case msgspec.inspect.BoolType():
            return "yes or no"
        case msgspec.inspect.DateType() | msgspec.inspect.DateTimeType():
            return "a date"
        case _:
            return type(info).__name__.removesuffix("Type").lower()


def _limits(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f" of at least {low}"
    return f" of at most {high}" if high is not None else ""
