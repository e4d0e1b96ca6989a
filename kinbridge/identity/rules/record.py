"""What is compared of a person: names, birth date, the due date, whose child they are, and a number that is safe."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FORMS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))["forms"]
FORMAL_OF = {short: formal for formal, forms in FORMS.items() for short in forms}


def plain(name: str) -> str:
    """A name as it is compared: no accents, capitals or signs; its parts with one space between."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = (one if one.isalpha() else " " for one in letters if not unicodedata.combining(one) and one not in "'’")
    return " ".join("".join(kept).split())


def formal(name: str) -> str:
    """The form that a short name stands for, by the first of a person's given names: Cathy and Kate are Katherine."""
    first, *_ = name.split() or [""]
    return FORMAL_OF.get(first, first)


@dataclass(frozen=True, slots=True)
class Mother:
    """A child's mother, as far as she helps to tell one child from another. Names are plain."""

    given: str
    family: str
    born: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a person. Names are plain; empty is not known, and before it is named a baby has no given name.

    `several` says that it was carried with others, so that without a name nobody can say which of them it is.
    """

    person: int
    household: int
    minor: bool
    given: str = ""
    family: str = ""
    born: date | None = None
    due: date | None = None
    several: bool = False
    mother: Mother | None = None
    phone: str = ""
