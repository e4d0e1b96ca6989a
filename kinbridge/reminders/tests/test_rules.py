"""Which step has come, when it is quiet, and the only words that leave the site."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest

from kinbridge.reminders.rules import To, Told, first_step, is_quiet, message, reached, steps_on, tally

DUE = date(2026, 6, 30)


def step(days: int, to: To = To.WORKER) -> str:
    """The step that has come that many days before (or, below zero, after) the due date."""
    found = reached(DUE, on=DUE - timedelta(days=days), to=to)
    return "" if found is None else found.code


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (61, ""),
        (60, "T-60"),
        (45, "T-60"),
        (30, "T-30"),
        (14, "T-14"),
        (7, "T-7"),
        (5, "T-7"),
        (3, "T-3"),
        (1, "T-1"),
        (0, "T+0"),
        (-9, "T+0"),
        (-91, ""),
    ],
)
def test_a_worker_is_told_the_nearest_step_and_never_those_gone_by(days: int, code: str) -> None:
    assert step(days) == code


@pytest.mark.parametrize(("days", "code"), [(1, ""), (0, ""), (-2, ""), (-3, "T+3"), (-9, "T+3"), (-10, "T+10")])
def test_a_supervisor_hears_only_of_what_is_overdue(days: int, code: str) -> None:
    assert step(days, To.SUPERVISOR) == code


def test_a_late_first_response_is_told_to_the_supervisor_the_next_day() -> None:
    late = reached(DUE, on=DUE + timedelta(days=1), to=To.SUPERVISOR, rule="SYS-CONTACT")
    assert late is not None
    assert late.code == "T+1"
    assert reached(DUE, on=DUE + timedelta(days=1), to=To.SUPERVISOR, rule="CW-CASEPLAN") is None


def test_the_steps_are_dated_data() -> None:
    assert [one.code for one in steps_on(DUE) if one.to is To.WORKER] == "T-60 T-30 T-14 T-7 T-3 T-1 T+0".split()
    assert steps_on(date(2020, 1, 1)) == ()
    assert first_step() == 60


@pytest.mark.parametrize(
    ("hour", "since", "until", "quiet"),
    [(3, 19, 7, True), (19, 19, 7, True), (7, 19, 7, False), (12, 19, 7, False), (13, 12, 14, True), (9, 0, 0, False)],
)
def test_quiet_hours_may_run_past_midnight(hour: int, since: int, until: int, quiet: bool) -> None:
    assert is_quiet(time(hour), since=time(since), until=time(until)) is quiet


def test_a_message_holds_numbers_and_the_way_in() -> None:
    said = message(Told(week=3, overdue=1), address="https://kinbridge.example/")
    assert said == (
        "You have 3 things due this week. 1 thing is overdue. Sign in to see them: https://kinbridge.example/"
    )
    assert message(Told(week=1), address="https://k.example/") == (
        "You have 1 thing due this week. Sign in to see it: https://k.example/"
    )


def test_no_message_can_say_more() -> None:
    """Whatever is counted, the words are these few."""
    known = set("you have things thing due this week later are is overdue in your unit sign to see them it".split())
    for told in (Told(2, 3, 4, 5), Told(1, 1, 1, 1), Told(unit=1), Told(later=7)):
        words = re.findall(r"[a-z]+", message(told, address="").lower())
        assert set(words) <= known


def test_what_is_due_is_counted_where_it_belongs() -> None:
    on = DUE
    assert tally(on, on=on, to=To.WORKER) == Told(week=1)
    assert tally(on + timedelta(days=8), on=on, to=To.WORKER) == Told(later=1)
    assert tally(on - timedelta(days=1), on=on, to=To.WORKER) == Told(overdue=1)
    assert tally(on - timedelta(days=4), on=on, to=To.SUPERVISOR) == Told(unit=1)
    assert not Told().any
