import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.clocks.rules import RULES as CLOCKS
from kinbridge.clocks.rules import Fact, Kind
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
