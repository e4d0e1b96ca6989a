"""The aid for the home as a graph of steps: each leads on, and every way ends in the log."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence

LOG = "log"
"""Where every way ends: “What I saw and did”."""
MARKS = {
    "found": "Found",
    "called": "911 on the line",
    "breaths": "Breaths begun",
    "dose1": "First dose",
    "dose2": "Second dose",
    "breathing": "Breathes alone",
    "crew": "Crew took over",
}
"""What a tap writes down with its time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a step; `mark` is the moment it notes, or nothing."""

    words: str
    to: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One screen. `dial` is a number to call from it."""

    key: str
    title: str
    lines: tuple[str, ...]
    go: tuple[Choice, ...]
    source: str
    confidence: Confidence
    more: tuple[str, ...] = ()
    dial: str = ""
    urgent: bool = False
    supervisor: bool = False


@dataclass(frozen=True, slots=True)
class Aid:
    version: str
    written_on: date
    look_again_by: date
    reviewed_by: str
    reviewed_as: str
    reviewed_on: str
    start: tuple[str, ...]
    steps: dict[str, Step]


@cache
def aid() -> Aid:
    said = tomllib.loads(Path(__file__).parent.with_name("aid.toml").read_text(encoding="utf-8"))
    steps = {step["key"]: _step(step) for step in said.pop("step")}
    return Aid(**{**said, "start": tuple(said["start"]), "steps": steps})


def _step(said: dict[str, Any]) -> Step:
    read = {
        "lines": tuple(said["lines"]),
        "more": tuple(said.get("more", ())),
        "go": tuple(Choice(*one) for one in said["go"]),
        "confidence": Confidence(said["confidence"]),
    }
    return Step(**{**said, **read})
