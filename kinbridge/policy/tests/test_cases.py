"""When money ends, how a policy moves, and what may pay, as a coordinator would check them."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kinbridge.policy.known_rules import known_rules
from kinbridge.policy.rules.levers import levers
from kinbridge.policy.rules.money import Nearness, Paying, cliff, full_months
from kinbridge.policy.rules.picture import WIDTH, strip
from kinbridge.policy.rules.stages import NEXT, Status

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "cliff.toml").read_text("utf-8"))[
    "case"
]
TODAY = date(2026, 11, 22)


def payings(rows: list[list[Any]]) -> list[Paying]:
    return [Paying(name, Decimal(yearly), *days) for name, yearly, *days in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_when_money_ends(case: dict[str, Any]) -> None:
    found = cliff(payings(case["paying"]), on=TODAY)
    assert found.words == case["words"]
    assert (found.yearly, found.ends, found.nearness) == (case["yearly"], case.get("ends"), Nearness(case["nearness"]))


def test_the_picture_shows_what_runs_in_the_order_it_ends_and_never_leaves_its_frame() -> None:
    drawn = strip([one for case in CASES for one in payings(case["paying"])], on=TODAY)
    assert drawn.bars[0].source == "Old"
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH + 4 for bar in drawn.bars)
    assert [bar.source for bar in drawn.bars if bar.open_end] == ["County"]
    assert strip([], on=TODAY).bars == ()


def test_full_months_are_counted_to_the_same_day() -> None:
    assert full_months(date(2026, 1, 31), date(2026, 2, 27)) == 0
    assert full_months(date(2026, 1, 31), date(2026, 2, 28)) == 1


def test_every_policy_can_be_withdrawn_and_none_jumps_into_effect() -> None:
    assert [one for one in Status if Status.WITHDRAWN not in NEXT[one]] == [Status.WITHDRAWN]
    assert [one for one in Status if Status.IN_EFFECT in NEXT[one]] == [Status.ADOPTED]


def test_what_nobody_checked_is_not_called_checked() -> None:
    assert {one.code for one in levers().values() if not one.confidence.confirm_locally} == {"rpg", "capta"}


def test_every_rule_can_be_named_in_an_address() -> None:
    assert all(rule.replace("-", "").replace("_", "").isalnum() and rule.isascii() for rule in known_rules())
