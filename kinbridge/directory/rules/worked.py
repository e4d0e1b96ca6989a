"""The worked situations of matching: what a service says, what is needed, and the answer that a caseworker should get.

The tests hold the questions to them, and the reference shows them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kinbridge.directory.rules.facts import Answer, Needs, Offer, Places, Point

AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
VERDICTS = {"fits": Answer.FITS, "ask": Answer.ASK, "does not fit": Answer.DOES_NOT_FIT}


@dataclass(frozen=True, slots=True)
class Worked:
    """`told` holds the sentences that have to be among the reasons, by `why`, `ask` and `why_not`."""

    says: str
    offer: Offer
    needs: Needs
    verdict: Answer
    told: Mapping[str, tuple[str, ...]]
    openings: str


@cache
def worked() -> tuple[Worked, ...]:
    with (Path(__file__).parents[1] / "cases" / "match.toml").open("rb") as file:
        return tuple(_worked(case) for case in tomllib.load(file)["case"])


def _worked(case: Mapping[str, Any]) -> Worked:
    return Worked(
        says=case["says"],
        offer=_offer(case["offer"]),
        needs=_needs(case["needs"]),
        verdict=VERDICTS[case["verdict"]],
        told={name: tuple(case.get(name, ())) for name in ("why", "ask", "why_not")},
        openings=case.get("openings", ""),
    )


def _offer(told: Mapping[str, Any]) -> Offer:
    lists: dict[str, Any] = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    lists["points"] = tuple(Point(*point) for point in told.get("points", ()))
    lists["places"] = tuple(_places(place) for place in told.get("places", ()))
    return Offer(**{**told, **lists})


def _places(told: Mapping[str, Any]) -> Places:
    facts = {name: value for name, value in told.items() if name != "stated_days_ago"}
    return Places(stated_at=AT - timedelta(days=told["stated_days_ago"]), **facts)


def _needs(told: Mapping[str, Any]) -> Needs:
    near = {"near": Point(*told["near"])} if "near" in told else {}
    return Needs(**{**told, **near, "children_ages": tuple(told.get("children_ages", ()))})
