"""Practices that were studied: what each is, for whom, and every rating it was given, with the day it was seen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence
from kinbridge.directory.rules.words import Evidence


class Register(StrEnum):
    """Who rates practices."""

    IVE = "ive"
    CEBC = "cebc"


REGISTER_WORDS = {
    Register.IVE: "Title IV-E Prevention Services Clearinghouse",
    Register.CEBC: "California Evidence-Based Clearinghouse",
}
EVIDENCE_OF = {
    "1": Evidence.WELL_SUPPORTED,
    "2": Evidence.SUPPORTED,
    "3": Evidence.PROMISING,
    "4": Evidence.NOT_MET,
    "5": Evidence.NOT_MET,
    "NR": Evidence.NOT_RATED,
}
"""The Californian scale in the words of the federal one; 4 found no effect, 5 is of concern."""
PLAIN = {
    Evidence.WELL_SUPPORTED: "Strong evidence: good studies found that it helps, and that the help lasts.",
    Evidence.SUPPORTED: "Good evidence: at least one good study found that it helps for half a year or longer.",
    Evidence.PROMISING: "First evidence: a good study found that it helps; nobody knows yet for how long.",
    Evidence.NOT_MET: "Not shown yet: the studies that were looked at did not show that it helps.",
    Evidence.NOT_RATED: "Not rated: nobody has looked at its studies, or nobody found any.",
}
"""Each label in words that a family can use."""
SHORT = {
    Evidence.WELL_SUPPORTED: "Strong evidence",
    Evidence.SUPPORTED: "Good evidence",
    Evidence.PROMISING: "First evidence",
    Evidence.NOT_MET: "Not shown yet",
    Evidence.NOT_RATED: "Not rated",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What one register said of a practice on a day. `reviewed` is a year, a month or a day, as far as it is known."""

    register: Register
    value: str
    reviewed: str
    source: str
    checked_on: date
    confidence: Confidence
    area: str = ""

    @property
    def evidence(self) -> Evidence:
        return EVIDENCE_OF[self.value] if self.register is Register.CEBC else Evidence(self.value)

    @property
    def register_words(self) -> str:
        return REGISTER_WORDS[self.register]

    @property
    def label(self) -> str:
        return SHORT[self.evidence]


@dataclass(frozen=True, slots=True)
class Months:
    """From the first month of age to the last, both included."""

    first: float
    last: float

    def __contains__(self, age: float) -> bool:
        return self.first <= age < self.last + 1


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of working with families that has a name, a manual and studies."""

    code: str
    name: str
    what: str
    for_whom: str
    dose: str
    points: tuple[int, ...]
    categories: tuple[str, ...]
    ages: Months | None
    relevance: str
    ratings: tuple[Rating, ...]
    not_for: str = ""

    @property
    def ages_words(self) -> str:
        if self.ages is None:
            return "of any age"
        first, last = self.ages.first, self.ages.last
        return f"of {first:g} to {last:g} months" if last <= 48 else f"of {first // 12:g} to {last // 12:g} years"

    @property
    def history(self) -> tuple[Rating, ...]:
        """Every rating, the newest first."""
        return tuple(sorted(self.ratings, key=lambda one: (one.reviewed, one.checked_on), reverse=True))

    def latest(self, register: Register) -> Rating | None:
        return next((one for one in self.history if one.register is register), None)

    @property
    def current(self) -> Rating | None:
        """What stands today: the federal register first, for it decides what federal money may pay."""
        return self.latest(Register.IVE) or self.latest(Register.CEBC)

    @property
    def evidence(self) -> Evidence:
        return self.current.evidence if self.current else Evidence.NOT_RATED

    @property
    def plain(self) -> str:
        return PLAIN[self.evidence]

    @property
    def label(self) -> str:
        return SHORT[self.evidence]

    @property
    def moved(self) -> str:
        """A sentence when a register changed its mind; ratings move."""
        federal = [one for one in reversed(self.history) if one.register is Register.IVE]
        if len(federal) < 2 or federal[0].evidence is federal[-1].evidence:
            return ""
        first, last = federal[0], federal[-1]
        return f"Its rating moved: “{first.label}” in {first.reviewed[:4]}, “{last.label}” in {last.reviewed[:4]}."


@cache
def practices() -> tuple[Practice, ...]:
    """The register, in the order of its file."""
    with (Path(__file__).parent / "practices.toml").open("rb") as file:
        return tuple(read(one) for one in tomllib.load(file)["practice"])


def practice_of(code: str) -> Practice | None:
    return _by_code().get(code) if code else None


@cache
def _by_code() -> dict[str, Practice]:
    return {practice.code: practice for practice in practices()}


def read(told: dict[str, Any]) -> Practice:
    """One practice as the file states it."""
    ratings = tuple(
        Rating(**{**one, "register": Register(one["register"]), "confidence": Confidence(one["confidence"])})
        for one in told["ratings"]
    )
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    ages = Months(*told["ages"]) if "ages" in told else None
    return Practice(**{**given, "ages": ages, "ratings": ratings})
