"""What partners are told of their own families gives no small count away, all releases and partners put together."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinbridge.measures.rules.answers import Wait
from kinbridge.measures.rules.over_time import Year, tell_after
from kinbridge.measures.rules.partners import PARTNERS, by_partner, tell_partners, told_before
from kinbridge.measures.rules.publish import EVERYONE, Line, tell, tell_waits
from kinbridge.measures.rules.quarters import YEAR
from kinbridge.measures.rules.reconstruct import Known, Sum
from kinbridge.measures.tests.test_rules import CUT, counted, secrets, shown

OURS = "ours"


def year_of(ours: list[int], others: list[int]) -> list[dict[str, dict[str, list[int]]]]:
    """Four quarters, all of it in the last."""
    everyone = [one + other for one, other in zip(ours, others, strict=True)]
    nobody = [0] * len(ours)
    empty = {EVERYONE: {EVERYONE: nobody}, PARTNERS: {}}
    return [empty, empty, empty, {EVERYONE: {EVERYONE: everyone}, PARTNERS: {OURS: ours}}]


@pytest.mark.parametrize(
    ("ours", "others", "cases", "reached"),
    [
        ([20, 30], [40, 50], 50, (30,)),
        ([20, 3], [40, 50], 23, (None,)),
        ([20, 30], [40, 5], 50, (None,)),
        ([2, 3], [40, 50], None, (None,)),
        ([20, 0], [40, 50], 20, (None,)),
        ([20, 30], [15, 0], 50, (None,)),
        ([40, 0], [40, 50], 40, (0,)),
        ([0, 0], [40, 50], 0, (0,)),
    ],
    ids=[
        "told",
        "few of ours",
        "few are left over",
        "few of us",
        "none of a few of ours",
        "none of a few left over",
        "none of many",
        "nobody",
    ],
)
def test_our_line_is_told_unless_we_or_those_left_over_are_few(ours, others, cases, reached) -> None:
    quarters = year_of(ours, others)
    told = tell({str(at): one for at, one in enumerate(quarters)}, levels=1, cuts=())
    line = tell_partners(quarters, told.everyone, levels=1)[OURS]
    assert (line.cases, line.reached) == (cases, reached)


def test_where_everyone_is_hidden_nothing_is_told_of_a_partner() -> None:
    line = tell_partners(year_of([20, 30], [40, 50]), Line(EVERYONE, None, (None,), (None,)), levels=1)[OURS]
    assert (line.cases, line.reached) == (None, (None,))


@settings(max_examples=25)
@given(st.data())
def test_partners_who_put_all_their_lines_together_work_out_no_small_count(data) -> None:
    levels = data.draw(st.integers(1, 2))
    count = st.just(0) | st.integers(0, data.draw(st.sampled_from((6, 25, 60))))
    size = st.lists(count, min_size=levels + 1, max_size=levels + 1)
    truth = [counted({OURS: data.draw(size), "others": data.draw(size)}) for _ in range(9)]
    quarters = [{**one, PARTNERS: {OURS: one[CUT][OURS]}} for one in truth]
    told: list[Year] = []
    known: list[Sum] = []
    before: dict[str, object] = {}
    for last in range(YEAR - 1, len(truth)):
        told.append(tell_after(told, dict(enumerate(quarters)), last, levels=levels, cuts=()))
        known += shown(told[-1].told, last, levels, (OURS, "others"))
        if not told_before(before, last):
            before, span = {"last": last}, range(last - YEAR + 1, last + 1)
            line = tell_partners(quarters[span[0] : last + 1], told[-1].told.everyone, levels=levels)[OURS]
            steps = [at for at, number in enumerate((line.cases, *line.reached)) if number is not None]
            known += [frozenset(product(span, [OURS], range(step, levels + 1))) for step in steps]
    adversary = Known(known)
    found = [these for these, _ in secrets(truth, levels, (OURS, "others")) if adversary.gives(these)]
    assert found == []


def test_cases_are_added_up_for_each_partner_of_a_family() -> None:
    rows = [("clinic", 8106, 1, 4), ("court", 8106, 1, 3), ("clinic", 8106, 0, 2)]
    assert by_partner(rows, levels=1) == {8106: {"clinic": [2, 4], "court": [0, 3]}}


def test_a_wait_of_a_few_families_does_not_tell_how_many_reached_the_step() -> None:
    waits = (Wait(3.0, 15), Wait(5.0, 4))
    few = Line(EVERYONE, 15, (None, None), (None, None))
    many = Line(EVERYONE, 80, (None, 15), (None, None))
    assert list(tell_waits(waits, few)) == [Wait(None, 0), Wait(None, 0)]
    assert list(tell_waits(waits, many)) == [Wait(3.0, 15), Wait(None, 0)]
