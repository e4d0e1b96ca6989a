"""What one partner is told of its own families in a year. All partners and releases together: `test_adversary`."""

from __future__ import annotations

import pytest

from kinbridge.measures.rules.answers import Wait
from kinbridge.measures.rules.partners import PARTNERS, by_partner, tell_partners
from kinbridge.measures.rules.publish import EVERYONE, Line, tell, tell_waits

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


def test_cases_are_added_up_for_each_partner_of_a_family() -> None:
    rows = [("clinic", 8106, 1, 4), ("court", 8106, 1, 3), ("clinic", 8106, 0, 2)]
    assert by_partner(rows, levels=1) == {8106: {"clinic": [2, 4], "court": [0, 3]}}


def test_a_wait_is_told_only_to_a_step_whose_number_is_told() -> None:
    """Of 40, a hidden step and the one before come to 12 together. That 11 waited would leave 1 for the other."""
    waits = (Wait(3.0, 15), Wait(5.0, 4))
    assert list(tell_waits(waits, Line(EVERYONE, 40, (None, None), (None, None)))) == [Wait(None, 0), Wait(None, 0)]
    assert list(tell_waits(waits, Line(EVERYONE, 80, (15, None), (None, None)))) == [Wait(3.0, 15), Wait(None, 0)]
    assert list(tell_waits(waits, Line(EVERYONE, 80, (15, 12), (None, None)))) == [Wait(3.0, 15), Wait(None, 0)]
