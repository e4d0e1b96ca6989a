import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.clocks.rules import RULES as CLOCKS
from kinbridge.clocks.rules import Fact, Kind
from kinbridge.core.vocabulary import Category
from kinbridge.teams.roles.rules import (
    RolesUnclear,
    Row,
    checked,
    is_ours,
    owners,
    read,
    starting_rows,
    with_changes,
)
from kinbridge.teams.roles.standing import Standing, standing, tasks_now
from kinbridge.teams.rules import Case, Tier, after, category_of, held_on, order, quorum_of
from kinbridge.teams.rules.reasons import Duty, Step, reasons
from kinbridge.teams.rules.standing import SetUp, lacks, warnings

TODAY = date(2026, 5, 14)
LAST = date(2026, 4, 16)
NEW_YORK = ZoneInfo("America/New_York")


def first(*cases: Case) -> list[object]:
    return [place.case.key for place in order(cases, on=TODAY, last_met_on=LAST)]


def test_babies_come_before_births_that_are_near_and_those_before_what_members_ask_for():
    assert first(
        Case("asked", date(2026, 1, 1), due_on=date(2026, 9, 1), asked=True),
        Case("near", date(2026, 1, 1), due_on=date(2026, 6, 1)),
        Case("baby", date(2026, 1, 1), born_on=date(2026, 5, 10)),
        Case("new", date(2026, 5, 1), due_on=date(2026, 9, 1)),
        Case("later", date(2026, 1, 1), due_on=date(2026, 10, 1)),
        Case("sooner", date(2026, 1, 1), due_on=date(2026, 8, 1)),
        Case("grown", date(2026, 1, 1), born_on=date(2026, 1, 10), home_on=date(2026, 1, 14)),
    ) == ["baby", "near", "asked", "new", "sooner", "later", "grown"]


def test_each_place_has_its_reason_in_words():
    [place] = order([Case(1, date(2026, 1, 1), due_on=date(2026, 5, 20))], on=TODAY, last_met_on=LAST)
    assert (place.tier, place.why, place.minutes) == (Tier.DUE_SOON, "The baby is due in 6 days.", 8)


def test_a_newborn_that_a_member_asks_time_for_stays_first_and_nothing_says_who_asked():
    [place] = order([Case(1, date(2026, 1, 1), born_on=date(2026, 5, 13), asked=True)], on=TODAY, last_met_on=LAST)
    assert place.tier is Tier.BORN
    assert place.why == "The baby was born 1 day ago, since the team last met. A member of the team asks for time."


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


# ── the team, its rhythm and its reasons ─────────────────────────────────────


def test_partners_make_a_quorum_and_not_people():
    assert not quorum_of(["clinic", "clinic", "clinic"], needed=2).met
    assert quorum_of(["clinic", "peers", "clinic"], needed=2).met


def test_ten_oclock_stays_ten_oclock_when_the_clocks_change():
    before = datetime(2026, 10, 22, 10, tzinfo=NEW_YORK)
    assert after(before, every_weeks=4).isoformat() == "2026-11-19T10:00:00-05:00"


def test_a_holiday_moves_one_meeting_and_no_later_one():
    planned = datetime(2026, 11, 26, 10, tzinfo=NEW_YORK)  # Thanksgiving, a Thursday
    assert held_on(planned, closed={date(2026, 11, 26)}).date() == date(2026, 11, 27)
    assert after(planned, every_weeks=4).date() == date(2026, 12, 24)


def test_a_meeting_is_not_held_on_a_weekend():
    assert held_on(datetime(2026, 11, 28, 10, tzinfo=NEW_YORK)).date() == date(2026, 11, 30)


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 1, 1)), st.integers(1, 26))
def test_every_meeting_comes_after_the_one_before_at_the_same_hour_of_a_working_day(day, weeks):
    planned = datetime(day.year, day.month, day.day, 10, tzinfo=NEW_YORK)
    coming = held_on(after(planned, every_weeks=weeks))
    assert coming > planned
    assert coming.time() == planned.time()
    assert coming.weekday() < 5


