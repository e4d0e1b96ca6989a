"""The seed catalogue as typed facts. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

POINTS = ("pre-pregnancy", "prenatal", "birth", "infancy", "childhood")
KINDS = {"publication": "Publication", "webinar": "Webinar"}


@dataclass(frozen=True, slots=True)
class Seed:
    """One catalogue item. `confirm` says that something about it was not read at its source."""

    key: str
    kind: str
    title: str
    short: str
    summary: str
    published: str
    published_on: date
    issue: str = ""
    edition: str = ""
    series: str = ""
    part: int | None = None
    url: str = ""
    confirm: bool = False
    aliases: list[str] = field(default_factory=list)
    sponsors: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


@cache
def seeds() -> tuple[Seed, ...]:
    with (Path(__file__).parent / "catalog.toml").open("rb") as file:
        return tuple(Seed(**item) for item in tomllib.load(file)["item"])
