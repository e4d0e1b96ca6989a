"""How a gap stands, from what fills it today; and how well a practice fits a gap, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kinbridge.directory.rules.practices import Practice
from kinbridge.directory.rules.words import Evidence


class Standing(StrEnum):
    OPEN = "open"
    PLANNED = "planned"
    CLOSED = "closed"
    REOPENED = "reopened"


STANDING_WORDS = {
    Standing.OPEN: "Open",
    Standing.PLANNED: "A practice is chosen",
    Standing.CLOSED: "Closed",
    Standing.REOPENED: "Open again",
}
EVIDENCE_POINTS = {Evidence.WELL_SUPPORTED: 3, Evidence.SUPPORTED: 2, Evidence.PROMISING: 1}
RELEVANCE_POINTS = {"high": 3, "medium": 2, "low": 1}


@dataclass(frozen=True, slots=True)
class Fill:
    """Something that was put in place for a gap: a practice that was chosen, and the service that gives it, if any."""

    practice: str
    service: str = ""
    runs: bool = False


def standing_of(fills: Iterable[Fill]) -> Standing:
    """Computed each time and never stored: a service that ends opens its gap again, whoever ended it."""
    listed = list(fills)
    if any(fill.service and fill.runs for fill in listed):
        return Standing.CLOSED
    if any(fill.service for fill in listed):
        return Standing.REOPENED
    return Standing.PLANNED if listed else Standing.OPEN


def standing_sentence(fills: Iterable[Fill]) -> str:
    """Why a gap stands as it does."""
    listed = list(fills)
    running = [fill.service for fill in listed if fill.service and fill.runs]
    ended = [fill.service for fill in listed if fill.service and not fill.runs]
    match standing_of(listed):
        case Standing.CLOSED:
            return f"{running[0]} fills it."
        case Standing.REOPENED:
            return f"{ended[0]} filled it and does not run any more."
        case Standing.PLANNED:
            return f"{listed[0].practice} is chosen; no service gives it yet."
    return "Nothing fills it yet."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of how a practice fits a gap: points out of the most, and why."""

    name: str
    points: int
    most: int
    why: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Every part is shown; the sum only puts a list in order. A low rating hides nothing."""

    practice: Practice
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def most(self) -> int:
        return sum(part.most for part in self.parts)


def fit_of(practice: Practice, *, category: str, point: int | None, months: int | None = None) -> Fit:
    """What the register itself can say of a practice for a gap; cost, culture and staff are for people to judge."""
    evidence = EVIDENCE_POINTS.get(practice.evidence, 0)
    relevance = RELEVANCE_POINTS.get(practice.relevance, 0)
    meets = category in practice.categories
    in_time = point is None or point in practice.points
    ages = practice.ages is None or months is None or months in practice.ages
    whom = 0 if not meets else 1 + int(in_time) + int(ages)
    return Fit(
        practice,
        (
            Part("Evidence", evidence, 3, practice.label),
            Part("For child welfare", relevance, 3, practice.relevance or "not rated"),
            Part("For these people", whom, 3, "made for this kind of service" if meets else "made for another service"),
        ),
    )
