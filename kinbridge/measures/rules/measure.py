"""What a measure is: who is counted, for what, and the words and the source that go with the number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kinbridge.measures.rules.tables import Rows, Tables

Cases = Callable[[Tables], Rows]
Direction = Literal["up", "down"]


class Topic(StrEnum):
    TARGETS = "The four targets"
    FUNNEL = "Where families are lost"
    PROMPT = "How soon"
    CARE = "Care before and after birth"
    TREATMENT = "Treatment of substance use"
    PLANS = "Plans of safe care and services"
    OUTCOMES = "How families and infants are"
    FEDERAL = "Counts for the federal government"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`cases` gives one row for each case: `family`, the `day` it began and the `level` it reached.

    `counts` are the words for each level, each within the one before; level 0 is a case that reached none. A case is
    counted once `follow` days have gone by since it began, so that nothing still under way is taken for lost. Columns
    `wait_1` up to `waits` hold the days it took to each level from the one before.
    """

    key: str
    title: str
    topic: Topic
    says: str
    of: str
    counts: tuple[str, ...]
    source: str
    cases: Cases
    follow: int = 0
    waits: int = 0
    direction: Direction = "up"
    without: str = ""
    confirm: str = ""
    under_way: str = ""
    """What those are who have not reached the last step and are not lost; empty where that is nobody."""
    version: str = "1"

    @property
    def levels(self) -> int:
        return len(self.counts)


def measure(
    key: str,
    title: str,
    *,
    topic: Topic,
    of: str,
    counts: tuple[str, ...],
    source: str,
    follow: int = 0,
    waits: int = 0,
    direction: Direction = "up",
    without: str = "",
    confirm: str = "",
    under_way: str = "",
    version: str = "1",
) -> Callable[[Cases], Measure]:
    """Make a measure of the function that finds its cases. Its docstring is the sentence that people read."""

    def make(cases: Cases) -> Measure:
        if not cases.__doc__:
            raise TypeError(f"{key}: write the docstring; it is the sentence people read.")
        return Measure(
            key=key,
            title=title,
            topic=topic,
            says=" ".join(cases.__doc__.split()),
            of=of,
            counts=counts,
            source=source,
            cases=cases,
            follow=follow,
            waits=waits,
            direction=direction,
            without=without,
            confirm=confirm,
            under_way=under_way,
            version=version,
        )

    return make
