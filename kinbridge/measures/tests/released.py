"""Releases of invented counts, without any family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import product

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.measures.actions import release
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answer, Answers, Row
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS

GROUPS = {"race_ethnicity": ("Black", "White"), "payer": ("medicaid", "private")}
TWELVE = quarters.YEAR * quarters.YEARS
PLENTY, FEW = (23, 41), (1, 2)
"""How many cases of each group reached no step, and each step, in every quarter."""

Sizes = Sequence[tuple[int, int]]


def released(
    *,
    by: Viewer,
    at: datetime,
    by_quarter: Mapping[str, Sizes] | None = None,
    partners: Mapping[object, tuple[int, int]] | None = None,
    **sizes: tuple[int, int],
) -> Release:
    """Every measure counted alike, in all quarters; `sizes` and `by_quarter` name those that had other numbers.

    `partners` says by organization how many cases of its own families reached no step, and each step.
    """
    on, given = day_of(at), {**{key: [one] * TWELVE for key, one in sizes.items()}, **(by_quarter or {})}
    found: Answers = {
        one.key: Answer(
            _rows(one, on, given.get(one.key, [PLENTY] * TWELVE)), partners=_of_partners(one, on, partners or {})
        )
        for one in MEASURES
    }
    return release(answers=found, engine="none", by=by, at=at, on=on)


def _counted(measure: Measure, on: date) -> range:
    """The quarters that an engine counts."""
    first = quarters.years(quarters.last_told(on, follow=measure.follow))[-1][0]
    return range(first, quarters.last_settled(on, follow=measure.follow) + 1)


def _of_partners(measure: Measure, on: date, partners: Mapping[object, tuple[int, int]]) -> list[Row]:
    those = product(partners.items(), _counted(measure, on), range(measure.levels + 1))
    return [(str(partner), quarter, level, sizes[min(level, 1)]) for (partner, sizes), quarter, level in those]


def _rows(measure: Measure, on: date, sizes: Sizes) -> list[Row]:
    """`sizes` are those of the last twelve quarters; all before them are like the first."""
    told = _counted(measure, on)
    sized = zip(told, [sizes[0]] * (len(told) - TWELVE) + list(sizes), strict=True)
    return [
        (quarter, level, *_groups(place), each if level else none)
        for (quarter, (none, each)), place, level in product(sized, range(2), range(measure.levels + 1))
    ]


def _groups(place: int) -> list[str]:
    return [GROUPS[cut][place] if cut in GROUPS else "Not said" for cut in CUTS]
