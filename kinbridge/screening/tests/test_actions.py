"""A screen becomes one fact with one audit line, or nothing at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.core.vocabulary import Regime
from kinbridge.people.models import Person
from kinbridge.screening import actions, reading
from kinbridge.screening.tests.county import AT, caseworker, counselor, harbor, judge, nurse

pytestmark = pytest.mark.django_db
ALL_NO = dict.fromkeys("uncope", False)


@pytest.fixture
def county():
    return harbor()


def _record(county, by, instrument="uncope", answers=ALL_NO, **more):
    return actions.record_screen(
        family=county.family, person=county.ana, instrument=instrument, answers=answers, by=by, at=AT, **more
    )


def test_the_answers_and_the_score_are_kept_together_with_one_audit_line(county):
    by = caseworker(county)
    entry = _record(county, by, answers={**ALL_NO, "u": True, "n": True})
    assert entry.body["answers"]["u"] is True
    assert entry.body["result"] == {"status": "complete", "score": 2, "positive": True, "band": "positive"}
    assert entry.body["wording"] == "kinbridge-1"
    assert entry.label.regimes == [Regime.CHILD_WELFARE]
    assert entry.label.category == "sud_treatment"
    (line,) = Line.objects.filter(family_id=county.family.pk)
    assert line.act == "chart.screening_result"
    assert line.actor_id == by.user_id


def test_declining_everything_is_kept_as_declined_and_not_as_zero(county):
    entry = _record(county, caseworker(county), answers=dict.fromkeys("uncope", "declined"))
    assert entry.body["result"]["status"] == "incomplete"
    assert entry.body["result"]["declined"] == list("uncope")
    assert "score" not in entry.body["result"]
    assert entry.body["says"].startswith("Too few answers to say.")


def test_the_words_of_the_chart_say_what_is_urgent_first(county):
    entry = _record(county, nurse(county), "epds", {**{f"q{n}": "declined" for n in range(1, 10)}, "q10": 2})
    assert entry.body["says"].startswith("Act now: thoughts of self-harm.")


def test_a_screen_about_violence_says_nothing_in_the_list(county):
    entry = _record(county, nurse(county), "hark", dict.fromkeys(("humiliation", "afraid", "rape", "kick"), True))
    assert entry.body["says"] == "asked in private; open it to read it."


def test_what_the_scoring_needed_is_kept_too(county):
    entry = _record(
        county,
        nurse(county),
        "audit_c",
        {"q1": 1, "q2": 0, "q3": 0},
        context={"sex_for_scoring": "female", "pregnant": True},
        language="es",
    )
    assert entry.body["context"] == {"sex_for_scoring": "female", "pregnant": True}
    assert entry.body["language"] == "es"
    assert entry.body["says"].startswith("Follow up: alcohol in pregnancy.")


def test_an_answer_that_does_not_exist_leaves_nothing_behind(county):
    with pytest.raises(actions.CannotScore, match="q1 out of range"):
        _record(county, nurse(county), "phq_2", {"q1": 9, "q2": 0})
    assert not Entry.objects.exists()
    assert not Line.objects.exists()


def test_someone_of_another_family_cannot_be_screened_here(county):
    stranger = Person.objects.create(family=county.family, coalition=county.coalition, relation="other_adult")
    with pytest.raises(Person.DoesNotExist):
        actions.record_screen(
            family=county.family, person=stranger, instrument="uncope", answers=ALL_NO, by=caseworker(county), at=AT
        )


def test_withdrawal_is_rated_by_clinicians_only(county):
    worker = caseworker(county)
    offered = {each.key for each in actions.offered_to(worker)}
    assert "uncope" in offered
    assert "cows" not in offered
    assert "cows" in {each.key for each in actions.offered_to(counselor(county))}
    with pytest.raises(actions.MayNotScreen):
        _record(county, worker, "cows", {})


def test_a_court_does_not_screen(county):
    assert actions.offered_to(judge(county)) == ()


def test_the_program_that_asked_can_read_it_again_and_the_court_cannot(county):
    worker, court = caseworker(county), judge(county)
    entry = _record(county, worker)
    screen = reading.open_screen(entry_id=entry.pk, family=county.family, by=worker, at=AT)
    assert screen is not None
    assert screen.person_name == "Ana Rivera"
    assert screen.score.found["score"] == 0
    assert reading.open_screen(entry_id=entry.pk, family=county.family, by=court, at=AT) is None


def test_a_treatment_program_keeps_its_screens_under_part_2(county):
    entry = _record(county, counselor(county))
    assert Regime.PART2 in entry.label.regimes
    assert reading.screens(family=county.family, by=caseworker(county), at=AT) == []


def test_what_the_person_said_to_the_offer_is_kept_under_the_same_label(county):
    worker = caseworker(county)
    screen = _record(county, worker)
    offer = actions.record_offer(screen=screen, answer="later", by=worker, at=AT)
    assert offer.label == screen.label
    assert reading.open_screen(entry_id=screen.pk, family=county.family, by=worker, at=AT).offered == "later"


def test_an_offer_has_three_answers(county):
    worker = caseworker(county)
    screen = _record(county, worker)
    with pytest.raises(ValueError, match="accepted, later, or declined"):
        actions.record_offer(screen=screen, answer="refused", by=worker, at=AT)


def test_three_high_finnegan_scores_in_a_row_ask_for_a_review_of_this_baby_only(county):
    by = nurse(county)
    signs = {"present": ["sleep_lt1", "tone", "cry_high_pitched_gt5", "sweating"]}
    answers = {"family": county.family, "instrument": "fnass_item", "answers": signs, "by": by}
    hours = [AT + timedelta(hours=4 * n) for n in range(3)]
    actions.record_screen(**answers, person=county.ana, at=hours[0])
    scorings = [actions.record_screen(**answers, person=county.baby, at=at) for at in hours]
    last = [reading.open_screen(entry_id=each.pk, family=county.family, by=by, at=hours[2]) for each in scorings]
    urgent = [[each.heading for each in screen.meaning(language="en").urgent] for screen in last]
    assert urgent == [[], [], ["Act now: review with the care team"]]


def test_the_next_look_at_the_baby_knows_what_was_a_yes_last_time(county):
    by = nurse(county)
    asked = {"instrument": "esc", "family": county.family, "person": county.baby, "by": by, "at": AT}
    assert reading.carried_over(**asked) == {}
    hungry = {"eating_poor_due_to_nows": True, "sleeping_lt_1h_due_to_nows": False}
    calm = {"cannot_console_10min_due_to_nows": False, "soothing_support_level": 1}
    actions.record_screen(**asked, answers={**hungry, **calm})
    assert reading.carried_over(**asked) == {"previous_yes_items": ["eating_poor_due_to_nows"]}
    assert reading.carried_over(**asked | {"instrument": "uncope"}) == {}
