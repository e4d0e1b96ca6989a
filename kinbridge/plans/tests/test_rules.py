"""Where a birth leads, told as a social worker would tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kinbridge.plans.births.rules import Days, Exposure, Facts, Group, Path, Shown, answer, contradictions, terms_for
from kinbridge.plans.births.rules.from_chart import Entry, begun, known, treatment_ended
from kinbridge.plans.births.rules.going_home import Fact, items
from kinbridge.plans.births.rules.nursery import Look, days, draw, medicine_days, notes
from kinbridge.plans.births.rules.packet import answer_due, recipient_of

TODAY = date(2026, 11, 20)
OHIO, VERMONT, VIRGINIA = (terms_for(state, on=TODAY) for state in ("OH", "VT", "VA"))
SETTLED = Facts(
    exposures=frozenset(),
    shown_by=frozenset({Shown.SAID}),
    disorder=False,
    engaged=False,
    as_prescribed=True,
    withdrawal=False,
    fasd=False,
    concern=False,
)


def exposed(*to: Exposure, **said: object) -> Facts:
    return replace(SETTLED, exposures=frozenset(to), **said)


STEADY = exposed(Exposure.MOUD, disorder=True, engaged=True)
RETURNED = exposed(Exposure.OPIOID, disorder=True, engaged=False, as_prescribed=None)


def test_a_mother_steady_on_methadone_is_a_notification_and_never_a_report():
    found = answer(STEADY, OHIO)
    assert (found.path, found.group) == (Path.NOTIFICATION, Group.P2)
    assert found.lead == "The treatment program with the prenatal provider"
    assert "strength" in found.reasons[0].says


def test_pain_medicine_taken_as_prescribed_is_a_notification_in_the_first_group():
    assert (answer(exposed(Exposure.PAIN), OHIO).path, answer(exposed(Exposure.PAIN), OHIO).group) == (
        Path.NOTIFICATION,
        Group.P1,
    )


def test_a_disorder_without_treatment_asks_for_an_assessment_where_no_state_says_otherwise():
    found = answer(RETURNED, OHIO)
    assert (found.path, found.group) == (Path.ASSESSMENT, Group.P3)
    assert ("If the mother were steady in treatment", Path.NOTIFICATION) in [(c.words, c.path) for c in found.changes]


def test_a_concern_in_words_is_a_report_whatever_else_is_so():
    for facts in (STEADY, RETURNED, SETTLED):
        found = answer(replace(facts, concern=True, concern_words="She said he shook the crib."), VERMONT)
        assert found.path is Path.REPORT
        assert found.concern


def test_a_concern_without_words_is_not_enough():
    assert answer(replace(STEADY, concern=True), OHIO).missing == ("concern_words",)


def test_vermont_singles_out_what_was_not_prescribed_but_not_on_a_test_alone():
    assert answer(RETURNED, VERMONT).path is Path.REPORT
    by_test = replace(RETURNED, shown_by=frozenset({Shown.INFANT_TEST}))
    found = answer(by_test, VERMONT)
    assert found.path is Path.REVIEW
    assert any("not a safety concern" in reason.says for reason in found.reasons)
    assert any("Vermont policy asks for a report" in reason.says for reason in found.reasons), "the duty is not hidden"
    assert ("If more than a test showed it", Path.REPORT) in [(c.words, c.path) for c in found.changes]


def test_cannabis_alone_is_a_notification_in_vermont_and_a_persons_question_elsewhere():
    assert answer(exposed(Exposure.CANNABIS), VERMONT).path is Path.NOTIFICATION
    assert answer(exposed(Exposure.CANNABIS), OHIO).path is Path.REVIEW


def test_virginia_gives_its_notice_as_a_report_and_says_so():
    found = answer(STEADY, VIRGINIA)
    assert found.path is Path.REPORT
    assert not found.concern
    assert any("says nothing about safety" in reason.says for reason in found.reasons)


def test_without_any_exposure_there_is_nothing_to_send():
    assert answer(SETTLED, OHIO).path is Path.NOTHING


def test_whether_she_is_in_treatment_is_asked_where_it_matters_and_only_there():
    assert answer(replace(STEADY, engaged=None), OHIO).missing == ("engaged",)
    assert answer(replace(STEADY, engaged=None), OHIO).path is None
    assert answer(replace(SETTLED, exposures=frozenset({Exposure.PAIN}), engaged=None), OHIO).missing == ()


def test_nothing_known_asks_for_everything_that_matters():
    assert answer(Facts(), OHIO).missing == ("exposures", "disorder", "engaged", "withdrawal", "fasd", "concern")


def test_how_it_is_known_is_asked_where_a_test_alone_would_change_it():
    assert answer(replace(RETURNED, shown_by=frozenset()), VERMONT).missing == ("shown_by",)


def test_the_answer_names_its_ruleset_and_date():
    assert answer(STEADY, VERMONT).ruleset == "Vermont, checked 2026-11-22"
    assert terms_for("OH", on=TODAY).ruleset.startswith("Federal law and practice guidance, in force from 2016")


# ── contradictions ───────────────────────────────────────────────────────────


def test_a_birth_before_the_pregnancy_names_both_and_computes_nothing():
    against = contradictions(STEADY, Days(today=TODAY, pregnancy_began=date(2026, 6, 1), born=date(2026, 5, 1)))
    assert "May 1, 2026" in against[0].first
    assert "June 1, 2026" in against[0].second
    found = answer(STEADY, OHIO, against=against)
    assert (found.path, found.group, found.reasons) == (Path.REVIEW, None, ())


@pytest.mark.parametrize(
    ("facts", "days", "words"),
    [
        (SETTLED, {"born": TODAY + timedelta(days=1)}, "Today is"),
        (SETTLED, {"birth_entries": (date(2026, 5, 1), date(2026, 6, 1))}, "Another one of the same baby"),
        (SETTLED, {"born": TODAY, "birth_entries": (date(2026, 5, 1),)}, "birth entry in the chart"),
        (
            SETTLED,
            {"pregnancy_began": date(2026, 2, 20), "born": TODAY, "weeks_at_birth": 30},
            "The due date makes it week 39",
        ),
        (SETTLED, {"born": TODAY, "went_home": date(2026, 11, 1)}, "after that"),
        (exposed(Exposure.MOUD), {}, "no substance use disorder"),
        (replace(SETTLED, engaged=True), {}, "no substance use disorder"),
        (STEADY, {"treatment_ended": date(2026, 10, 1)}, "treatment ended on October 1, 2026"),
        (replace(SETTLED, withdrawal=True), {}, "there was no exposure"),
        (exposed(Exposure.TOBACCO, fasd=True, as_prescribed=None), {}, "Alcohol is not among"),
        (exposed(Exposure.TOBACCO), {}, "Nothing among the exposures was prescribed"),
    ],
)
def test_two_facts_that_cannot_both_be_so_are_both_named(facts, days, words):
    against = contradictions(facts, Days(today=TODAY, **days))
    assert any(words in one.second for one in against)
    assert all(one.mend for one in against)


def test_facts_that_agree_contradict_nothing():
    days = Days(
        today=TODAY,
        pregnancy_began=date(2026, 2, 20),
        born=date(2026, 11, 18),
        birth_entries=(date(2026, 11, 18),),
        weeks_at_birth=38,
        went_home=TODAY,
    )
    assert contradictions(STEADY, days) == ()
    assert contradictions(Facts(), Days(today=TODAY)) == ()


# ── from the chart ───────────────────────────────────────────────────────────


def entry(number: int, kind: str, *, infant: bool = False, day: int = 1, **body: object) -> Entry:
    return Entry(id=number, kind=kind, body=body, on=date(2026, 10, day), of_infant=infant, source="Cedar Clinic")


def test_the_chart_begins_the_answers_and_says_where_each_comes_from():
    entries = [
        entry(1, "admission", level="opioid_treatment"),
        entry(2, "medication", medication="methadone", step="continued", day=2),
        entry(3, "newborn_care", infant=True, method="finnegan", needs_medication=True, day=3),
        entry(4, "eat_sleep_console", infant=True, eats=True, sleeps=False, consoles=True, day=4),
        entry(5, "plan_step", plan=1, version=1, step="signed", day=5),
    ]
    facts = begun(known(entries))
    assert facts.exposures == {Exposure.MOUD}
    assert (facts.has_disorder, facts.engaged, facts.withdrawal, facts.plan) == (True, True, True, True)
    assert facts.concern is None, "a chart never sets a concern"
    assert "Cedar Clinic, October 2, 2026" in known(entries)[2].words


def test_treatment_that_ended_is_asked_about_and_not_assumed():
    ended = [entry(1, "admission"), entry(2, "medication", step="ended", day=2), entry(3, "treatment_end", day=3)]
    assert begun(known(ended)).engaged is None
    assert treatment_ended(ended) == date(2026, 10, 3)
    assert treatment_ended([*ended, entry(4, "admission", day=4)]) is None
    assert treatment_ended([]) is None


def test_what_is_stored_is_read_again_and_old_codes_are_passed_over():
    assert Facts.read(STEADY.stored()) == STEADY
    assert Facts.read(Facts().stored()) == Facts()
    assert Facts.read({"exposures": ["moud", "gone"], "shown_by": ["gone"], "other": 1}).exposures == {Exposure.MOUD}


# ── the nursery ──────────────────────────────────────────────────────────────

MORNING = datetime(2026, 11, 18, 8, tzinfo=UTC)


def look(kind: str, after: int = 0, /, **body: object) -> Look:
    return Look(kind, body, MORNING + timedelta(hours=after))


def could(hours: int, *, sleeps: bool = True) -> Look:
    return look("eat_sleep_console", hours, eats=True, sleeps=sleeps, consoles=True)


def test_a_day_is_counted_in_what_the_baby_could_not_do():
    seen = [
        could(0),
        could(3, sleeps=False),
        look("finnegan", 3, total=9),
        look("newborn_medication", 4, medication="morphine", step="as_needed"),
        look("rooming_in", 5, hours=20),
        look("feeding", 6, how="own_milk", weight_grams=2900),
        look("newborn_medication", 26, medication="morphine", step="ended"),
    ]
    later, first = days(seen)
    assert (first.looks, first.eat, first.sleep, first.console) == (2, 0, 1, 0)
    assert (first.highest, first.together, first.feeding, first.weight) == (9, 20, "own milk", 2900)
    assert first.medicine == "morphine, as needed"
    assert (later.highest, later.weight) == (None, None)
    assert medicine_days(seen) == 1, "the day it ended is no day on it"


def test_what_soothes_comes_first_and_twice_in_a_row_calls_the_team():
    assert "huddle with the parent" in next(notes([could(0, sleeps=False)], born_weight=None))
    twice = [could(0, sleeps=False), could(3, sleeps=False)]
    assert "whole team" in next(notes(twice, born_weight=None))
    assert list(notes([could(0)], born_weight=3000)) == []


def test_the_classic_marks_of_the_score_are_told_as_what_they_are():
    three = [look("finnegan", hour, total=8) for hour in (0, 3, 6)]
    two = [look("finnegan", hour, total=12) for hour in (0, 3)]
    assert all("own protocol" in next(notes(seen, born_weight=None)) for seen in (three, two))
    assert list(notes(three[:2], born_weight=None)) == []


def test_lost_weight_is_told_in_percent_of_the_weight_at_birth():
    assert list(notes([look("feeding", how="breast", weight_grams=2850)], born_weight=3000)) == [
        "Weight is 5% under the weight at birth."
    ]


def test_the_picture_holds_the_last_seven_days_in_order():
    now = MORNING + timedelta(days=2)
    seen = [could(0), could(24, sleeps=False), look("finnegan", 24, total=10), look("finnegan", 30, total=4)]
    drawn = draw([*seen, could(-24 * 30)], at=now)
    assert drawn is not None
    assert [dot.could for dot in drawn.dots] == [True, True, True, True, False, True]
    assert drawn.dots[0].x < drawn.dots[3].x <= drawn.width
    assert len(drawn.ticks) == 7
    assert drawn.line.count(",") == 2
    assert all(0 < dot.y < drawn.height for dot in (*drawn.dots, *drawn.scores))
    assert draw([], at=now) is None


# ── going home ───────────────────────────────────────────────────────────────


def fact(kind: str, day: int, *, infant: bool = False, **body: object) -> Fact:
    return Fact(kind, body, date(2026, 11, day), infant)


BORN = date(2026, 11, 10)
ON_METHADONE = fact("medication", 1, medication="methadone", step="continued")


def told(*facts: Fact) -> dict[str, tuple[bool, str]]:
    return {item.title: (item.done, item.words) for item in items(facts, born=BORN, on=TODAY)}


def test_the_dose_is_looked_at_after_birth():
    assert told(ON_METHADONE)["Dose after birth"][0] is False
    asked = fact("dose_review", 12, medication="methadone", outcome="asked")
    assert "no answer on file" in told(ON_METHADONE, asked)["Dose after birth"][1]
    changed = fact("medication", 13, medication="methadone", step="changed")
    same = fact("dose_review", 13, medication="methadone", outcome="same")
    assert all(told(ON_METHADONE, one)["Dose after birth"][0] for one in (changed, same))
    before = fact("medication", 9, medication="methadone", step="changed")
    assert told(before)["Dose after birth"][0] is False
    assert "Dose after birth" not in told(fact("medication", 2, medication="methadone", step="ended"))


def test_naloxone_that_has_expired_is_not_in_hand():
    assert told()["Naloxone"][0] is False
    assert told(fact("naloxone", 11, kits=1))["Naloxone"][0]
    assert told(fact("naloxone", 11, kits=1, expires_on="2028-01-01"))["Naloxone"] == (
        True,
        "Given on November 11, good until January 1.",
    )
    assert "expired" in told(fact("naloxone", 11, kits=1, expires_on="2026-11-15"))["Naloxone"][1]


def test_plan_early_intervention_and_tests_stand_on_the_list():
    found = told(
        fact("plan_step", 11, step="signed"),
        fact("ei_referral", 12, infant=True, step="referred"),
        fact("infection_follow_up", 11, infant=True, infection="hcv", step="test_due", due_on="2026-11-15"),
        fact("infection_follow_up", 11, infant=True, infection="hbv", step="vaccine"),
        fact("infection_follow_up", 12, infant=True, infection="hiv", step="tested"),
    )
    assert found["Plan of safe care"][0]
    assert found["Early intervention"][0]
    assert found["Hepatitis C follow-up"] == (False, "By November 15, which has passed.")
    assert found["Hepatitis B follow-up"][0]
    assert found["HIV follow-up"] == (False, "Open.")
    assert not told()["Plan of safe care"][0]


def test_a_packet_waits_two_working_days_over_a_weekend():
    assert answer_due(date(2026, 11, 20), state="VT") == date(2026, 11, 24), "Friday to Tuesday"


def test_every_sort_of_recipient_gets_its_own_part():
    treatment, welfare = recipient_of("otp"), recipient_of("child_welfare_agency")
    assert treatment is not None
    assert {part.key for part in treatment.parts} == {"delivery", "dose"}
    assert welfare is not None
    assert "infections" not in {part.key for part in welfare.parts}
    assert recipient_of("court") is None
