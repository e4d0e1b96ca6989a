"""What must hold for the instruments as a whole, said one claim at a time."""

from __future__ import annotations

import itertools

import pytest

from kinbridge.core.decision import Confidence
from kinbridge.screening.rules import INSTRUMENTS, PUBLISHED, Status, score
from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_map, as_number
from kinbridge.screening.rules.phq_2 import phq_2


def test_every_published_instrument_can_be_scored_and_none_twice() -> None:
    names = [name for name, _ in INSTRUMENTS]
    assert sorted(names) == sorted(PUBLISHED)
    assert len(names) == len(set(names)) == 35


@pytest.mark.parametrize("instrument", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_an_instrument_says_where_it_comes_from_and_how_it_may_be_used(instrument) -> None:
    assert instrument.name
    assert instrument.source
    assert instrument.licence
    assert instrument.confidence in Confidence


@pytest.mark.parametrize("key", [key for key, each in PUBLISHED.items() if each.bands])
def test_bands_leave_no_gap_and_never_overlap(key: str) -> None:
    ends = sorted(PUBLISHED[key].bands.values())
    assert all(high + 1 == low for (_, high), (low, _) in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("key", "panel", "total"),
    [
        ("audit_c", "72109-2", "75626-2"),
        ("dast_10", "82666-9", "82667-7"),
        ("epds", "71354-5", "99046-5"),
        ("phq_9", "44249-1", "44261-6"),
        ("phq_2", "55757-9", "55758-7"),
        ("gad_7", "69737-5", "70274-6"),
        ("hark", "76499-3", "76504-0"),
    ],
)
def test_codes_are_those_of_the_signed_table(key: str, panel: str, total: str) -> None:
    assert (PUBLISHED[key].loinc["panel"], PUBLISHED[key].loinc["total"]) == (panel, total)


def test_audit_c_does_not_carry_the_code_of_the_ten_item_audit() -> None:
    assert "75624-7" not in PUBLISHED["audit_c"].loinc.values()


def test_an_unknown_instrument_is_an_error_that_says_where_to_look() -> None:
    result = score("tarot", {})
    assert result.status is Status.ERROR
    assert "INSTRUMENTS" in str(result.found["error"])


def test_answers_must_be_named() -> None:
    assert score("hits", [1, 1, 1, 1]).status is Status.ERROR  # type: ignore[arg-type]
    assert score("hits", {1: 1}).status is Status.ERROR  # type: ignore[dict-item]


def test_flags_can_be_read_before_anything_else() -> None:
    said = dict.fromkeys([f"q{number}" for number in range(1, 10)], "declined") | {"q10": 1}
    result = score("epds", said)
    assert result.flags == ("self_harm_item_positive_same_day_response",)
    assert result.positive is True
    assert "score" not in result.as_result()


def test_a_score_without_flags_or_verdict_says_so() -> None:
    result = score("capacity_gap", {})
    assert result.flags == ()
    assert result.positive is None


def test_phq_2_keeps_an_error_an_error() -> None:
    with pytest.raises(BadAnswer, match="out of range"):
        phq_2(Sheet({"q1": 9, "q2": 0}), {})


def test_an_error_never_repeats_what_somebody_typed() -> None:
    sentence = str(score("dast_10", {"q1": "Ana Rivera told me yes"}).found["error"])
    assert "Ana" not in sentence
    assert "q1" in sentence


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), "12", True])
def test_only_real_numbers_are_numbers(amount: object) -> None:
    with pytest.raises(BadAnswer, match="must be a number"):
        as_number("slots", amount, 0, 10)


def test_numbers_far_too_large_are_refused_in_words() -> None:
    with pytest.raises(BadAnswer, match="out of range"):
        as_number("slots", 10**400, 0, 10)


def test_a_map_has_named_keys() -> None:
    with pytest.raises(BadAnswer):
        as_map("needs", {1: 2})
