"""The sectors a coalition wants at its table, and which of them nobody speaks for. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Standing(StrEnum):
    """Whose the organization is. A person who speaks for themselves belongs to neither."""

    PUBLIC = "public"
    PRIVATE = "private"
    PERSON = "person"


STANDING_WORDS = {
    Standing.PUBLIC: "Public",
    Standing.PRIVATE: "Private or nonprofit",
    Standing.PERSON: "Speaks for themselves",
}
FROM_WORDS = {
    "guide": "Named in the guide (SMA16-4978, 2016); not checked line by line",
    "goals": "Named in a city coalition's goals",
    "practice": "Added from practice; your coalition decides",
}


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    name: str
    system: str
    source: str

    @property
    def source_words(self) -> str:
        return FROM_WORDS[self.source]


_ROWS = tomllib.loads(Path(__file__).with_name("sectors.toml").read_text("utf-8"))["sector"]
SECTORS: Mapping[str, Sector] = {
    row["code"]: Sector(row["code"], row["name"], row["system"], row["from"]) for row in _ROWS
}


@dataclass(frozen=True, slots=True)
class Balance:
    """Who is there: by standing, how many said that they have lived through it, and which sectors nobody speaks for."""

    members: int
    by_standing: Mapping[Standing, int]
    lived: int
    missing: tuple[Sector, ...]
    without_liaison: tuple[Sector, ...]


def balance(members: Iterable[tuple[str, str, bool, bool]]) -> Balance:
    """From each member's sector and standing, whether they said that they lived through it, and are the liaison."""
    rows = list(members)
    there = {sector for sector, *_ in rows}
    called = {sector for sector, _, _, liaison in rows if liaison}
    return Balance(
        members=len(rows),
        by_standing={one: sum(standing == one for _, standing, *_ in rows) for one in Standing},
        lived=sum(lived for *_, lived, _ in rows),
        missing=tuple(sector for code, sector in SECTORS.items() if code not in there),
        without_liaison=tuple(sector for code, sector in SECTORS.items() if code in there - called),
    )
