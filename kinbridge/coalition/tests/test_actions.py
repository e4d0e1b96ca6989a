"""Who may write and move what, what stays, what a race leaves, and where a value comes from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kinbridge.audit.models import Line as AuditLine
from kinbridge.coalition import actions
from kinbridge.coalition.actions.looking import NotCounted
from kinbridge.coalition.actions.results import Overclaims
from kinbridge.coalition.models import Change, Goal, Indicator, Line, Reading, Step
from kinbridge.coalition.momentum import momentum
from kinbridge.coalition.reading.goals import board
from kinbridge.coalition.reading.ideas import ideas, open_idea, standing_results
from kinbridge.coalition.reading.strategy import open_line
from kinbridge.coalition.rules.goals import Standing
from kinbridge.coalition.tests import alliance as make
from kinbridge.coalition.tests.alliance import AT, Alliance

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def alliance() -> Alliance:
    return make.alliance()


def test_an_owner_changes_what_stands_under_their_line_and_nobody_else_does(alliance: Alliance) -> None:
    activity = make.tree(alliance, owner=alliance.teresa)[-1]
    facts = {"status": "done"}
    actions.change_line(line=activity, facts=facts, version=1, why="", by=alliance.teresa, at=AT)
    assert Line.objects.get(pk=activity.pk).status == "done"
    with pytest.raises(actions.NotTheirs):
        actions.change_line(line=activity, facts=facts, version=2, why="", by=alliance.nurse, at=AT)
    with pytest.raises(actions.NotTheirs):
        actions.write_line(under=make.goal(alliance, 1), facts={"title": "x"}, by=alliance.nurse, at=AT)
    with pytest.raises(ValueError, match="Nothing stands under an activity"):
        actions.write_line(under=activity, facts={"title": "x"}, by=alliance.grace, at=AT)


def test_of_two_who_change_a_line_at_once_the_second_is_told_and_nothing_is_lost(alliance: Alliance) -> None:
    activity = make.tree(alliance, owner=alliance.teresa)[-1]
    first = {"title": "Four sessions", "status": "under_way"}
    actions.change_line(line=activity, facts=first, version=1, why="begun", by=alliance.teresa, at=AT)
    with pytest.raises(actions.ChangedMeanwhile, match="Teresa Lowell changed this on March 16"), transaction.atomic():
        actions.change_line(line=activity, facts={"title": "Five"}, version=1, why="", by=alliance.grace, at=AT)
    assert Line.objects.get(pk=activity.pk).title == "Four sessions"
    page = open_line(pk=activity.pk, by=alliance.grace, on=DAY)
    assert page is not None
    assert [one.words for one in page.changes] == ["Under way. Changed its words.", "It said: Hold sessions."]
    assert AuditLine.objects.filter(act="strategy.line_changed").count() == 1


def test_what_was_said_is_never_changed(alliance: Alliance) -> None:
    make.tree(alliance, owner=alliance.teresa)
    make.idea(alliance)
    goal = make.goal(alliance, 1)
    actions.state_value(indicator=goal.indicator, value=4, on=DAY, note="n", by=alliance.grace, at=AT)
    for model in (Change, Step, Reading):
        row = model.objects.order_by("pk")[0]
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            row.delete()


def test_a_bound_indicator_reads_the_last_release_and_takes_no_stated_value(alliance: Alliance) -> None:
    goal = make.goal(alliance, 4)
    assert goal.indicator.measure == "referral_answered:0"
    assert board(by=alliance.grace).goals[3].value.text == "not counted yet"
    make.released(alliance, before=60, now=72, of=50)
    value = board(by=alliance.grace).goals[3].value
    assert value.text == "72% (36 of 50)"
    assert value.on == date(2026, 3, 31)
    assert value.standing == Standing.CLOSER
    assert "Definition 1; April 2025 to March 2026." in value.source
    with pytest.raises(actions.Bound):
        actions.state_value(indicator=goal.indicator, value=99, on=DAY, note="", by=alliance.grace, at=AT)


def test_a_hidden_number_is_said_to_be_hidden_and_stands_nowhere(alliance: Alliance) -> None:
    make.released(alliance, before=60, now=None, of=50)
    value = board(by=alliance.grace).goals[3].value
    assert value.number is None
    assert value.text == "hidden: too few to show"
    assert value.standing == Standing.HIDDEN
    assert "Counts of 1 to 10 are hidden" in value.source


def test_anyone_proposes_the_lead_decides_and_two_steps_never_follow_the_same_one(alliance: Alliance) -> None:
    idea = make.idea(alliance, by=alliance.nurse)
    pilot = {
        "said": {"words": "Try it", "question": "Does it help?", "stop_rule": "No", "until": DAY},
        "evidence": make.WORDS,
    }
    with pytest.raises(actions.NotTheirs):
        actions.take_step(idea=idea, after=1, stage="pilot", by=alliance.nurse, at=AT, **pilot)
    actions.take_step(idea=idea, after=1, stage="pilot", by=alliance.grace, at=AT, **pilot)
    with pytest.raises(actions.ChangedMeanwhile, match="Grace Whitfield wrote to this idea"):
        actions.take_step(idea=idea, after=1, stage="stopped", by=alliance.grace, at=AT, **make.said("No"))
    with pytest.raises(ValueError, match="cannot take this step"):
        actions.take_step(idea=idea, after=2, stage="sustained", by=alliance.grace, at=AT, **make.said("Yes"))
    actions.take_step(idea=idea, after=2, stage="pilot", by=alliance.nurse, at=AT, **make.said("It goes well"))
    assert [step.stage for step in idea.steps.order_by("number")] == ["proposed", "pilot", "pilot"]
    with pytest.raises(PermissionDenied):
        make.idea(alliance, by=alliance.mother)


def test_a_measure_that_was_looked_at_is_kept_as_it_was_that_day(alliance: Alliance) -> None:
    idea = make.idea(alliance)
    asked = {"evidence": "measure", "measure": "referral_answered:0", "saw": "Better than last year."}
    step = {"said": {"words": "How it goes"}, "evidence": asked}
    with pytest.raises(NotCounted), transaction.atomic():
        actions.take_step(idea=idea, after=1, stage="proposed", by=alliance.grace, at=AT, **step)
    make.released(alliance, before=60, now=72, of=50)
    actions.take_step(idea=idea, after=1, stage="proposed", by=alliance.grace, at=AT, **step)
    make.released(alliance, before=72, now=90, of=50, on=date(2026, 6, 30))
    kept = idea.steps.get(number=2)
    assert kept.saw.startswith("Referrals answered, answered within three days: 72% (36 of 50).")
    assert kept.saw.endswith("Better than last year.")
    assert kept.release.quarter_end == date(2026, 3, 31)


def test_a_quiet_idea_is_listed_with_its_last_step_until_someone_says_a_word(alliance: Alliance) -> None:
    idea = make.idea(alliance, at=AT - timedelta(days=61))
    assert [(one.idea, one.stalled, one.words) for one in ideas(by=alliance.nurse, on=DAY)] == [(idea, 61, "Proposed")]
    actions.take_step(idea=idea, after=1, stage="proposed", by=alliance.grace, at=AT, **make.said("We meet on Monday"))
    assert [one.stalled for one in ideas(by=alliance.nurse, on=DAY)] == [0]


def test_a_pilot_is_read_as_a_run_chart_that_speaks_only_beyond_chance(alliance: Alliance) -> None:
    idea = make.idea(alliance)
    actions.take_step(
        idea=idea,
        after=1,
        stage="pilot",
        said={"words": "Try", "question": "?", "stop_rule": "!", "until": DAY},
        evidence=make.WORDS,
        indicator={"words": "Talks a week", "unit": "talks", "target": 6.0, "direction": "up"},
        by=alliance.grace,
        at=AT,
    )
    indicator = Indicator.objects.get(idea=idea)
    for week, value in enumerate([1, 2, 1, 2, 1, 2, 5, 4, 5, 4, 5, 6]):
        on = DAY - timedelta(weeks=20 - week)
        actions.state_value(indicator=indicator, value=value, on=on, note="log", by=alliance.grace, at=AT)
    page = open_idea(pk=idea.pk, by=alliance.grace, on=DAY)
    assert page is not None
    assert page.chart is not None
    assert page.chart.description == "A shift: the last 6 readings all lie above the median."
    assert len(page.chart.rows) == 12


def test_a_result_claims_no_more_than_it_shows_and_a_correction_stands_instead(alliance: Alliance) -> None:
    facts = make.result_facts(alliance, attribution="caused", comparison="")
    with pytest.raises(Overclaims, match="what happened where this was not done"):
        actions.record_result(facts=facts, evidence=make.PAPER, by=alliance.grace, at=AT)
    first = actions.record_result(
        facts=facts | {"attribution": "contributed"}, evidence=make.PAPER, by=alliance.grace, at=AT
    )
    unclear = facts | {"attribution": "unclear"}
    second = actions.record_result(facts=unclear, evidence=make.PAPER, instead_of=first, by=alliance.grace, at=AT)
    assert list(standing_results(alliance.coalition.pk)) == [second]
    with pytest.raises(actions.ChangedMeanwhile):
        actions.record_result(facts=unclear, evidence=make.PAPER, instead_of=first, by=alliance.grace, at=AT)
    with pytest.raises(actions.NotTheirs):
        actions.record_result(facts=unclear, evidence=make.PAPER, by=alliance.nurse, at=AT)


def test_what_moved_since_a_day_and_who_waits_for_help(alliance: Alliance) -> None:
    activity = make.tree(alliance, owner=alliance.teresa, at=AT - timedelta(days=30))[-1]
    asked = {"status": "needs_help"}
    when = AT - timedelta(days=9)
    actions.change_line(line=activity, facts=asked, version=1, why="Who can pay?", by=alliance.teresa, at=when)
    actions.tell_win(facts={"title": "The court came", "on": DAY}, by=alliance.nurse, at=AT)
    week = momentum(by=alliance.nurse, since=DAY - timedelta(days=7), on=DAY)
    assert [one.about for one in week.moved] == ["The court came"]
    assert [(one.why, one.days) for one in week.asked] == [("Who can pay?", 9)]
    month = momentum(by=alliance.nurse, since=DAY - timedelta(days=40), on=DAY)
    assert "Needs help from another partner: Who can pay?" in [one.words for one in month.moved]


def test_row_security_shows_no_coalition_another_s_strategy(alliance: Alliance) -> None:
    make.tree(alliance, owner=alliance.teresa)
    for coalition, seen in ((alliance.coalition.pk, 3), (alliance.coalition.pk + 1, 0), ("", 0)):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE kinbridge_app")
            cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [str(coalition)])
            cursor.execute("SELECT count(*) FROM coalition_line")
            assert cursor.fetchone()[0] == seen
            cursor.execute("RESET ROLE")


def test_every_goal_is_handed_over_only_to_someone_at_work(alliance: Alliance) -> None:
    goal = Goal.objects.get(coalition=alliance.coalition, number=1)
    with pytest.raises(ValueError, match="works for no partner today"):
        actions.hand_to(goal=goal, owner=make.stranger(), by=alliance.grace, at=AT)
