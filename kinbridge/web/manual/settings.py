"""What varies by state, as the manual tells it: the paper trail of each dated value, and where a state's page is."""

from __future__ import annotations

from collections.abc import Iterator

import us

from kinbridge.clocks.rules.settings import SETTINGS, Setting, terms, words_of
from kinbridge.clocks.rules.terms import FEDERAL, Term
from kinbridge.web.manual.markdown import day, link, sure

__all__ = ["PLACES", "SETTINGS", "Setting", "page_of", "paper_trail", "place", "state_rows", "terms", "words_of"]
PLACES = {place.abbr: place.name for place in (*us.states.STATES, us.states.DC)}
"""The fifty states and the District of Columbia by their postal codes."""


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
