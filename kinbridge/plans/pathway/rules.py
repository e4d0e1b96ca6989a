"""What must be so before the children come home, and the steps of time together on the way. Pure.

Statements are never counted or added up: a person reads them, and people decide.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kinbridge.core.vocabulary import Category

RUNGS = ("supervised", "monitored", "unsupervised", "overnight", "trial_home_visit", "home")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be so; `category` is how a statement about it is filed."""

    key: str
    title: str
    asks: str
    category: Category


@cache
def items(language: str = "en") -> tuple[Item, ...]:
    """In the order a family reads them; in English where there are no words in that language."""
    with (Path(__file__).parent / "items.toml").open("rb") as file:
        found = tomllib.load(file)["item"]
    return tuple(
        Item(
            key=one["key"],
            title=one.get(f"title_{language}", one["title"]),
            asks=one.get(f"asks_{language}", one["asks"]),
            category=Category(one["category"]),
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """From a day on, time together is like this; who decided it, and who saw it otherwise."""

    step: str
    on: date
    decided: str = ""
    who: str = ""
    why: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    step: str
    on: date
    kept: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the way home. `stands` is "now", "before" (it was the rule once) or "ahead"."""

    step: str
    stands: str
    decision: Decision | None
    kept: int
    planned: int
    last: date | None


def ladder(decisions: Iterable[Decision], visits: Sequence[Visit]) -> tuple[Rung, ...]:
    """Every step of the way home, from what was decided and what took place. The newest decision says where it stands:
    a step back is a decision like any other. Where nothing was decided, the newest visit that took place says it.
    """
    by_day = sorted(decisions, key=lambda one: (one.on, RUNGS.index(one.step)))
    newest = {one.step: one for one in by_day}
    took_place = sorted((one for one in visits if one.kept), key=lambda one: one.on)
    now = by_day[-1].step if by_day else took_place[-1].step if took_place else ""
    return tuple(_rung(step, now, newest.get(step), [one for one in visits if one.step == step]) for step in RUNGS)


def _rung(step: str, now: str, decision: Decision | None, visits: Sequence[Visit]) -> Rung:
    kept = [one.on for one in visits if one.kept]
    been = decision is not None or bool(kept)
    stands = "now" if step == now else "before" if been else "ahead"
    return Rung(step, stands, decision, len(kept), len(visits), max(kept, default=None))
