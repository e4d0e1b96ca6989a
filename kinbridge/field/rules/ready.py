"""Who is ready to go into a home: naloxone in date, a course, a drill. The standing of one, never an order of many."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.chart.kinds.handed_out import THINGS
from kinbridge.core.dates import add_months

_SAID: dict[str, Any] = tomllib.loads(Path(__file__).parent.with_name("readiness.toml").read_text(encoding="utf-8"))
DRILLS: dict[str, str] = {one["code"]: one["words"] for one in _SAID["drill"]}
GEAR: dict[str, str] = {one["code"]: one["words"] for one in _SAID["gear"]}
GIVEN: dict[str, str] = {"naloxone": "naloxone kit", **THINGS}
"""What people hand out; the same words whether it stands in a family's chart or in the unit's log without names."""
ENDS = {
    "used": "Used on someone",
    "given": "Left with a family",
    "replaced": "Out of date, and replaced",
    "lost": "Lost or damaged",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of everyone who goes into homes."""

    doses: int
    soon_days: int
    drill_months: int
    course: str
    source: str
    checked_on: date
    confidence: str


@cache
def asked() -> Asked:
    return Asked(**_SAID["ready"])


class Expiry(StrEnum):
    IN_DATE = "in date"
    SOON = "expires soon"
    EXPIRED = "expired"


def expiry(expires_on: date, *, on: date) -> Expiry:
    """The last day on the box still counts."""
    if expires_on < on:
        return Expiry.EXPIRED
    return Expiry.SOON if expires_on <= on + timedelta(days=asked().soon_days) else Expiry.IN_DATE


@dataclass(frozen=True, slots=True)
class Kit:
    """Naloxone that somebody carries."""

    doses: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person still needs; nothing means ready."""

    needs: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return not self.needs


def standing(kits: Sequence[Kit], *, trained_on: date | None, drilled_on: date | None, on: date) -> Standing:
    wanted = asked()
    good = sum(kit.doses for kit in kits if expiry(kit.expires_on, on=on) is not Expiry.EXPIRED)
    needs = []
    if good < wanted.doses:
        expired = any(expiry(kit.expires_on, on=on) is Expiry.EXPIRED for kit in kits)
        needs.append(
            "naloxone: expired" if expired else "naloxone: none in date" if not good else "naloxone: one dose more"
        )
    if trained_on is None:
        needs.append("the course")
    if drilled_on is None or add_months(drilled_on, wanted.drill_months) <= on:
        needs.append("a drill")
    return Standing(tuple(needs))
