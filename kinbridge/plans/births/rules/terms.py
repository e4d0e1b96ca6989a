"""What a state asks for at a birth: dated data from states.toml, over what federal law leaves open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as File
from typing import Any

from kinbridge.core.decision import Confidence
from kinbridge.plans.births.rules.facts import Said


class Path(Said):
    NOTIFICATION = "notification", "Notification"
    REPORT = "report", "Report"
    ASSESSMENT = "assessment", "Assessment"
    REVIEW = "human_review", "A person decides"
    NOTHING = "nothing", "Nothing to send"


class Way(Said):
    """How a state takes a notification."""

    DEIDENTIFIED = "deidentified", "without any name"
    IDENTIFIED = "identified", "with names"
    REPORT = "report", "by the same channel as a report"


class Situation(Said):
    """Of each birth exactly one holds; the sentence of its rule says when."""

    CONCERN = "concern", "A safety concern in words"
    NOTHING = "nothing", "No exposure and no sign of one"
    FASD = "fasd", "Fetal alcohol spectrum disorder"
    NOT_PRESCRIBED = "not_prescribed", "Use that was not prescribed, where the state singles it out"
    IN_TREATMENT = "in_treatment", "Steady in treatment"
    PRESCRIBED = "prescribed", "Prescribed and taken as prescribed"
    LIGHT = "light", "Cannabis or tobacco alone"
    NOT_IN_TREATMENT = "not_in_treatment", "A disorder without treatment"
    OTHER = "other", "Use without a disorder"


class Group(Said):
    """The three groups of families for whom plans of safe care are written (NCSACW)."""

    P1 = "P1", "Prescribed medicine, or use without a disorder"
    P2 = "P2", "A disorder, steady in treatment"
    P3 = "P3", "A disorder, not in treatment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One dated ruleset. `paths` says what each situation leads to; `duties` the state's own sentence for it."""

    state: str
    name: str
    effective_from: date
    checked_on: date
    confidence: Confidence
    cite: str
    way: Way
    to: str
    paths: Mapping[Situation, Path]
    leads: Mapping[str, str]
    duties: Mapping[Situation, str]

    @property
    def ruleset(self) -> str:
        """As it is written beside every answer."""
        return f"{self.name}, in force from {self.effective_from.isoformat()}, checked {self.checked_on.isoformat()}"

    def singles_out(self, situation: Situation) -> bool:
        return situation in self.duties


@cache
def _packs() -> tuple[Terms, ...]:
    with (File(__file__).parent / "states.toml").open("rb") as file:
        found = tomllib.load(file)
    return tuple(_terms(one, over=found["federal"]) for one in [found["federal"], *found["state"]])


def terms_for(state: str, *, on: date) -> Terms:
    """The newest ruleset of the state that is in force on the day, or the federal one where the state has none."""
    packs = [pack for pack in _packs() if pack.state in ("", state) and pack.effective_from <= on]
    return max(packs or [_packs()[0]], key=lambda pack: (pack.state != "", pack.effective_from))


def _terms(said: Mapping[str, Any], *, over: Mapping[str, Any]) -> Terms:
    """A state's own words over the federal ones: what it does not say, it leaves as it is."""
    return Terms(
        state=said.get("code", ""),
        name=said["name"],
        effective_from=said["effective_from"],
        checked_on=said["checked_on"],
        confidence=Confidence(said["confidence"]),
        cite=said["cite"],
        way=Way(said.get("way", over["way"])),
        to=said.get("to", over["to"]),
        paths={Situation(key): Path(value) for key, value in {**over["paths"], **said.get("paths", {})}.items()},
        leads={**over["leads"], **said.get("leads", {})},
        duties={Situation(key): value for key, value in said.get("duties", {}).items()},
    )
