"""The gate in bulk gives every label the answer that it gets alone, on any world."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinbridge.disclosure.bulk import Answers, Labels, Papers, may_share_many
from kinbridge.disclosure.bulk.codes import codes, numbered, sequences, together
from kinbridge.disclosure.rules import Ask, may_share
from kinbridge.disclosure.rules.situation import situation
from kinbridge.disclosure.tests.asks import KNOWN, worlds

EXAMPLES = int(os.environ.get("KINBRIDGE_EXAMPLES", "50"))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


def in_bulk(world: list[Ask], families: list[int]) -> tuple[list[Ask], Answers]:
    """Each question about its family's papers, alone and all at once. Every family is asked about by each asker."""
    asks = [replace(ask, on=world[0].on) for ask in world]
    filed = {(family, paper) for family, ask in zip(families, asks, strict=True) for paper in ask.authorities}
    papers = sorted(filed, key=repr)
    rows = [(family, place, ask) for family, one in zip(families, asks, strict=True) for place, ask in enumerate(asks)]
    items = [(family, one.item) for family, one in zip(families, asks, strict=True) for _ in asks]
    alone = [
        replace(ask, item=item, authorities=tuple(paper for whose, paper in papers if whose == family))
        for (family, _, ask), (_, item) in zip(rows, items, strict=True)
    ]
    answers = may_share_many(Labels.of(items), Papers.of(papers), asks=asks, ask=[place for _, place, _ in rows])
    return alone, answers


@many
@given(worlds(), st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_every_label_gets_the_answer_it_gets_alone(world: list[Ask], families: list[int]) -> None:
    alone, answers = in_bulk(world, families[: len(world)])
    assert [answers.decision(row) for row in range(len(alone))] == [may_share(ask) for ask in alone]
    allowed, which = answers.of(np.arange(len(alone)))
    assert list(allowed) == [may_share(ask).allowed for ask in alone]
    for row, ask in enumerate(alone):
        assert [one.rule for one in answers.decisions[which[row]].reasons] == [
            reason.rule for reason in may_share(ask).reasons
        ]


@many
@given(worlds(), st.lists(st.integers(1, 2), min_size=4, max_size=4))
def test_labels_share_a_decision_only_in_one_situation(world: list[Ask], families: list[int]) -> None:
    alone, answers = in_bulk(world, families[: len(world)])
    found: dict[int, object] = {}
    for place, ask in zip(answers.which, alone, strict=True):
        if not ask.missing and not ask.on_file.unread:
            assert situation(ask) == found.setdefault(int(place), situation(ask))


def test_what_is_asked_is_of_one_day() -> None:
    with pytest.raises(ValueError, match="one day at a time"):
        may_share_many(Labels.of([]), Papers.of([]), asks=[])


def test_nothing_to_decide_is_no_trouble() -> None:
    answers = may_share_many(Labels.of([]), Papers.of([]), asks=KNOWN[:1])
    assert (len(answers.which), list(answers.decisions)) == (0, [])


# ── columns of numbers ───────────────────────────────────────────────────────

numbers = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2**61)), min_size=1, max_size=30)


@given(numbers)
def test_rows_are_told_apart_by_all_their_columns(rows: list[tuple[int, int]]) -> None:
    joined = together(*codes(rows).T, *codes(rows).T)
    assert [[a == b for b in rows] for a in rows] == [[bool(a == b) for b in joined] for a in joined]
    assert set(joined) == set(range(len(set(rows))))


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), min_size=1, max_size=20))
def test_stretches_are_told_apart_by_all_they_hold(stretches: list[list[int]]) -> None:
    count = codes([len(one) for one in stretches])
    found = sequences(np.cumsum(count) - count, count, codes([value for one in stretches for value in one]))
    assert [[a == b for b in stretches] for a in stretches] == [[bool(a == b) for b in found] for a in found]


@given(st.lists(st.integers(0, 2**62), max_size=30))
def test_numbers_keep_their_order(keys: list[int]) -> None:
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    assert list(numbered(codes(keys))) == [places[key] for key in keys]
