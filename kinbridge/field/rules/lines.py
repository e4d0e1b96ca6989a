"""Telephone lines for the whole country, as data. A number that was not called says so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kinbridge.core.decision import Confidence

WORDS = {
    "emergency": "Danger to life",
    "poison": "Poison Help: a child or anyone took something",
    "crisis": "Suicide or crisis: call or text",
    "violence": "Someone at home hurts or frightens them",
    "mothers": "Pregnant or a new parent, not well in mind",
    "treatment": "Find treatment anywhere in the country",
    "child_abuse": "Childhelp: to talk about a child being hurt",
    "child_welfare_center": "National center on substance use and child welfare, for workers",
}
"""For workers, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    number: str
    checked_on: date
    confidence: Confidence

    @property
    def words(self) -> str:
        return WORDS[self.code]


@cache
def lines() -> dict[str, Line]:
    """Every line by its code, in the order of `WORDS`."""
    rows = tomllib.loads(Path(__file__).parent.with_name("lines.toml").read_text(encoding="utf-8"))["line"]
    read = {row["code"]: Line(**{**row, "confidence": Confidence(row["confidence"])}) for row in rows}
    return {code: read[code] for code in WORDS}
