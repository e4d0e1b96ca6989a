"""How likely two records are of one person: trained weights, kept as data, and the sum they make. Never shown alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.comparing import LEVELS, Field, Finding, Level, compare
from kinbridge.identity.rules.record import Record

TWICE = 0.05
"""The share of people whom we expect to find on file twice. It sets where a comparison starts, not where it ends."""
POSSIBLE = 0.5
LIKELY = 0.95


class Rating(StrEnum):
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Odds:
    """How often a comparison comes to a level: among records of one person, and among records of two."""

    one_person: float
    two_people: float


@dataclass(frozen=True, slots=True)
class Weights:
    """`version` names them in every run; `trained_on` and `how` say where they come from."""

    version: str
    trained_on: str
    how: str
    odds: Mapping[Field, Mapping[Level, Odds]]


def read(text: str) -> Weights:
    """From the JSON that `bench/linkage.py --train` writes. Raises ValueError that says which part is not right."""
    said = json.loads(text)
    try:
        odds = {
            field: {level: Odds(*map(float, said["odds"][field][level])) for level in levels}
            for field, levels in LEVELS.items()
        }
        weights = Weights(str(said["version"]), str(said["trained_on"]), str(said["how"]), odds)
    except (KeyError, TypeError) as trouble:
        part = trouble.args[0]
        raise ValueError(f"The weights say nothing, or nothing readable, of {part}; train them again.") from None
    for field, level, one in ((field, level, one) for field, many in odds.items() for level, one in many.items()):
        if not (0 < one.one_person <= 1 and 0 < one.two_people <= 1):
            raise ValueError(f"The weight of {field} {level} is no share between 0 and 1; train them again.")
    return weights


def shipped() -> Weights:
    return read(Path(__file__).with_name("weights.json").read_text("utf-8"))


def prior(records: int) -> float:
    """How likely any two of so many records are of one person, before anything is compared."""
    return min(0.5, 2 * TWICE / max(records - 1, 1))


def likelihood(findings: Iterable[Finding], *, weights: Weights, records: int) -> float:
    """From 0 to 1. What is not known on one side, or weighed with another field, says nothing either way."""
    share = prior(records)
    odds = share / (1 - share)
    for finding in findings:
        if finding.level in LEVELS[finding.field]:
            known = weights.odds[finding.field][finding.level]
            odds *= known.one_person / known.two_people
    return odds / (1 + odds)


def rating(probability: float) -> Rating | None:
    if probability < POSSIBLE:
        return None
    return Rating.LIKELY if probability >= LIKELY else Rating.POSSIBLE


def proposed(one: Record, other: Record, *, weights: Weights, records: int) -> float | None:
    """How likely the two are one person, where they are to be shown to a reviewer; None otherwise."""
    if why_apart(one, other):
        return None
    found = likelihood(compare(one, other), weights=weights, records=records)
    return found if found >= POSSIBLE else None
