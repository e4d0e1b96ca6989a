"""Releases of invented counts, without any family."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

from kinbridge.directory.models import Viewer
from kinbridge.measures.actions import release
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answer, Answers, Row
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS

GROUPS = {"race_ethnicity": ("Black", "White"), "payer": ("medicaid", "private")}
PLENTY, FEW = (23, 41), (1, 2)
"""How many cases of each group reached no step, and each step, in every quarter."""


def answers(on: date, **sizes: tuple[int, int]) -> Answers:
    """Every measure counted alike; `sizes` names those that had other numbers of cases."""
    return {one.key: Answer(_rows(one, on, *sizes.get(one.key, PLENTY))) for one in MEASURES}


def _rows(measure: Measure, on: date, none: int, each: int) -> list[Row]:
    last = quarters.last_settled(on, follow=measure.follow)
    told = [quarter for year in quarters.years(last) for quarter in year]
    return [
        (quarter, level, *_groups(place), each if level else none)
        for quarter, place, level in product(told, range(2), range(measure.levels + 1))
    ]


def _groups(place: int) -> list[str]:
    return [GROUPS[cut][place] if cut in GROUPS else "Not said" for cut in CUTS]


def released(*, by: Viewer, at: datetime, **sizes: tuple[int, int]) -> Release:
    on = at.date()
    return release(answers=answers(on, **sizes), engine="none", by=by, at=at, on=on)
