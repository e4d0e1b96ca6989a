"""The way that cases go, step by step: how many came so far, how many were lost, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kinbridge.measures.board import Sheet
from kinbridge.measures.rules.measure import Measure, Topic

LOST, NOT_SO_FAR = "lost", "did not come so far"


@dataclass(frozen=True, slots=True)
class Way:
    """One step, the first being all cases. A number is None where it, or the one before, is hidden; or none there is.

    `share` is of all cases and `kept` of the step before, in percent; `gone` came to the step before and not to this
    one, and are what `gone_are` says; `median` are the days from the step before.
    """

    name: str
    reached: int | None
    share: int | None = None
    kept: int | None = None
    gone: int | None = None
    gone_are: str = ""
    median: float | None = None

    @property
    def said(self) -> str:
        return f"{self.reached:,}" if self.reached is not None else ""

    @property
    def lost(self) -> int | None:
        return self.gone if self.gone_are == LOST else None

    @property
    def left(self) -> str:
        return f"{self.gone:,} {self.gone_are}" if self.gone and self.gone_are else ""

    @property
    def took(self) -> str:
        if self.median is None:
            return ""
        return f"{self.median:g} day{'' if self.median == 1 else 's'}" if self.median else "the same day"


def ways_of(sheet: Sheet) -> tuple[Way, ...]:
    """Of the newest year."""
    measure, line = sheet.measure, sheet.year.everyone
    counts, medians = (line.cases, *line.reached), [one.median for one in sheet.waits]
    found = [Way(measure.of.capitalize(), line.cases)]
    for step, words in enumerate(measure.counts):
        before, count = counts[step], counts[step + 1]
        found.append(
            Way(
                name=words.capitalize(),
                reached=count,
                share=_percent(count, line.cases),
                kept=_percent(count, before),
                gone=before - count if before is not None and count is not None else None,
                gone_are=_gone_are(measure, step),
                median=medians[step] if step < len(medians) else None,
            )
        )
    return tuple(found)


def _gone_are(measure: Measure, step: int) -> str:
    """Only of the way to treatment is it said that families are lost; where less is better, nothing is said."""
    if measure.under_way and step == measure.levels - 1:
        return measure.under_way
    if measure.topic == Topic.FUNNEL:
        return LOST
    return NOT_SO_FAR if measure.direction == "up" else ""


def _percent(count: int | None, of: int | None) -> int | None:
    return round(100 * count / of) if count and of else None


def where_most_are_lost(ways: Sequence[Way]) -> Way | None:
    """The step before which most are lost, as far as it can be told; None where nobody is."""
    found = _widest(ways)
    return found[1] if found is not None else None


def where_lost(ways: Sequence[Way]) -> str:
    """The same as a sentence; empty where nobody is lost."""
    found = _widest(ways)
    if found is None:
        return ""
    before, after = (one.name.lower() for one in found)
    return f"Most are lost between “{before}” and “{after}”: {_between(found):,}."


def _widest(ways: Sequence[Way]) -> tuple[Way, Way] | None:
    known = [one for one in ways if one.reached is not None and one.gone_are in {"", LOST}]
    found = max(pairwise(known), key=_between, default=None)
    return found if found is not None and _between(found) else None


def _between(two: tuple[Way, Way]) -> int:
    before, after = two
    return (before.reached or 0) - (after.reached or 0)
