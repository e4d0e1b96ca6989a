"""What people in each role take until a coalition decides otherwise. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    role: str
    course: str
    within_days: int
    every_months: int | None
    source: str


@cache
def asked() -> tuple[Asked, ...]:
    """One row for each role and course of requirements.toml."""
    told = tomllib.loads((Path(__file__).parents[1] / "requirements.toml").read_text("utf-8"))
    return tuple(
        Asked(role, row["course"], row["within_days"], row.get("every_months"), told["source"])
        for row in told["requirement"]
        for role in row["roles"]
    )
