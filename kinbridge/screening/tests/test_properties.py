"""What no answer sheet, however odd, can make happen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.screening.rules import INSTRUMENTS, PUBLISHED, Status, score

NAMES = [name for name, _ in INSTRUMENTS]
LABELS = st.sampled_from(
    ["items", "substances", "heroin", "alcohol", "q8_injected", "present", "scores", "needs", "intake", "closure",
     "yes_count", "criteria_met", "domains", "groups", "pre", "post", "stages", "exposure", "q1_any_opioid", "safety",
     "living_situation", "place_problems", "cutoff", "runs", "pregnant", "sex_for_scoring", "previous_yes_items",
     *{item for each in PUBLISHED.values() for item in each.items}]
)  # fmt: skip
WORDS = st.sampled_from(["declined", "not asked", "yes", "no", "never", "daily", "weekly", "yes_past_3m", "none", ""])
SINGLE = st.none() | st.booleans() | st.integers(-5, 40) | st.floats() | WORDS | st.text(max_size=5)
ROW = st.lists(SINGLE, max_size=10)
BLOCK = st.dictionaries(LABELS | st.text(max_size=3), SINGLE | ROW, max_size=3)
PAIRS = st.lists(st.tuples(SINGLE, SINGLE).map(list), max_size=3)
ANYTHING = SINGLE | ROW | BLOCK | PAIRS | st.dictionaries(LABELS, BLOCK, max_size=2)
SHEETS = st.dictionaries(LABELS, ANYTHING, max_size=6)


@given(st.sampled_from(NAMES), SHEETS, st.dictionaries(LABELS, ANYTHING, max_size=2))
def test_any_sheet_gets_a_result_that_can_be_written_down(
    name: str, answers: dict[str, Any], context: dict[str, Any]
) -> None:
    result = score(name, answers, **context)
    assert json.loads(json.dumps(result.as_result()))["status"] == result.status
    if result.status is Status.ERROR:
        assert set(result.found) == {"error"}


SUMMED = ["dast_10", "uncope", "phq_9", "phq_2", "gad_7", "hits", "e_hits", "hark", "epds", "audit_c"]
ABSENT = st.sampled_from([None, "declined", "not_asked"])


@st.composite
def _sheet_and_gaps(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    name = draw(st.sampled_from(SUMMED))
    published = PUBLISHED[name]
    answer = st.booleans() if published.scale.get("yes_no") else st.integers(*published.points)
    full = {item: draw(answer) for item in published.items}
    gaps = draw(st.lists(st.sampled_from(published.items), min_size=1, unique=True))
    return name, full, {item: draw(ABSENT) if item in gaps else said for item, said in full.items()}


@given(_sheet_and_gaps())
def test_declining_is_never_worse_than_answering(drawn: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    """The lower bound of a sheet with gaps is at most the score of the full sheet, and it is never called negative."""
    name, full, with_gaps = drawn
    whole, partial = score(name, full).found, score(name, with_gaps).found
    assert "score" not in partial
    assert partial["lower_bound"] <= whole["score"]
    assert partial["positive"] in (True, None)
    if partial["positive"]:
        assert whole["positive"] is True


@given(_sheet_and_gaps())
def test_answering_more_never_lowers_a_red_flag(drawn: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    name, full, with_gaps = drawn
    assert set(score(name, with_gaps).flags) <= set(score(name, full).flags)


@pytest.mark.parametrize("name", NAMES)
def test_no_result_speaks_of_custody_removal_or_a_report(name: str) -> None:
    """A score can offer help; the words for anything else do not exist here."""
    words = json.dumps(score(name, {}).as_result()).casefold()
    assert not any(word in words for word in ("remove", "custody", "report", "eligib", "reunif"))