WHOLE = SetUp("River team", "Pregnant people, Bluewater", True, True, 4, 4, 2, True)


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"area": " "}, "name"),
        ({"memorandum": False}, "papers"),
        ({"partners": 1, "seated": 1, "quorum": 1}, "partners"),
        ({"seated": 3}, "people"),
        ({"quorum": 5}, "rhythm"),
        ({"first_meeting": False}, "rhythm"),
    ],
)
def test_a_team_does_not_start_before_it_is_whole_and_says_which_step_mends_it(change, step):
    assert [where for where, _ in lacks(replace(WHOLE, **change))] == [step]
    assert list(lacks(WHOLE)) == []


def test_a_team_may_start_on_consents_alone_and_is_told_what_that_means():
    assert list(warnings(WHOLE)) == []
    [words] = warnings(replace(WHOLE, empaneled=False))
    assert "child welfare shares nothing" in words


def test_what_a_part_2_program_says_is_always_of_a_patient():
    assert category_of("needs", part2=True) is Category.SUD_ATTENDANCE
    assert category_of("needs", part2=False) is Category.SOCIAL_NEEDS
    assert category_of("prenatal", part2=False) is Category.GENERAL_HEALTH


def test_coming_home_is_told_first_then_what_lies_nearest_and_each_keeps_its_facts():
    duties = [
        Duty("Well-child visit", TODAY + timedelta(days=9), (5,)),
        Duty("Court review", TODAY - timedelta(days=3), (2, 3)),
        Duty("Long ago", TODAY - timedelta(days=91), (4,)),
        Duty("Without a fact", TODAY, ()),
    ]
    home = [Step(TODAY - timedelta(days=40), "overnight", 6), Step(TODAY - timedelta(days=12), "home", 7)]
    assert [(one.words, one.entries) for one in reasons(duties, home, on=TODAY)] == [
        ("A child came home on May 2.", (7,)),
        ("Overdue since May 11: Court review.", (2, 3)),
        ("Due May 23: Well-child visit.", (5,)),
    ]


# ── who does what ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", starting_rows(), ids=lambda row: "/".join(filter(None, row.key)))
def test_exactly_one_partner_answers_for_each_row_and_the_parent_is_part_of_it(row):
    assert [code for code, part in row.parts.items() if "A" in part] == [row.accountable]
    assert row.parts["parent"] in ("R", "C")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"court": "R", "parent": "C"}, "Nobody answers for “Naloxone”. Choose exactly one partner who does."),
        (
            {"court": "A", "peer": "R/A", "parent": "C"},
            "Court and Peer or family partner all answer for “Naloxone”. Choose one; the others may do it with them.",
        ),
        ({"court": "A"}, "“Naloxone” leaves the parent out. The parent does it or is asked, always."),
        ({"bank": "A", "parent": "C"}, "“Naloxone” names a partner that the table does not know: bank."),
        ({"court": "X", "parent": "C"}, "“Naloxone”: the part of Court is not one of R/A, A, R, C, I."),
    ],
)
def test_a_row_that_is_unclear_is_refused_with_the_way_out(parts, says):
    with pytest.raises(RolesUnclear, match=re.escape(says)):
        checked(Row("overdose", "Naloxone", (1,), parts))


def test_the_same_task_is_not_said_twice_for_the_same_families():
    row = '[[row]]\ntask = "overdose"\nname = "Naloxone"\npoints = [1]\nparts = { peer = "A", parent = "C" }\n'
    with pytest.raises(RolesUnclear, match="is there twice"):
        read(row + row)


def test_a_countys_own_row_takes_the_place_of_the_one_it_began_with():
    theirs = {("overdose", ""): {"peer": "R/A", "parent": "C"}}
    changed = {row.key: row.accountable for row in with_changes(theirs)}
    began = {row.key: row.accountable for row in starting_rows()}
    assert {key for key in began if began[key] != changed[key]} == {("overdose", "")}


