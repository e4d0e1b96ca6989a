"""Balance, rhythm, quorum, grades, rounds and dots, in cases that a member could read."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.stakeholders.rules.sectors import SECTORS
from kinbridge.workgroups.rules.attendance import Came, needed, trend
from kinbridge.workgroups.rules.balance import balance_of
from kinbridge.workgroups.rules.grades import MOVES, Grade, tally
from kinbridge.workgroups.rules.minutes import mark_of
from kinbridge.workgroups.rules.planning import ranked
from kinbridge.workgroups.rules.rhythm import Rhythm, meetings, rule_of, rule_words
from kinbridge.workgroups.rules.rounds import ENOUGH, summary

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "groups.toml").read_text("utf-8")
)


def titled(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["title"])


@titled("vote")
def test_a_vote_carries_or_not(case: dict[str, Any]) -> None:
    choices = ["for"] * case["for"] + ["against"] * case["against"] + ["abstain"] * case["abstain"]
    counted = tally(choices, quorum=case["quorum"], to=Grade(case["to"]))
    assert (counted.carried, counted.sentence.partition(":")[0]) == (case["carried"], case["says"])


@titled("round")
def test_a_round_is_told(case: dict[str, Any]) -> None:
    assert summary(case["ratings"]).sentence == case["says"]


@titled("rhythm")
def test_a_group_meets(case: dict[str, Any]) -> None:
    rule = rule_of(Rhythm(case["rhythm"]), first=case["first"])
    found = meetings(rule, first=case["first"])
    assert rule_words(rule, first=case["first"]) == case["says"]
    assert [one.date() for one in found[:3]] == case["then"]
    assert len(found) == case["meetings"]
    assert {at.time() for at in found} == {case["first"].time()}


@titled("dots")
def test_dots_put_what_is_missing_in_order(case: dict[str, Any]) -> None:
    assert [one.key for one in ranked(enumerate(case["dots"])) if one.priority] == case["priorities"]


def test_nothing_is_graded_before_it_was_reviewed_and_everything_may_be_retired() -> None:
    assert not {Grade.PROMISING, Grade.BEST, Grade.NOT_YET} & set(MOVES[Grade.PROPOSED])
    assert all(Grade.RETIRED in to for was, to in MOVES.items() if was is not Grade.RETIRED)
    assert MOVES[Grade.RETIRED] == (Grade.REVIEWED,)


def test_missing_sectors_are_named_and_so_is_one_with_many_seats() -> None:
    whole = balance_of(list(SECTORS))
    assert whole.missing == () == whole.heavy
    one_sided = balance_of(["courts"] * 5 + ["tribes"] * 5 + ["peers"])
    assert one_sided.heavy == ("Courts and attorneys", "Tribes")
    assert "Schools" in one_sided.missing
    assert one_sided.sentence.startswith(f"11 members from 3 of {len(SECTORS)} sectors. Nobody from: Child welfare,")


def test_a_trend_is_told_with_its_numbers_and_not_of_a_few_meetings() -> None:
    held = [Came(date(2026, month, 1), came, 40) for month, came in enumerate([20, 22, 21, 30, 31, 32], 1)]
    assert trend(held).startswith("Rising: 52 of 100 came in the earlier half")
    assert trend(held[:3]) == "3 meetings were held: too few to speak of a trend."
    assert [needed(40, 50), needed(5, 40), needed(0, 50), needed(3, 34)] == [20, 2, 1, 2]


@given(st.lists(st.integers(1, 9), max_size=ENOUGH - 1))
def test_nothing_but_their_number_is_told_of_few_answers(ratings: list[int]) -> None:
    told = summary(ratings)
    assert (told.shown, told.median, told.low, told.high) == (False, None, None, None)


@given(st.lists(st.integers(1, 9), min_size=ENOUGH, max_size=40))
def test_a_round_is_told_the_same_in_whatever_order_answers_came(ratings: list[int]) -> None:
    told = summary(ratings)
    assert told == summary(sorted(ratings))
    assert told.shown
    assert told.low
    assert told.high
    assert told.median
    assert 1 <= told.low <= told.median <= told.high <= 9


def test_the_mark_covers_what_was_said_who_came_what_was_decided_and_the_version_before() -> None:
    first = {"held": "2026-11-10", "came": ["1", "2"], "text": "Rides", "decided": [("Ask", "1", "2026-12-01")]}
    mark = mark_of(**first, before="")  # type: ignore[arg-type]
    assert mark == mark_of(**{**first, "came": ["2", "1"]}, before="")  # type: ignore[arg-type]
    changed = [{"text": "rides"}, {"came": ["1"]}, {"decided": []}, {"held": "2026-11-11"}, {"before": mark}]
    assert mark not in {mark_of(**{**first, "before": "", **one}) for one in changed}  # type: ignore[arg-type]
