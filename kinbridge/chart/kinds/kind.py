"""What every kind of fact has: a name, a typed body, the words people read, and the category it is filed under."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kinbridge.core.vocabulary import Category

VALUE = re.compile(r" '[^']*'")
"""What the checker quotes from the data; an error names the field, never what stood in it."""


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The typed content of one fact. Subclasses say their fields and their words."""

    def words(self) -> str:
        """One plain sentence, person-first, as a worker or the family reads it."""
        raise NotImplementedError


class Unreadable(ValueError):
    """A body that does not fit its kind; the message names the field and the trouble, never the value."""


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: str
    category: Category
    body: type[Body]

    def read(self, raw: Mapping[str, Any]) -> Body:
        """The typed body; raises `Unreadable` with the field and the trouble."""
        try:
            return msgspec.convert(raw, self.body)
        except msgspec.ValidationError as trouble:
            raise Unreadable(f"{self.title}: {VALUE.sub('', str(trouble))}.") from None

    def write(self, body: Body) -> dict[str, Any]:
        built: dict[str, Any] = msgspec.to_builtins(body)
        return built


def spoken(code: str) -> str:
    """A stored code as people say it: "first_kept" becomes "first kept"."""
    return code.replace("_", " ")
