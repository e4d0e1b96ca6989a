"""The states as cases; no road leads back from an end; every state has its place on the wire."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.clocks.rules.terms import terms_for
from kinbridge.referrals.rules import NOT_SENT, OPEN, REASONS, Party, Status, answer_due, may_follow, next_steps
from kinbridge.referrals.rules.states import TAKEN_BACK
from kinbridge.referrals.rules.task import Told, task

HERE = Path(__file__).parents[1] / "cases"
CASES = tomllib.loads((HERE / "states.toml").read_text("utf-8"))["case"]
PROFILE = jsonschema_rs.validator_for(tomllib.loads((HERE / "task_profile.toml").read_text("utf-8")))
SENT_AT = datetime(2026, 11, 20, 17, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_what_may_follow_what(case: dict[str, Any]) -> None:
    now = Status(case["walk"][0][1])
    for who, step in case["walk"][1:]:
        assert may_follow(now, Status(step), party=Party(who)), f"{who} may move {now} to {step}"
        now = Status(step)
    for who, step in case["never"]:
        assert not may_follow(now, Status(step), party=Party(who)), f"{who} may not move {now} to {step}"


@given(st.lists(st.tuples(st.sampled_from(Party), st.sampled_from(Status)), max_size=30))
def test_nobody_leaves_an_end_except_a_sender_who_may_not_know_of_it(tries: list[tuple[Party, Status]]) -> None:
    now = Status.DRAFT
    for party, step in tries:
        if may_follow(now, step, party=party):
            assert now in OPEN | NOT_SENT or party is Party.UNTOLD
            assert now not in TAKEN_BACK
            assert step not in NOT_SENT or now in NOT_SENT, "what was sent is never unsent"
            now = step


def test_whoever_may_not_know_the_answer_is_offered_the_same_whatever_it_was() -> None:
    offered = {next_steps(status, party=Party.UNTOLD) for status in set(Status) - NOT_SENT - TAKEN_BACK}
    assert offered == {next_steps(Status.SENT, party=Party.SENDER)}


@pytest.mark.parametrize(
    ("urgent", "sent", "due"),
    [
        (False, date(2026, 11, 20), date(2026, 11, 25)),
        (True, date(2026, 11, 20), date(2026, 11, 23)),
        (False, date(2026, 11, 25), date(2026, 12, 1)),
    ],
    ids=["three working days over a weekend", "urgent on a Friday", "Thanksgiving is no working day"],
)
def test_by_when_an_answer_is_due(urgent: bool, sent: date, due: date) -> None:
    assert answer_due(sent, urgent=urgent, terms=terms_for("OH", sent)) == due


# ── on the wire ──────────────────────────────────────────────────────────────


def told(status: Status, **more: Any) -> Told:
    known: dict[str, Any] = {"number": 7, "person": "p", "requester": "a", "owner": "b", "urgent": False}
    return Told(status=status, sent_at=SENT_AT, changed_at=SENT_AT + timedelta(days=1), **{**known, **more})


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("reason", ["", *REASONS])
def test_every_state_is_a_task_as_the_guide_asks(status: Status, reason: str) -> None:
    found = task(told(status, reason=reason))
    assert [str(error) for error in PROFILE.iter_errors(found)] == []
    assert str(found["authoredOn"]) <= str(found["lastModified"])


@pytest.mark.parametrize(
    ("status", "reason", "state", "why"),
    [
        (Status.SENT, "", "requested", None),
        (Status.RECEIVED, "", "requested", None),
        (Status.DECLINED, "no_opening", "rejected", "No opening now"),
        (Status.WAITLISTED, "", "on-hold", "On the waiting list"),
        (Status.FIRST_KEPT, "", "in-progress", None),
        (Status.CLOSED, "lost_touch", "failed", "We lost touch"),
        (Status.CLOSED, "goals_met", "completed", None),
        (Status.WITHDRAWN, "", "cancelled", "Withdrawn"),
        (Status.ENTERED_IN_ERROR, "", "entered-in-error", None),
    ],
)
def test_the_state_and_its_reason(status: Status, reason: str, state: str, why: str | None) -> None:
    found: dict[str, Any] = task(told(status, reason=reason))
    assert (found["status"], found.get("statusReason", {}).get("text")) == (state, why)
    assert ("output" in found) == (state == "completed")