def test_every_date_is_for_somebody_to_keep():
    assert [clock.id for clock in CLOCKS if not clock.yardstick and clock.id not in owners()] == []
    assert sorted(set(owners()) - {clock.id for clock in CLOCKS}) == []


@pytest.mark.parametrize(
    ("clock", "whose", "not_whose"),
    [
        ("CW-MCV", "child_welfare_agency", "court"),
        ("CW-PERM-12", "court", "hospital"),
        ("SUD-PREG-48", "otp", "child_welfare_agency"),
        ("EI-45", "part_c_lead_agency", "peer_org"),
    ],
)
def test_a_date_is_its_keepers_and_nobody_elses(clock, whose, not_whose):
    assert is_ours(clock, whose)
    assert not is_ours(clock, not_whose)


# ── where a family stands ────────────────────────────────────────────────────

ANA, BABY = "1", "2"


def stands(*facts: Fact, pregnant: bool = False, born: date | None = None, case: bool = False) -> Standing:
    children = {} if born is None else {BABY: born}
    return standing(
        on=TODAY, pregnant=pregnant, children=children, mothers=frozenset({ANA}), with_case=case, facts=facts
    )


def tasks(held: Standing) -> set[str]:
    return {rows[0].task for rows in tasks_now(starting_rows(), held)}


def test_a_pregnancy_a_birth_and_a_first_year_each_bring_their_own_tasks():
    assert "plan_start" in tasks(stands(pregnant=True))
    assert {"newborn_care", "plan_before_home"} <= tasks(stands(born=TODAY - timedelta(days=1)))
    assert "infant_visits" not in tasks(stands(born=TODAY - timedelta(days=1)))
    assert {"infant_visits", "plan_watch"} <= tasks(stands(born=TODAY - timedelta(days=90)))
    assert tasks(stands(born=TODAY - timedelta(days=3000))) == {"basic_needs", "overdose"}


def test_a_baby_is_in_the_hospital_until_it_is_seen_to_go_home():
    born = TODAY - timedelta(days=20)
    record = Fact(kind=Kind.BIRTH, on=born, subject=BABY)
    assert stands(record, born=born).points == (3,)
    assert stands(born=born).points == (4,)
    assert stands(record, Fact(kind=Kind.DISCHARGE, on=TODAY, subject=BABY), born=born).points == (4,)


def test_only_a_mother_seen_in_treatment_settles_the_group():
    treated = Fact(kind=Kind.TREATMENT, on=TODAY - timedelta(days=30), subject=ANA)
    assert stands(treated, pregnant=True).group == "P2"
    assert stands(Fact(kind=Kind.TREATMENT, on=TODAY, subject="father"), pregnant=True).group == ""
    assert stands(pregnant=True).group == ""
    plan = {rows[0].task: len(rows) for rows in tasks_now(starting_rows(), stands(pregnant=True))}["plan_start"]
    assert plan == 3


def test_a_child_away_from_home_brings_the_decision_on_coming_home_until_they_do():
    born = TODAY - timedelta(days=900)
    away = Fact(kind=Kind.REMOVAL, on=TODAY - timedelta(days=60), subject=BABY)
    assert "permanency" in tasks(stands(away, born=born, case=True))
    home = Fact(kind=Kind.EXIT, on=TODAY - timedelta(days=5), subject=BABY)
    assert "permanency" not in tasks(stands(away, home, born=born, case=True))


def test_a_request_for_treatment_brings_medication_the_same_day_until_admission():
    asked = Fact(kind=Kind.TREATMENT_REQUEST, on=TODAY - timedelta(days=2), subject=ANA)
    assert "same_day_medication" in tasks(stands(asked, pregnant=True))
    admitted = Fact(kind=Kind.ADMISSION, on=TODAY, subject=ANA)
    assert "same_day_medication" not in tasks(stands(asked, admitted, pregnant=True))
