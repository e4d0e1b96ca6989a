from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinbridge.teams.rules import Case, Tier, order

TODAY = date(2026, 5, 14)
LAST = date(2026, 4, 16)


def first(*cases: Case) -> list[object]:
    return [place.case.key for place in order(cases, on=TODAY, last_met_on=LAST)]


def test_babies_come_before_births_that_are_near_and_those_before_flags():
    assert first(
        Case("flag", date(2026, 1, 1), due_on=date(2026, 9, 1), flagged="housing ends Friday"),
        Case("near", date(2026, 1, 1), due_on=date(2026, 6, 1)),
        Case("baby", date(2026, 1, 1), born_on=date(2026, 5, 10)),
        Case("new", date(2026, 5, 1), due_on=date(2026, 9, 1)),
        Case("later", date(2026, 1, 1), due_on=date(2026, 10, 1)),
        Case("sooner", date(2026, 1, 1), due_on=date(2026, 8, 1)),
        Case("grown", date(2026, 1, 1), born_on=date(2026, 1, 10), home_on=date(2026, 1, 14)),
    ) == ["baby", "near", "flag", "new", "sooner", "later", "grown"]


def test_each_place_has_its_reason_in_words():
    [place] = order([Case(1, date(2026, 1, 1), due_on=date(2026, 5, 20))], on=TODAY, last_met_on=LAST)
    assert (place.tier, place.why, place.minutes) == (Tier.DUE_SOON, "The baby is due in 6 days.", 8)


def test_a_flag_on_a_newborn_is_said_and_does_not_move_it_down():
    [place] = order(
        [Case(1, date(2026, 1, 1), born_on=date(2026, 5, 13), flagged="no safe place to sleep")],
        on=TODAY,
        last_met_on=LAST,
    )
    assert place.tier is Tier.BORN
    assert "born 1 day ago" in place.why
    assert "no safe place to sleep" in place.why


def test_a_due_date_that_has_passed_with_no_birth_recorded_is_near():
    [place] = order([Case(1, date(2026, 1, 1), due_on=date(2026, 5, 10))], on=TODAY, last_met_on=LAST)
    assert place.why == "The due date has come."


days = st.dates(min_value=TODAY - timedelta(days=400), max_value=TODAY + timedelta(days=200))


@given(st.lists(st.builds(Case, key=st.integers(), joined_on=days, due_on=st.none() | days), unique_by=lambda c: c.key))
def test_the_order_cases_come_in_never_matters_and_none_is_lost(cases):
    one = order(cases, on=TODAY, last_met_on=LAST)
    other = order(reversed(cases), on=TODAY, last_met_on=LAST)
    assert one == other
    assert len(one) == len(cases)
