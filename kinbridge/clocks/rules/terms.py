"""Values that vary by state or year, read from the dated tables beside this file; a site may put its own over them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kinbridge.clocks.rules.days import Calendar, Span, Unit
from kinbridge.core.decision import Confidence

FEDERAL = "US"
TABLES = (Path(__file__).with_name("terms.toml"), Path(__file__).with_name("states.toml"))


@dataclass(frozen=True, slots=True)
class Term:
    """One value with its paper trail: what it is, where it holds, from when, who says so, and when that was last
    looked up.
    """

    name: str
    state: str
    value: int | bool | str | Span
    source: str
    effective_from: date
    checked_on: date
    confidence: Confidence
    effective_to: date | None = None
    note: str = ""
    local: bool = False  # a named person of the county confirmed it

    def holds(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)


@dataclass(frozen=True, slots=True)
class Terms:
    """The values that hold in one place on one day."""

    state: str
    values: Mapping[str, Term]
    calendar: Calendar = field(default_factory=Calendar)

    def get(self, name: str) -> Term | None:
        return self.values.get(name)

    def own(self, name: str) -> Term | None:
        """The county's own confirmed value, where it has one."""
        term = self.values.get(name)
        return term if term is not None and term.local else None

    def span(self, name: str) -> Span | None:
        term = self.values.get(name)
        return term.value if term is not None and isinstance(term.value, Span) else None

    def number(self, name: str, otherwise: int) -> int:
        term = self.values.get(name)
        return term.value if term is not None and isinstance(term.value, int) else otherwise

    def says(self, name: str) -> str:
        """A setting in one word ("" when the site has not chosen)."""
        term = self.values.get(name)
        return term.value if term is not None and isinstance(term.value, str) else ""

    def elects(self, name: str) -> bool:
        term = self.values.get(name)
        return term is not None and term.value is True

    def with_site(self, values: Mapping[str, int | bool | str | Span], *, on: date) -> Terms:
        """The same terms with a site's own settings on top."""
        own = {
            name: Term(name, self.state, value, "site setting", date.min, on, Confidence.KNOWLEDGE_HIGH)
            for name, value in values.items()
        }
        return replace(self, values={**self.values, **own})

    def with_own(self, own: Iterable[Term]) -> Terms:
        """The same terms with values that the county confirmed, each with its own paper trail, on top."""
        return replace(self, values={**self.values, **{term.name: term for term in own}})


def value_of(given: Any) -> int | bool | str | Span:
    return Span(given["n"], Unit(given["unit"])) if isinstance(given, dict) else given


@lru_cache(maxsize=1)
def all_terms() -> tuple[Term, ...]:
    """Every row of both tables."""
    rows = [row for table in TABLES for row in tomllib.loads(table.read_text(encoding="utf-8"))["term"]]
    return tuple(
        Term(**{**row, "value": value_of(row["value"]), "confidence": Confidence(row["confidence"])}) for row in rows
    )


def known_states() -> tuple[str, ...]:
    """The states the tables say anything about."""
    return tuple(sorted({term.state for term in all_terms()} - {FEDERAL}))


@lru_cache(maxsize=4096)
def terms_for(state: str | None, on: date) -> Terms:
    """What holds in `state` on `on`: its own values where it has them, else the national ones."""
    place = (state or "").upper()
    values: dict[str, Term] = {}
    for term in all_terms():
        if term.holds(on) and term.state in (FEDERAL, place):
            if term.state == FEDERAL and term.name in values and values[term.name].state == place:
                continue
            values[term.name] = term
    return Terms(place, values, Calendar(state=place))
