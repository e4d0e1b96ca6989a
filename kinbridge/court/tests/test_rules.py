"""What a court page counts, from facts alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kinbridge.clocks.rules import Fact, Kind, Status, deadlines
from kinbridge.court.rules import Told, Word, attendance, efforts, hearings, removals, waits

REMOVED = date(2026, 1, 10)
ON = date(2026, 6, 20)


def told(kind: str, days: int, **body: Any) -> Told:
    return Told(kind, REMOVED + timedelta(days=days), "Leo", body)


CASE = [
    told("removal", 0, from_home_of="mother"),
    told("hearing", 2, type="shelter", held=True, next_on="2026-02-20"),
    told("milestone", 20, what="notice_to_relatives"),
    told("case_plan", 70, step="signed"),
    told("contact", 30, how="visit", outcome="met"),
    told("contact", 60, how="visit", outcome="no_answer"),
    told("contact", 90, how="visit", outcome="met"),
    told("family_time", 40, step="supervised", kept=True),
    told("family_time", 47, step="supervised", kept=False, why_not="transport"),
    told("family_time", 54, step="monitored", kept=False, why_not="illness"),
    told("hearing", 41, type="adjudication", held=True, outcome="continued", next_on="2026-07-02"),
]


def said(what: str) -> str:
    return next(one.said for one in efforts(CASE, on=ON) if one.what == what)


def test_efforts_are_dates_and_counts() -> None:
    assert said("Away from home") == "since Jan 10, 2026, 161 days"
    assert said("Case plan") == "signed Mar 21, 2026, 70 days after removal"
    assert said("Notice to relatives") == "Jan 30, 2026"
    assert said("Caseworker visits") == "in 2 of 4 full months"
    assert said("Family time") == "1 of 3 took place; 1 fell through on the system's side, now monitored"


def test_a_child_who_came_home_is_not_away() -> None:
    assert removals([*CASE, told("return_home", 100, to_home_of="mother")]) == {}


def test_hearings_ahead_are_those_set_and_not_yet_held() -> None:
    held, ahead = hearings(CASE, on=ON)
    assert [(one.on, one.type) for one in held] == [
        (date(2026, 2, 20), "adjudication"),
        (date(2026, 1, 12), "shelter"),
    ]
    assert [one.on for one in ahead] == [date(2026, 7, 2)]


def test_children_heard_together_stand_in_one_line() -> None:
    both = [
        Told("hearing", ON, who, {"type": "review", "held": True, "next_on": "2026-12-01"}) for who in ("Leo", "Ivy")
    ]
    held, ahead = hearings(both, on=ON)
    assert held[0].who == ahead[0].who == ("Leo", "Ivy")


def test_waits_are_the_system_s_own() -> None:
    facts = [Fact(kind=Kind.REMOVAL, on=REMOVED, subject="1")]
    late = [one for one in deadlines(facts, on=ON) if one.rule == "CW-CASEPLAN"]
    assert late[0].status is Status.OVERDUE
    found = {one.what: one.said for one in waits(CASE, late, names={"1": "Leo"}, on=ON)}
    assert found == {
        "Case plan": "102 days late: due Mar 10 2026, not done yet".replace("10 2026", "11, 2026").replace(
            "102", "101"
        ),
        "Family time": "1 did not take place: transport",
        "Hearing put off": "Feb 20, 2026",
    }


def test_attendance_is_a_count_or_nothing() -> None:
    assert attendance([]) == Word.NONE
    assert (
        attendance([told("attendance", 1, attended=True), told("attendance", 2, attended=False)]) == "attended 1 of 2"
    )


def test_a_referral_is_due_by_the_day_the_order_says() -> None:
    by = ON + timedelta(days=10)
    order = Fact(
        kind=Kind.SERVICE_ORDERED, on=ON, until=ON + timedelta(days=10), note="parenting", ref="7", subject="1"
    )
    other = Fact(kind=Kind.REFERRED_AS_ORDERED, on=ON, subject="1", marks=frozenset({"order_8"}))
    made = Fact(kind=Kind.REFERRED_AS_ORDERED, on=ON, subject="1", marks=frozenset({"order_7"}))

    def standing(*facts: Fact) -> tuple[Status, date | None]:
        [found] = [one for one in deadlines(facts, on=ON) if one.rule == "CT-ORDER-REFER"]
        return found.status, found.due

    assert standing(order, other) == (Status.DUE_SOON, by)
    assert standing(order, made) == (Status.MET, by)
