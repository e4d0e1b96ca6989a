"""The limits of chance: wide for few cases, told only of what is shown, and said where one quarter leaves them."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.directory.tests import partners as make
from kinbridge.measures.board import sheets
from kinbridge.measures.charts import trend
from kinbridge.measures.rules.control_chart import Limits, beyond, limits
from kinbridge.measures.tests.released import TWELVE, released


def test_half_of_a_hundred_moves_by_fifteen_in_a_hundred_and_of_fewer_by_more() -> None:
    found = limits([(50, 100)] * 11 + [(8, 16)])
    assert str(found[0]) == "35% to 65%"
    assert str(found[-1]) == "12% to 88%"
    assert limits([(0, 40)] * 12)[0] == Limits(0, 0)


def test_a_hidden_quarter_has_no_limits_and_too_few_told_have_none_at_all() -> None:
    hidden = [(None, 100), (None, None), (0, 0)]
    assert limits([(50, 100)] * 10 + hidden)[10:] == (None, None, None)
    assert set(limits([(50, 100)] * 9 + hidden)) == {None}


@pytest.mark.parametrize(("last", "way"), [(50, 0), (65, 0), (66, 1), (34, -1), (None, 0)])
def test_only_the_last_quarter_that_is_told_is_asked(last: int | None, way: int) -> None:
    within = [Limits(35, 65)] * 3
    assert beyond([90, 50, last], within) == way
    assert beyond([None], [None]) == 0


@pytest.mark.django_db
def test_one_quarter_beyond_chance_is_said_on_the_chart_and_to_who_answers_for_it() -> None:
    office = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    grace = make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")
    usual = [(48, 52), (52, 48)] * (TWELVE // 2)
    made = released(by=grace, at=now(), by_quarter={"needs_met": [*usual[1:], (15, 85)]})
    (sheet,) = (one for these in sheets(made).values() for one in these if one.measure.key == "needs_met")
    assert sheet.reading().signal == "The last quarter lies above the limits of chance."
    assert sheet.reading().better is True
    chart = trend(sheet)
    assert [line.label for line in chart.lines][-1] == "Limits of chance"
    assert all(row[-1].count("%") == 2 for row in chart.rows)
