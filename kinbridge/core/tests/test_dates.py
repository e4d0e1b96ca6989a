from datetime import date

import pytest

from kinbridge.core.dates import Period, add_months, merge
from kinbridge.core.decision import Decision, Outcome


def test_the_last_day_of_august_plus_six_months_is_the_last_day_of_february():
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_a_period_holds_its_first_day_and_not_its_last():
    stay = Period(date(2026, 1, 1), date(2026, 1, 3))
    assert date(2026, 1, 1) in stay
    assert date(2026, 1, 3) not in stay
    assert date(2026, 1, 3) in Period(date(2026, 1, 1))


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="ends before it starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_days_are_counted_up_to_the_day_asked():
    assert Period(date(2026, 1, 1)).days(on=date(2026, 1, 11)) == 10
    assert Period(date(2026, 1, 1), date(2026, 1, 3)).days(on=date(2026, 1, 11)) == 2
    assert Period(date(2026, 1, 5)).days(on=date(2026, 1, 1)) == 0


def test_touching_stays_join_and_gaps_remain():
    day = [date(2026, 1, n) for n in range(1, 13)]
    assert merge([Period(day[4], day[6]), Period(day[0], day[2]), Period(day[2], day[3])]) == (
        Period(day[0], day[3]),
        Period(day[4], day[6]),
    )
    assert merge([Period(day[0]), Period(day[4], day[6])]) == (Period(day[0]),)
    assert merge([Period(day[0], day[2]), Period(day[1])]) == (Period(day[0]),)


def test_a_decision_cannot_be_read_as_yes_or_no():
    with pytest.raises(TypeError, match="allowed"):
        bool(Decision(Outcome.PERMIT, ()))
