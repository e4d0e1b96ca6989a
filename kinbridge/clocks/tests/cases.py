"""Cases in TOML as facts the rules can read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kinbridge.clocks.rules import Deadline, Fact, Kind, deadlines_under, terms_for

FOLDER = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    title: str
    on: date
    facts: tuple[Fact, ...]
    expect: tuple[dict[str, Any], ...] = ()
    absent: tuple[str, ...] = ()
    state: str = ""
    site: tuple[tuple[str, Any], ...] = ()

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        terms = terms_for(self.state or None, self.on).with_site(dict(self.site), on=self.on)
        return deadlines_under(terms, self.facts, on=self.on)


def fact(given: dict[str, Any]) -> Fact:
    marks = frozenset(given.get("marks", ()))
    return Fact(**{**given, "kind": Kind(given["kind"]), "marks": marks, "subject": given.get("subject", "child")})


def read(path: Path) -> list[Case]:
    return [
        Case(
            title=row["title"],
            on=row["on"],
            facts=tuple(fact(one) for one in row["facts"]),
            expect=tuple(row.get("expect", ())),
            absent=tuple(row.get("absent", ())),
            state=row.get("state", ""),
            site=tuple(row.get("site", {}).items()),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


ALL = {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}
