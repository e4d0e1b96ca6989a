"""The hand-made families of every definition in one set of tables, so that an engine is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.examples import examples
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CUTS

AS_OF = date(2026, 12, 31)
RACES = ("Black", "White", None)
CASES = [(measure, place) for measure in MEASURES for place in range(len(examples(measure.key)))]


def number(measure: Measure, place: int) -> int:
    return 1000 * (MEASURES.index(measure) + 1) + place


def facts() -> Iterator[tuple[Any, ...]]:
    for measure, place in CASES:
        yield from examples(measure.key)[place].rows(number(measure, place))


def families() -> Iterator[tuple[Any, ...]]:
    for measure, place in CASES:
        told = {"race_ethnicity": RACES[place % 3], "payer": "medicaid", "language": "es" if place % 4 == 0 else "en"}
        yield (number(measure, place), *(told.get(cut) for cut in CUTS))
