"""What must hold for whatever stands in a row, and for whatever a browser sends as a drawing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.consents.forms.signing import MOST_POINTS, SHEET, read_strokes
from kinbridge.consents.models.facts import read_consent, read_paper
from kinbridge.consents.rules import Authority, Kind, State, state

TODAY = date(2026, 11, 20)
WHOLE: dict[str, Any] = {
    "id": 7,
    "person_id": 3,
    "form": "specific",
    "categories": ["sud_attendance"],
    "withheld": [],
    "purposes": ["case_planning"],
    "starts_on": None,
    "expires_on": date(2027, 5, 20),
    "until_event": "",
    "statements": ["revocation"],
    "signers": ["subject"],
    "signed_on": TODAY,
    "recorded_on": TODAY,
    "readable": True,
    "defects": [],
    "altered": False,
    "named": [
        {"id": 1, "side": "shares", "program": "a", "organization": None, "name": ""},
        {"id": 2, "side": "receives", "program": "b", "organization": None, "name": ""},
        {"id": 3, "side": "receives", "program": None, "organization": "c", "name": ""},
    ],
    "happened": [],
    "disputed": [],
    "acts_by": None,
    "power": [],
}
KEPT = {"id", "person_id", "recorded_on", "readable"}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(set(WHOLE) - KEPT)), anything)
def test_a_strange_row_is_read_or_says_that_it_cannot_be(column: str, value: object) -> None:
    paper = read_consent({**WHOLE, column: value})
    assert isinstance(paper, Authority)
    assert (paper.id, paper.subject, paper.kind) == ("consent:7", 3, Kind.CONSENT)


@given(st.sampled_from(["categories", "purposes", "gives", "gets", "terms", "defects", "kind", "expires_on"]), anything)
def test_a_strange_paper_too(column: str, value: object) -> None:
    row = {
        "id": 9,
        "person_id": 3,
        "kind": "court_order",
        "gives": [],
        "gets": ["kind:court"],
        "categories": [],
        "purposes": [],
        "section": "2.64",
        "terms": [],
        "defects": [],
        "signed_on": TODAY,
        "starts_on": None,
        "expires_on": None,
        "only": [],
        "to_confirm": False,
        "ends_at": None,
        "happened": [],
        "disputed": [],
        "readable": True,
        "recorded_on": TODAY,
    }
    assert read_paper({**row, column: value}).subject == 3


event = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["revoked", "held", "superseded", "entered_in_error", "ended", "doubted"]),
        "day": st.sampled_from(["2026-11-20", "2026-11-19"]),
        "parties": st.sampled_from([[], [2], [3], [2, 3]]),
    }
)


@given(st.lists(event, max_size=4), event)
def test_what_happens_afterwards_only_ever_closes(before: list[dict[str, Any]], then: dict[str, Any]) -> None:
    """No event adds a receiver, and a paper that was closed never opens again."""
    first = read_consent({**WHOLE, "happened": before})
    second = read_consent({**WHOLE, "happened": [*before, then]})
    if state(first, on=TODAY) is not State.IN_FORCE:
        assert state(second, on=TODAY) is not State.IN_FORCE
    if state(second, on=TODAY) is State.IN_FORCE:
        assert second.recipients <= first.recipients
        assert second.defects >= first.defects


@given(st.permutations(range(3)))
def test_the_order_of_what_happened_does_not_matter(order: list[int]) -> None:
    events = [
        {"kind": "revoked", "day": "2026-11-19", "parties": [2]},
        {"kind": "doubted", "day": "2026-11-20", "parties": []},
        {"kind": "held", "day": "2026-11-20", "parties": []},
    ]
    assert read_consent({**WHOLE, "happened": [events[i] for i in order]}) == read_consent(
        {**WHOLE, "happened": events}
    )


@given(st.text(max_size=200) | anything.map(lambda value: json.dumps(value, default=str)))
def test_a_drawing_is_on_the_sheet_or_is_refused(sent: str) -> None:
    with suppress(ValueError, RecursionError):
        for line in read_strokes(sent):
            assert all(0 <= number <= SHEET[index % 2] for index, number in enumerate(line))


def test_a_drawing_has_an_end() -> None:
    long = json.dumps([[1, 1] * MOST_POINTS])
    with pytest.raises(ValueError, match="too long"):
        read_strokes(long)
