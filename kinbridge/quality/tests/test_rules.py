"""The checks, as a caseworker would tell them."""

from __future__ import annotations

from datetime import date

import pytest

from kinbridge.quality.rules import Share, Someone, Written, missing, past_due, twins_on_file, written_twice

MAY = date(2026, 5, 4)


def someone(number: int = 1, **said: object) -> Someone:
    known = {"name": "Ana Rivera", "relation": "mother", "birth_date": MAY, "carried": False}
    return Someone(**{"id": number, "race_ethnicity": "white", "payer": "medicaid", **known, **said})


def test_a_full_record_lacks_nothing_and_an_expected_baby_has_no_birthday() -> None:
    assert not list(missing(someone()))
    assert not list(missing(someone(relation="infant", birth_date=None, carried=True, race_ethnicity="", payer="")))


def test_a_child_without_a_birth_date_stops_the_clocks() -> None:
    (says,) = missing(someone(relation="child", birth_date=None, race_ethnicity="", payer=""))
    assert "Clocks" in says


def test_of_a_grown_up_the_birthday_the_own_words_and_the_payer_are_asked() -> None:
    assert len(list(missing(someone(birth_date=None, race_ethnicity="", payer="")))) == 3


def test_one_name_and_one_birthday_is_probably_one_person() -> None:
    ana, again, sister = someone(), someone(2, name="ANA RIVERA"), someone(3, name="Eva Rivera")
    assert list(twins_on_file([sister, again, ana])) == [(ana, again)]
    assert not list(twins_on_file([someone(birth_date=None), someone(2, birth_date=None)]))


def test_the_later_of_two_equal_facts_of_one_day_is_the_one_too_many() -> None:
    first, other_day, again = Written(1, "visit", MAY), Written(2, "visit", date(2026, 5, 5)), Written(3, "visit", MAY)
    assert list(written_twice([again, other_day, first])) == [(first, again)]


@pytest.mark.parametrize(("on", "is_past"), [(date(2026, 5, 25), False), (date(2026, 5, 26), True)])
def test_three_weeks_after_the_due_date_an_end_is_missing(on: date, is_past: bool) -> None:
    assert past_due(MAY, on=on) is is_past


@pytest.mark.parametrize(
    ("share", "told", "in_order"),
    [
        (Share(0, 0, 0), "none yet", None),
        (Share(40, 40, 10), "too few", None),
        (Share(40, 32, 11), "80 %", True),
        (Share(40, 31, 11), "78 %", False),
    ],
)
def test_a_share_is_told_of_enough_people_only(share: Share, told: str, in_order: bool | None) -> None:
    assert share.told(11) == told
    assert share.in_order(11) is in_order
