"""Which parts of a packet go to which sort of recipient, and when an unanswered one becomes a task. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kinbridge.clocks.rules.days import Calendar

WORKING_DAYS = 2
"""How long a packet may wait for its "we have it". A coalition's habit, not a law."""


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    title: str
    about: str
    kinds: tuple[str, ...]
    newest: int


@dataclass(frozen=True, slots=True)
class Recipient:
    key: str
    title: str
    kinds: frozenset[str]
    parts: tuple[Part, ...]


@cache
def recipients() -> tuple[Recipient, ...]:
    with (Path(__file__).parent / "packet.toml").open("rb") as file:
        found = tomllib.load(file)
    parts = {
        one["key"]: Part(one["key"], one["title"], one["about"], tuple(one["kinds"]), one.get("newest", 20))
        for one in found["part"]
    }
    return tuple(
        Recipient(one["key"], one["title"], frozenset(one["kinds"]), tuple(parts[key] for key in one["parts"]))
        for one in found["recipient"]
    )


def recipient_of(organization_kind: str) -> Recipient | None:
    """What sort of recipient this organization is; None where a packet has nothing for it but the plan."""
    return next((one for one in recipients() if organization_kind in one.kinds), None)


def answer_due(given: date, *, state: str) -> date:
    """The last day on which an unanswered packet is still on time."""
    return Calendar(state).add_days(given, WORKING_DAYS)
