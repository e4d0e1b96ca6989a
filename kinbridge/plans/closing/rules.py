"""How complete a response was, thing by thing: asked, answered, arranged, or missing. Nothing is added up. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

WHOM = ("infant", "child", "parent", "household")


class Stage(StrEnum):
    """How far one thing has come. `elsewhere`: it stands in a part of the plan that the viewer may not read."""

    MISSING = "missing"
    ASKED = "asked"
    ANSWERED = "answered"
    ARRANGED = "arranged"
    ELSEWHERE = "elsewhere"


ORDER = (Stage.MISSING, Stage.ASKED, Stage.ANSWERED, Stage.ARRANGED)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to have seen to. `answered` and `arranged` are (section, field) of the plan."""

    key: str
    of: str
    title: str
    mends: str
    answered: tuple[tuple[str, str], ...]
    arranged: tuple[tuple[str, str], ...]
    needs: frozenset[str]
    kinds: frozenset[str]
    enough: Stage


@cache
def checks(plan_kind: str, language: str = "en") -> tuple[Check, ...]:
    """The checklist of a kind of plan, in order; in English where there are no words in that language."""
    with (Path(__file__).parent / "checklist.toml").open("rb") as file:
        found = tomllib.load(file)[plan_kind]
    return tuple(
        Check(
            key=one["key"],
            of=one["of"],
            title=one.get(f"title_{language}", one["title"]),
            mends=one.get(f"mends_{language}", one["mends"]),
            answered=tuple(_place(path) for path in one.get("answered", ())),
            arranged=tuple(_place(path) for path in one.get("arranged", ())),
            needs=frozenset(one.get("needs", ())),
            kinds=frozenset(one.get("kinds", ())),
            enough=Stage(one["enough"]),
        )
        for one in found
    )


def _place(path: str) -> tuple[str, str]:
    section, _, field = path.partition(".")
    return section, field


def stage(
    check: Check,
    *,
    body: Mapping[str, Mapping[str, str]],
    open_sections: Collection[str],
    served: Collection[str],
    facts: Collection[str],
) -> Stage:
    """How far it has come. `served` are the needs a program takes care of, `facts` the kinds on file for the person."""
    places = (*check.answered, *check.arranged)
    if not check.kinds.isdisjoint(facts) or not check.needs.isdisjoint(served):
        return Stage.ARRANGED
    if places and not any(section in open_sections for section, _ in places):
        return Stage.ELSEWHERE
    done = [body.get(section, {}).get(field, "") for section, field in check.arranged]
    if any(said not in ("", "no") for said in done):
        return Stage.ARRANGED
    if any(body.get(section, {}).get(field) for section, field in check.answered):
        return Stage.ANSWERED
    return Stage.ASKED if "no" in done else Stage.MISSING


def is_gap(check: Check, found: Stage) -> bool:
    return found is not Stage.ELSEWHERE and ORDER.index(found) < ORDER.index(check.enough)
