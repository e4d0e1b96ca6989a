"""What varies by state: each setting in words, and the dated values that are on file for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import us

from kinbridge.clocks.rules.days import Span
from kinbridge.clocks.rules.terms import FEDERAL, Term, all_terms
from kinbridge.web.manual.markdown import day, link, sure

YES_NO = {True: "yes", False: "no"}
PLACES = {place.abbr: place.name for place in (*us.states.STATES, us.states.DC)}
"""The fifty states and the District of Columbia by their postal codes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that varies: in words, the deadlines that read it, and what holds where nobody says."""

    name: str
    says: str
    rules: tuple[str, ...]
    otherwise: str = ""

    @property
    def national(self) -> Term | None:
        return next(iter(terms(self.name, FEDERAL)), None)

    @property
    def sentence(self) -> str:
        """What varies, and what holds in a state that says nothing."""
        national = self.national
        return f"{self.says}. Where a state says nothing: {words_of(national) if national else self.otherwise}."


SETTINGS: dict[str, Setting] = {
    name: Setting(name, row["says"], tuple(row["rules"]), row.get("otherwise", ""))
    for name, row in tomllib.loads(Path(__file__).with_name("settings.toml").read_text(encoding="utf-8")).items()
}


def terms(name: str = "", state: str = "") -> tuple[Term, ...]:
    """The dated values on file: of one setting, of one state, or of both."""
    return tuple(term for term in all_terms() if name in ("", term.name) and state in ("", term.state))


def words_of(term: Term) -> str:
    value = term.value
    if isinstance(value, Span):
        return value.words
    return YES_NO[value] if isinstance(value, bool) else str(value)


def paper_trail(term: Term) -> tuple[str, ...]:
    """From when it applies here, who says so, when that was last looked up, and how sure we are."""
    until = f", up to {day(term.effective_to)}" if term.effective_to else ""
    source = f"{term.source}. {term.note}" if term.note else term.source
    return f"{day(term.effective_from)}{until}", source, day(term.checked_on), sure(term.confidence)


def state_rows(name: str, *, here: str) -> Iterator[tuple[str, ...]]:
    """Every value on file for one setting, the nation's first."""
    for term in sorted(terms(name), key=lambda term: (term.state != FEDERAL, term.state, term.effective_from)):
        yield place(term.state, here=here), SETTINGS[name].says, words_of(term), *paper_trail(term)


def place(code: str, *, here: str) -> str:
    return "everywhere else" if code == FEDERAL else link(PLACES[code], page_of(code), here=here)


def page_of(code: str) -> str:
    return f"states/{PLACES[code].lower().replace(' ', '-')}.md"
