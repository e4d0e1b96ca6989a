"""The record files that an agency sends: their elements, what each may hold, and how sure that is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parents[1] / "layouts"
Kind = Literal["key", "date", "code"]


@dataclass(frozen=True, slots=True)
class Element:
    """`number` is the published element's, where it is known. `source` says where Kinbridge takes the value from."""

    name: str
    title: str
    kind: Kind
    source: str
    confidence: str
    number: str = ""
    required: bool = False
    circumstance: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def allowed(self) -> str:
        """What may stand in it, in words."""
        if self.kind == "date":
            said = "a day as YYYY-MM-DD"
        elif self.kind == "code":
            said = ", ".join(_coded(code, words) for code, words in self.codes.items())
        else:
            said = "4 to 32 letters and digits"
        return said if self.required else f"{said}, or empty"


def _coded(code: str, words: str) -> str:
    """Such as: 02 medical; or a word that stands for itself, with its meaning in brackets where that is another."""
    if code == words:
        return code
    return f"{code} {words}" if code.isdigit() else f"{code} ({words})"


@dataclass(frozen=True, slots=True)
class Layout:
    code: str
    title: str
    short: str
    record: str
    law: str
    cites: tuple[str, ...]
    packing: str
    key: tuple[str, ...]
    elements: tuple[Element, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.elements)

    def companion(self) -> list[tuple[str, ...]]:
        """The sheet that goes with a file: each element, what it may hold, where it comes from and how sure that is."""
        heads = ("element", "number", "what it is", "allowed", "taken from", "checked")
        return [
            heads,
            *((one.name, one.number, one.title, one.allowed, one.source, one.confidence) for one in self.elements),
            ("file", "", self.title, self.packing, self.record, self.law),
        ]


def _read(path: Path) -> Layout:
    found = tomllib.loads(path.read_text("utf-8"))
    elements = tuple(Element(source=one.pop("from"), **one) for one in found.pop("element"))
    return Layout(elements=elements, cites=tuple(found.pop("cites")), key=tuple(found.pop("key")), **found)


LAYOUTS: Mapping[str, Layout] = {
    layout.code: layout for layout in (_read(FOLDER / f"{code}.toml") for code in ("ncands", "afcars"))
}
