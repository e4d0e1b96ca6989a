"""The twelve competencies, how sure someone says they are, and what was seen. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SURE = {1: "Not at all sure", 2: "A little sure", 3: "Fairly sure", 4: "Sure", 5: "Very sure"}
MOMENTS = {
    "before": "Before the course",
    "after": "After the course",
    "looking_back": "Looking back: before the course, as I see it now",
    "three_months": "Three months later",
}
"""`looking_back` is kept apart from `before`: people judge their start otherwise once they know more."""
THREE_MONTHS_DAYS = 90
SKILLED_PERCENT = 60
SURE_FROM = 4


@dataclass(frozen=True, slots=True)
class Competency:
    """`sure` completes "How sure are you that you can ..."; `steps` are what a supervisor may see, lowest first."""

    key: str
    title: str
    sure: str
    steps: tuple[str, str, str, str]


@cache
def competencies() -> dict[str, Competency]:
    rows = tomllib.loads((Path(__file__).parents[1] / "competencies.toml").read_text("utf-8"))["competency"]
    return {row["key"]: Competency(row["key"], row["title"], row["sure"], tuple(row["steps"])) for row in rows}


def percent_of_step(step: int) -> int:
    """A step of the rubric (1 to 4) as a share of the way: 0, 33, 66 or 100."""
    return (step - 1) * 100 // 3


def surer_than_shown(sure: int, skill_percent: int | None) -> bool:
    """Sure or very sure, where what was shown is below 60 percent. Nothing shown yet says nothing."""
    return skill_percent is not None and sure >= SURE_FROM and skill_percent < SKILLED_PERCENT
