"""A report as it is previewed, kept, printed and written as CSV: the same figures each time, and a mark of them all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be shown. `number` None is hidden, or not there; `said` says which."""

    item: str
    words: str
    group: str
    period: str
    number: int | None
    of: int | None
    percent: int | None
    said: str
    definition: str
    note: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lede: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    county: str
    period: str
    released: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        """From what `as_dict` made of one."""
        parts = tuple(
            Part(one["title"], one["lede"], tuple(Figure(**each) for each in one["figures"]), tuple(one["notes"]))
            for one in found["parts"]
        )
        rest = {name: value for name, value in found.items() if name not in {"parts", "notes"}}
        return cls(parts=parts, notes=tuple(found["notes"]), **rest)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def mark(self) -> str:
        """The same for the same words and figures, and for no others."""
        return sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()


COLUMNS = (
    *("part", "item", "what", "group", "period", "number", "of", "percent", "hidden"),
    *("definition", "confidence", "note"),
)


def rows(document: Document) -> list[tuple[str, ...]]:
    """The figures as lines of text, the headings first. A hidden number is an empty cell with a yes beside it."""
    lines: list[tuple[str, ...]] = [COLUMNS]
    for part in document.parts:
        for one in part.figures:
            known = ("" if number is None else str(number) for number in (one.number, one.of, one.percent))
            hidden = "yes" if one.number is None and one.definition else ""
            shown = (one.item, one.words, one.group, one.period, *known, hidden)
            lines.append((part.title, *shown, one.definition, one.confidence, one.note))
    return lines
