"""Which sectors are missing, when a paper is due a look, what its end closes, and where nobody meets a family."""

from __future__ import annotations

from datetime import date

import pytest

from kinbridge.gaps.rules.framework import System
from kinbridge.stakeholders.rules.papers import Due, closing, due
from kinbridge.stakeholders.rules.sectors import FROM_WORDS, SECTORS, Standing, balance
from kinbridge.stakeholders.rules.touchpoints import drawn

TODAY = date(2026, 11, 22)


def test_every_sector_says_where_it_is_named_and_stands_in_the_framework() -> None:
    assert {one.source for one in SECTORS.values()} <= set(FROM_WORDS)
    assert {one.system for one in SECTORS.values()} == {one.value for one in System}


def test_a_sector_is_missing_until_someone_speaks_for_it() -> None:
    everyone_but = [
        (code, "public", False, code != "courts") for code in SECTORS if code not in ("childcare", "justice")
    ]
    found = balance(everyone_but)
    assert [one.code for one in found.missing] == ["justice", "childcare"]
    assert [one.code for one in found.without_liaison] == ["courts"], "there, and nobody is named to call"
    assert found.by_standing[Standing.PRIVATE] == 0


@pytest.mark.parametrize(
    ("review_on", "stands"),
    [
        (date(2026, 11, 21), Due.OVERDUE),
        (date(2026, 11, 22), Due.SOON),
        (date(2027, 1, 21), Due.SOON),
        (date(2027, 1, 22), Due.LATER),
        (None, Due.NEVER),
    ],
)
def test_a_review_is_overdue_from_the_day_after_its_day(review_on: date | None, stands: Due) -> None:
    assert due(review_on, on=TODAY) is stands


def test_a_paper_says_what_closes_when_it_lapses() -> None:
    opens = ["Toxicology results, for the lab's work"]
    assert closing(opens, stands=True, ends_on=None, on=TODAY) is None
    assert closing(opens, stands=True, ends_on=date(2027, 6, 1), on=TODAY) is None
    soon = closing(opens, stands=True, ends_on=date(2026, 12, 1), on=TODAY)
    assert soon is not None
    assert soon.sentence == f"If nobody renews it, this closes on December 1, 2026: {opens[0]}."
    gone = closing(opens, stands=False, ends_on=date(2026, 11, 1), on=TODAY)
    assert gone is not None
    assert gone.sentence == f"It no longer counts. Closed with it: {opens[0]}."
    assert closing([], stands=False, ends_on=None, on=TODAY) is None


def test_the_map_shows_where_nobody_is_and_where_nothing_comes_next() -> None:
    drawing = drawn([(3, "health", True), (3, "health", False), (2, "treatment", True)])
    heat = {(cell.point, cell.system): cell.heat for cell in drawing.cells}
    assert len(heat) == 40
    assert (heat[3, System.HEALTH], heat[2, System.TREATMENT], heat[1, System.COURTS]) == (1, 3, 0)
    assert drawing.gaps == 38
