"""When a unit is trained, which days are set side by side, and what of them is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kinbridge.uptake.rules import Done, Share, Shown, Span, compared, may_follow, shown, trained_on

DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("finished", "people", "place"),
    [
        (5, 5, 2),  # the third of five
        (5, 10, 4),
        (5, 11, None),  # not half
        (4, 4, None),  # too few to be a unit
    ],
)
def test_a_unit_is_trained_once_half_have_finished(finished: int, people: int, place: int | None) -> None:
    days = [DAY + timedelta(days=number) for number in range(finished)]
    expected = None if place is None else days[place]
    assert trained_on(list(reversed(days)), people=people) == expected


def test_a_referral_of_last_week_is_not_counted_yet() -> None:
    before, after = compared(DAY, today=DAY + timedelta(days=100))
    assert before == Span(DAY - timedelta(days=180), DAY)
    assert after == Span(DAY, DAY + timedelta(days=70))
    assert compared(DAY, today=DAY + timedelta(days=900))[1].until == DAY + timedelta(days=180)
    assert compared(DAY, today=DAY)[1] == Span(DAY, DAY)


@pytest.mark.parametrize(
    ("done", "seen"),
    [
        (Done(10, 5, 5, 5), Shown(None, None, None, None)),
        (Done(0, 0, 0, 0), Shown(None, None, None, None)),
        (Done(40, 20, 12, 3), Shown(40, Share(50), Share(30), Share(25, "or less"))),  # three are too few to tell
        (Done(40, 38, 40, 0), Shown(40, Share(75, "or more"), Share(100), Share(0))),  # and so are two left over
        (Done(20, 10, 15, 20), Shown(20, None, Share(50, "or more"), Share(50, "or more"))),
    ],
)
def test_nothing_is_shown_that_tells_of_a_few_families(done: Done, seen: Shown) -> None:
    assert shown(done) == seen


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (Done(40, 20, 20, 20), True),
        (Done(41, 20, 21, 20), False),  # one referral, and what became of it
        (Done(40, 20, 21, 20), False),  # an outcome that was written down late
        (Done(75, 35, 35, 35), True),
        (Done(75, 35, 52, 35), False),  # of the 35 since, 32 were kept and 3 not
    ],
)
def test_a_count_follows_another_where_what_came_since_may_be_told_by_itself(now: Done, may: bool) -> None:
    told = Done(40, 20, 20, 20)
    assert may_follow(told, now) is may
    assert may_follow(Done(10, 2, 2, 2), now), "nothing was told before"
    assert may_follow(told, now, moved=True) is (now == told)
