"""The six sites as read from their file: every fact with its source and how far it was checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence

FIRST, EXTENSION = "first", "extension"
KIND_WORDS = {"goal": "Goal", "plan": "Plan", "contact": "Contact", "product": "Product"}
MARKS = {
    Confidence.VERIFIED: "",
    Confidence.KNOWLEDGE_HIGH: "Confirm locally",
    Confidence.KNOWLEDGE_MEDIUM: "Read in part: confirm locally",
    Confidence.KNOWLEDGE_LOW: "Not verified",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A fact, where it comes from, and how far that was checked."""

    words: str
    source: str
    confidence: Confidence

    @property
    def mark(self) -> str:
        """What stands beside it unless it was read at its source."""
        return MARKS[self.confidence]


@dataclass(frozen=True, slots=True)
class Pair:
    """What a site did, and what it found; a finding that nobody has read stays empty."""

    code: str
    method: str
    finding: str
    source: str
    confidence: Confidence

    @property
    def mark(self) -> str:
        return MARKS[self.confidence]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a technical assistance engagement. `when` is a year, a month or a day, as far as it is known."""

    when: str
    kind: str
    words: str
    source: str
    confidence: Confidence
    level: int | None = None

    @property
    def mark(self) -> str:
        return MARKS[self.confidence]

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def level_words(self) -> str:
        return "" if self.level is None else f"Level {self.level}: {levels()[self.level]}"


@dataclass(frozen=True, slots=True)
class Phase:
    code: str
    name: str
    words: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Site:
    """A place that tried. `ours` are those the coalition added itself."""

    code: str
    name: str
    focus: Said
    phases: tuple[str, ...] = ()
    baseline: tuple[Said, ...] = ()
    partners: Said | None = None
    pairs: tuple[Pair, ...] = ()
    steps: tuple[Step, ...] = ()
    ours: bool = False

    def with_more(self, *, pairs: Iterable[Pair], steps: Iterable[Step]) -> Site:
        """The site with what the coalition added; the engagement in order of time."""
        return replace(
            self,
            pairs=(*self.pairs, *pairs),
            steps=tuple(sorted((*self.steps, *steps), key=lambda step: step.when)),
        )

    @property
    def products(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.kind == "product")

    @property
    def findings(self) -> int:
        return sum(bool(pair.finding) for pair in self.pairs)

    @property
    def phase_words(self) -> str:
        if not self.phases:
            return "Not one of the six"
        named = [phase.name for phase in phases() if phase.code in self.phases]
        return ", then ".join(named) if EXTENSION in self.phases else f"{named[0]}; no extension"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "sites.toml").read_text("utf-8"))


def initiative() -> Said:
    told = _file()["initiative"]
    return Said(told["purpose"], told["source"], Confidence(told["confidence"]))


@cache
def phases() -> tuple[Phase, ...]:
    return tuple(Phase(**_sure(one)) for one in _file()["phase"])


@cache
def levels() -> dict[int, str]:
    """The four levels of technical assistance."""
    return {one["number"]: one["words"] for one in _file()["level"]}


@cache
def six() -> tuple[Site, ...]:
    """The six sites, in the order of their file."""
    return tuple(_site(told) for told in _file()["site"])


def _sure(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"confidence": Confidence(told["confidence"])}


def _site(told: dict[str, Any]) -> Site:
    shared = [one for one in _file()["shared"] if told["code"] in one["sites"]]
    steps = [{k: v for k, v in one.items() if k != "sites"} for one in shared] + told.get("steps", [])
    site = Site(
        told["code"],
        told["name"],
        Said(**_sure(told["focus"])),
        tuple(told["phases"]),
        tuple(Said(**_sure(one)) for one in told.get("baseline", ())),
        Said(**_sure(told["partners"])) if "partners" in told else None,
    )
    return site.with_more(
        pairs=[Pair(**_sure(one)) for one in told["pairs"]], steps=[Step(**_sure(one)) for one in steps]
    )
