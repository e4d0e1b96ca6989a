"""The starting goals, and how a value stands to its target."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seed:
    """A goal and what is looked at, in English and in Spanish."""

    number: int
    title: str
    title_es: str
    aim: str
    aim_es: str
    indicator: str
    indicator_es: str
    unit: str
    target: float
    direction: str
    measure: str = ""


@cache
def seeds() -> tuple[Seed, ...]:
    with (Path(__file__).parents[1] / "goals.toml").open("rb") as file:
        return tuple(Seed(**goal) for goal in tomllib.load(file)["goal"])


class Standing(StrEnum):
    UNKNOWN = "No value yet"
    HIDDEN = "Not shown"
    REACHED = "Reached"
    STILL = "Not moving yet"
    CLOSER = "Getting closer"
    AWAY = "Moving away"


def standing(values: Sequence[float], *, target: float | None, direction: str) -> Standing:
    """How the last of the values stands to the target, and which way it went from the one before."""
    if not values:
        return Standing.UNKNOWN
    sign = 1 if direction == "up" else -1
    if target is not None and sign * values[-1] >= sign * target:
        return Standing.REACHED
    if len(values) < 2 or values[-1] == values[-2]:
        return Standing.STILL
    return Standing.CLOSER if sign * values[-1] > sign * values[-2] else Standing.AWAY
