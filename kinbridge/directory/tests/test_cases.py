"""A waiting list as federal law orders it: who is first, what is owed by when, and when the State is told."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.directory.rules.age import Age, age_of
from kinbridge.directory.rules.audience import Audience, sees
from kinbridge.directory.rules.waiting import Wait, is_full, notice_due, owed_to

AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "waiting.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_what_is_owed_to_someone_who_waits(case: dict[str, Any]) -> None:
    wait = Wait(case["asked"], case.get("pregnant", False), case.get("injects", False), case.get("interim"))
    owed = [{"what": one.what, "due": one.due_at, "state": one.state} for one in owed_to(wait, at=case["now"])]
    assert (wait.rank, owed) == (case["rank"], case["owed"])


waits = st.builds(
    Wait, st.integers(0, 900).map(lambda days: AT - timedelta(days=days)), pregnant=st.booleans(), injects=st.booleans()
)


@given(st.lists(waits, max_size=12))
def test_nobody_is_offered_a_place_before_someone_pregnant(listed: list[Wait]) -> None:
    ordered = sorted(listed, key=lambda wait: wait.order)
    pregnant = [wait.pregnant for wait in ordered]
    assert pregnant == sorted(pregnant, reverse=True)
    for one, after in pairwise(ordered):
        assert one.rank < after.rank or one.asked_at <= after.asked_at


@pytest.mark.parametrize(
    ("stated", "full"),
    [
        ([(1, 10)], True),
        ([(2, 10)], False),
        ([(6, 320), (2, 20)], True),
        ([(0, None)], False),
        ([(0, None), (5, 10)], False),
        ([(0, 0)], False),
        ([], False),
    ],
)
def test_ninety_percent_is_counted_over_all_places_whose_number_is_known(
    stated: list[tuple[int, int | None]], full: bool
) -> None:
    assert is_full(stated) is full


def test_the_state_is_told_within_seven_days() -> None:
    assert notice_due(AT) == AT + timedelta(days=7)


@pytest.mark.parametrize(
    ("days", "age"), [(0, Age.FRESH), (7, Age.FRESH), (8, Age.FADING), (14, Age.FADING), (15, Age.STALE)]
)
def test_a_statement_fades_before_it_is_stale(days: int, age: Age) -> None:
    assert age_of(AT - timedelta(days=days), at=AT) is age


def test_each_view_holds_all_of_the_wider_ones() -> None:
    assert [[row.value for row in Audience if sees(view, row)] for view in Audience] == [
        ["public"],
        ["public", "partner"],
        ["public", "partner", "inner"],
    ]
