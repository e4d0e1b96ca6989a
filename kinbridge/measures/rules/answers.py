"""What an engine says of a measure: the cube of its counts, and the waits. The same from every engine, to the row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from kinbridge.measures.rules.measure import Measure

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """The median days to a level, and of how many cases."""

    median: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` are quarter, level, a group for each cut, and cases; `partners` are partner, quarter, level and cases."""

    rows: Sequence[Row]
    waits: tuple[Wait, ...] = ()
    partners: Sequence[Row] = ()


Answers = Mapping[str, Answer]


@dataclass(slots=True)
class Tally:
    """How many cases there are of each kind, by the measure's place. It adds up: families come a stretch at a time."""

    cases: Counter[Row] = field(default_factory=Counter)
    partners: Counter[Row] = field(default_factory=Counter)
    waits: Counter[Row] = field(default_factory=Counter)

    def add(self, *, cases: Iterable[Row], partners: Iterable[Row], waits: Iterable[Row]) -> None:
        """Rows whose last value is how many."""
        for total, rows in ((self.cases, cases), (self.partners, partners), (self.waits, waits)):
            for *key, many in rows:
                total[tuple(key)] += int(many)

    def answers(self, measures: Iterable[Measure]) -> Answers:
        rows, partners = _by_measure(self.cases), _by_measure(self.partners)
        waits: defaultdict[Row, Counter[int]] = defaultdict(Counter)
        for (place, step, days), many in self.waits.items():
            waits[place, step][days] = many
        return {
            one.key: Answer(
                rows[place], tuple(_wait(waits[place, step]) for step in range(1, one.waits + 1)), partners[place]
            )
            for place, one in enumerate(measures)
        }


def _by_measure(counted: Mapping[Row, int]) -> Mapping[int, list[Row]]:
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for (place, *key), many in counted.items():
        rows[place].append((*key, many))
    return rows


def _wait(cases: Mapping[int, int]) -> Wait:
    """Of how many cases there are of each number of days. Between two in the middle, the mean of both."""
    if not cases:
        return Wait(None, 0)
    days = sorted(cases)
    up_to = list(accumulate(cases[one] for one in days))
    of = up_to[-1]
    low, high = (days[bisect_right(up_to, middle)] for middle in ((of - 1) // 2, of // 2))
    return Wait((low + high) / 2, of)
