"""What stands to its target, what has stalled, what may be claimed, and what momentum says."""

from __future__ import annotations

from datetime import date

import pytest

from kinbridge.coalition.rules.goals import Standing, seeds, standing
from kinbridge.coalition.rules.ideas import ENDS, NEXT, Stage, overclaims, stalled_for
from kinbridge.coalition.rules.momentum import Help, Told, between, calls_for_help, on_time
from kinbridge.coalition.rules.strategy import Status, is_late


@pytest.mark.parametrize(
    ("values", "target", "direction", "stands"),
    [
        ([], 90, "up", Standing.UNKNOWN),
        ([92], 90, "up", Standing.REACHED),
        ([3], 3, "down", Standing.REACHED),
        ([40], 90, "up", Standing.STILL),
        ([40, 40], 90, "up", Standing.STILL),
        ([40, 60], 90, "up", Standing.CLOSER),
        ([60, 40], 90, "up", Standing.AWAY),
        ([9, 6], 3, "down", Standing.CLOSER),
        ([6, 9], 3, "down", Standing.AWAY),
        ([6, 9], None, "up", Standing.CLOSER),
    ],
)
def test_the_last_value_stands_to_the_target_and_to_the_one_before(values, target, direction, stands):
    assert standing(values, target=target, direction=direction) == stands


def test_each_of_the_five_goals_has_its_words_in_spanish():
    assert [seed.number for seed in seeds()] == [1, 2, 3, 4, 5]
    for seed in seeds():
        assert len({seed.title, seed.title_es, seed.aim, seed.aim_es, seed.indicator, seed.indicator_es}) == 6


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        (Status.UNDER_WAY, date(2026, 5, 1), True),
        (Status.NEEDS_HELP, date(2026, 5, 1), True),
        (Status.UNDER_WAY, date(2026, 5, 2), False),
        (Status.UNDER_WAY, None, False),
        (Status.DONE, date(2026, 5, 1), False),
        (Status.SET_ASIDE, date(2026, 5, 1), False),
    ],
)
def test_what_is_over_is_never_late(status, due, late):
    assert is_late(status=status, due_on=due, on=date(2026, 5, 2)) is late


@pytest.mark.parametrize(
    ("stage", "days", "stalled"),
    [
        (Stage.PROPOSED, 60, 0),
        (Stage.PROPOSED, 61, 61),
        (Stage.PILOT, 90, 90),
        (Stage.DECIDED, 90, 90),
        (Stage.SUSTAINED, 900, 0),
        (Stage.STOPPED, 900, 0),
    ],
)
def test_an_open_idea_stalls_after_sixty_days_without_a_word(stage, days, stalled):
    assert stalled_for(stage=stage, last_on=date.fromordinal(739_000 - days), on=date.fromordinal(739_000)) == stalled


def test_every_open_idea_can_be_stopped_and_nothing_leaves_a_stop():
    assert all(Stage.STOPPED in NEXT[stage] for stage in Stage if stage not in ENDS)
    assert NEXT[Stage.STOPPED] == ()
    assert Stage.DECIDED not in NEXT[Stage.PROPOSED], "nothing is decided that was not tried"


@pytest.mark.parametrize(
    ("attribution", "evidence", "comparison", "refused"),
    [
        ("caused", "measure", "Next county, without it: no change", ""),
        ("caused", "measure", " ", "where this was not done"),
        ("caused", "words", "Next county, without it: no change", "show a measure or a document"),
        ("contributed", "words", "", ""),
        ("unclear", "words", "", ""),
    ],
)
def test_a_cause_is_claimed_only_with_something_to_compare_and_something_to_show(
    attribution, evidence, comparison, refused
):
    assert refused in overclaims(attribution=attribution, evidence=evidence, comparison=comparison)
    assert bool(refused) is bool(overclaims(attribution=attribution, evidence=evidence, comparison=comparison))


def test_a_call_for_help_lasts_from_the_first_day_it_was_asked_to_the_day_it_was_not():
    day = [date(2026, 1, n) for n in range(1, 10)]
    asked, under_way = Status.NEEDS_HELP, Status.UNDER_WAY
    history = [
        Told(day[0], under_way),
        Told(day[1], asked),
        Told(day[2], asked),
        Told(day[5], under_way),
        Told(day[7], asked),
    ]
    assert calls_for_help(history) == [Help(day[1], day[5]), Help(day[7], None)]
    assert [call.days(on=day[8]) for call in calls_for_help(history)] == [4, 1]


def test_signs_say_nothing_where_there_is_nothing_to_say():
    first, second, third = date(2026, 1, 1), date(2026, 1, 11), date(2026, 2, 10)
    assert between([third, first, second]) == 20
    assert between([first]) is None
    assert on_time([(first, second), (second, second), (third, second)]) == (2, 3)
    assert on_time([]) == (0, 0)
