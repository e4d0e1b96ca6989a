"""Streams of money and law that can pay for work with families: `levers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kinbridge.core.decision import Confidence

FILE = Path(__file__).parents[1] / "levers.toml"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lever:
    code: str
    name: str
    pays: str
    facts: str
    confidence: Confidence
    checked_on: date


@cache
def levers() -> dict[str, Lever]:
    raw = tomllib.loads(FILE.read_text("utf-8"))
    found = [
        Lever(**{**one, "confidence": Confidence(one["confidence"])}, checked_on=raw["checked_on"])
        for one in raw["lever"]
    ]
    return {one.code: one for one in found}
