"""The register of practices: dated, sourced, in words people use."""

from __future__ import annotations

import pytest

from kinbridge.directory.rules.points import POINT_WORDS, POINTS_OF
from kinbridge.directory.rules.practices import PLAIN, SHORT, Register, practice_of, practices
from kinbridge.directory.rules.words import Evidence, ServiceCategory


@pytest.mark.parametrize("practice", practices(), ids=lambda one: one.code)
def test_each_practice_says_for_whom_and_every_rating_says_when_and_where(practice) -> None:
    assert all((practice.what, practice.for_whom, practice.dose))
    assert set(practice.points) <= set(POINT_WORDS)
    assert {ServiceCategory(category) for category in practice.categories}
    for rating in practice.ratings:
        assert rating.reviewed[:4].isdigit()
        assert rating.source
        assert rating.checked_on.year >= 2026


@pytest.mark.parametrize(
    ("code", "on", "years"),
    [
        ("abc_infant", ["Not shown yet", "Strong evidence"], ["2020", "2025"]),
        ("start", ["First evidence", "Good evidence"], ["2020", "2022"]),
        ("fct", ["Not shown yet", "Good evidence"], ["2021", "2022"]),
    ],
)
def test_ratings_that_moved_keep_their_history(code: str, on: list[str], years: list[str]) -> None:
    practice = practice_of(code)
    assert practice is not None
    federal = [one for one in reversed(practice.history) if one.register is Register.IVE]
    assert [one.label for one in federal] == on
    assert [one.reviewed[:4] for one in federal] == years
    assert practice.label == on[-1]


def test_what_was_not_read_at_its_source_is_to_be_confirmed_locally() -> None:
    unread = [one for practice in practices() for one in practice.ratings if one.source == "general knowledge"]
    assert unread
    assert all(one.confidence.confirm_locally for one in unread)


def test_no_rating_is_not_a_bad_rating() -> None:
    buprenorphine = practice_of("buprenorphine")
    assert buprenorphine is not None
    assert buprenorphine.evidence is Evidence.NOT_RATED


def test_every_label_and_every_kind_of_service_has_its_words() -> None:
    assert set(PLAIN) == set(SHORT) == set(Evidence)
    assert set(POINTS_OF) == set(ServiceCategory) - {ServiceCategory.OTHER}
