"""The starting goals, and how a value stands to its target. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seed:
    number: int
    title: str
    aim: str
    indicator: str
    unit: str
    target: float
    direction: str
    measure: str = ""


@cache
def seeds() -> tuple[Seed, ...]:
    with (Path(__file__).parent / "goals.toml").open("rb") as file:
        return tuple(Seed(**goal) for goal in tomllib.load(file)["goal"])


def standing(values: list[float], *, target: float, direction: str) -> str:
    """Where a goal stands, in words: reached, moving the right way, the wrong way, not moving, or no value yet."""
    if not values:
        return "No value yet"
    sign = 1 if direction == "up" else -1
    if sign * values[-1] >= sign * target:
        return "Reached"
    if len(values) < 2 or values[-1] == values[-2]:
        return "Not moving yet"
    return "Getting closer" if sign * values[-1] > sign * values[-2] else "Moving away"
