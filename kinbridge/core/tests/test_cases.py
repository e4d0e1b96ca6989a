"""Words that people who lived it ask us not to use: found in any form, and nothing else is."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kinbridge.core.wording import suggestions, terms

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "wording.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_is_suggested_and_what_is_left_alone(case: dict[str, Any]) -> None:
    found = [[one.written, one.term.code] for one in suggestions(case["text"])]
    assert found == case["finds"]


def test_every_entry_is_met_by_a_case_and_has_a_reason_a_source_and_a_day() -> None:
    met = {code for case in CASES for _written, code in case["finds"]}
    spared = {"addicted"}  # nearly always part of a longer wording
    assert {term.code for term in terms()} - met == spared
    assert all(term.prefer and term.why and term.source.checked_on > date(2026, 1, 1) for term in terms())
    assert len(terms()) == len({term.code for term in terms()})


def test_nothing_that_is_preferred_is_itself_advised_against() -> None:
    assert [term.code for term in terms() if suggestions(". ".join(term.prefer))] == []


@given(some.text(max_size=300))
def test_whatever_is_written_gets_an_answer_that_stands_in_the_text(text: str) -> None:
    assert all(one.written in " ".join(text.split()) for one in suggestions(text))


@given(some.sampled_from([case["text"] for case in CASES]))
def test_what_stands_in_quotation_marks_is_never_touched(text: str) -> None:
    assert suggestions("“" + text.replace("“", "").replace("”", "") + "”") == ()
