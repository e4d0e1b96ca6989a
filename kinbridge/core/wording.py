"""Words that hurt or mislead, and what people often prefer (`wording.toml`). A suggestion changes no text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence

FILE = Path(__file__).with_name("wording.toml")
LONGEST = 10_000
"""Characters that are looked at; nobody reads suggestions on more."""
QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|(?m:^[ \t]*>.*$)")
PLAIN = str.maketrans("áéíóúüàèìòùÁÉÍÓÚÜ’", "aeiouuaeiouAEIOUU'")
"""Letter for letter, so that a place in the plain text is the same place in the text."""
WORD = re.compile(r"\w+")
GAP = r"[\s\-\u2010-\u2015]+"


@dataclass(frozen=True, slots=True)
class Source:
    words: str
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the list: what to look for, what people often prefer, and why."""

    code: str
    language: str
    phrases: tuple[str, ...]
    prefer: tuple[str, ...]
    why: str
    source: Source
    note: str = ""
    leaves: tuple[str, ...] = ()

    @property
    def avoid(self) -> str:
        """The first word it is about, as an example."""
        return " ".join(slot.split("|")[0].rstrip("*") for slot in self.phrases[0].split() if not slot.endswith("?"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`written` is how the text has it, never more of the text than that."""

    written: str
    term: Term

    @property
    def prefer(self) -> str:
        return self.term.prefer[0]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the list, ready to be looked for: one of `needs` has to be among the words of a text that has it."""

    needs: frozenset[str]
    pattern: re.Pattern[str]


def phrase(written: str) -> Phrase:
    """How a phrase is written stands in `wording.toml`. Raises `ValueError` where its first slot is a stem."""
    parts, needs = [], ""
    for slot in written.translate(PLAIN).casefold().split():
        words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in slot.rstrip("?").split("|"))
        parts.append(f"(?:(?:{words}){GAP})?" if slot.endswith("?") else f"(?:{words}){GAP}")
        needs = needs or slot * (not slot.endswith("?"))
    if "*" in needs:
        raise ValueError(f"{written!r}: write out the forms of its first word.")
    return Phrase(frozenset(needs.split("|")), re.compile(rf"\b{''.join(parts).removesuffix(GAP)}\b", re.IGNORECASE))


@cache
def terms() -> tuple[Term, ...]:
    raw = _read()
    sources = {
        name: Source(**one | {"confidence": Confidence(one["confidence"])}) for name, one in raw["sources"].items()
    }
    return tuple(Term(**_tuples(one) | {"source": sources[one["source"]]}) for one in raw["term"])


def suggestions(text: str) -> tuple[Suggestion, ...]:
    """What someone may want to say differently, in the order of the text, each wording once.

    Names of laws and agencies, what stands in quotation marks, and lines that begin with ">" are somebody else's words
    and are left alone.
    """
    plain = _without(_names(), _without((QUOTED,), text[:LONGEST])).translate(PLAIN)
    words = frozenset(WORD.findall(plain.casefold()))
    looked_for = [(term, one) for term, _leaves, sought in _phrases() for one in sought if one.needs & words]
    if not looked_for:
        return ()
    plain = _without((one.pattern for _term, leaves, _sought in _phrases() for one in leaves), plain)
    found = [(match.start(), -match.end(), term) for term, one in looked_for for match in one.pattern.finditer(plain)]
    kept: dict[str, Suggestion] = {}
    after = 0
    for start, end, term in sorted(found, key=lambda one: one[:2]):
        if start >= after:
            after = -end
            written = " ".join(text[start:-end].split())
            kept.setdefault(written.casefold(), Suggestion(written, term))
    return tuple(kept.values())


def _without(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """The text with what matches blanked, at its full length, by a sign that no phrase passes over."""
    for one in patterns:
        text = one.sub(lambda match: "\0" * len(match.group()), text)
    return text


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def _tuples(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.escape(name), re.IGNORECASE) for name in _read()["names"])


@cache
def _phrases() -> tuple[tuple[Term, tuple[Phrase, ...], tuple[Phrase, ...]], ...]:
    """Each term with what it leaves alone and what it looks for."""
    return tuple((one, tuple(map(phrase, one.leaves)), tuple(map(phrase, one.phrases))) for one in terms())
