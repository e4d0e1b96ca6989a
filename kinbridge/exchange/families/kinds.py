"""Every kind of fact with its fields, in words: what a partner needs to know to send them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kinbridge.chart.kinds import KINDS


def listed() -> Iterator[str]:
    """One line for each kind, and one for each of its fields."""
    for kind in KINDS:
        yield f"{kind.code}  {kind.title}; filed under {kind.category.value}"
        for field in msgspec.structs.fields(kind.body):
            needed = "" if not field.required else "  (needed)"
            yield f"    body.{field.encode_name}: {in_words(msgspec.inspect.type_info(field.type))}{needed}"


def in_words(told: msgspec.inspect.Type) -> str:
    match told:
        case msgspec.inspect.LiteralType(values=values):
            return " | ".join(str(value) if value != "" else '""' for value in values)
        case msgspec.inspect.EnumType(cls=codes):
            return " | ".join(str(code.value) for code in codes)
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(in_words(each) for each in types if not isinstance(each, msgspec.inspect.NoneType))
        case msgspec.inspect.BoolType():
            return "yes | no"
        case msgspec.inspect.DateType():
            return "a date"
        case msgspec.inspect.IntType(ge=least, le=most) | msgspec.inspect.FloatType(ge=least, le=most):
            bounds = [f"from {least}" if least is not None else "", f"up to {most}" if most is not None else ""]
            return " ".join(["a number", *filter(None, bounds)])
        case msgspec.inspect.StrType(max_length=longest):
            return "text" if longest is None else f"text of at most {longest:,} characters"
        case msgspec.inspect.ListType() | msgspec.inspect.VarTupleType():
            return "a list, in the `body` column as JSON"
        case _:
            return "an object, in the `body` column as JSON"
