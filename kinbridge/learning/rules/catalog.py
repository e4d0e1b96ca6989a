"""The seed catalogue as typed facts. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parents[1]
SHELVES = ("catalog.toml", "toolkits.toml", "articles.toml")
POINTS = ("pre-pregnancy", "prenatal", "birth", "infancy", "childhood")
KINDS = {
    "course": "Course",
    "package": "Course by another maker",
    "publication": "Publication",
    "webinar": "Webinar",
    "toolkit": "Toolkit",
    "case_study": "Case study",
    "article": "Article",
}


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
    body: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None
    aliases: list[str] = field(default_factory=list)
    sponsors: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


@cache
def seeds() -> tuple[Seed, ...]:
    """Everything the seed files hold, in their order."""
    found: list[Seed] = []
    for shelf in SHELVES:
        found += [Seed(**item) for item in tomllib.loads((HERE / shelf).read_text("utf-8"))["item"]]
    return tuple(found)
