"""How far systems rate apart, and what changed since the last time, from counts of answers alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kinbridge.learning.rules.change import t_quantile
from kinbridge.surveys.rules.anonymous import SMALLEST, Share, share
from kinbridge.surveys.rules.instruments import UNSAID

Counts = Mapping[int, int]
"""How many gave each answer; `UNSAID` is those who gave none."""


def agreed(counts: Counts, *, agree_from: int) -> Share | None:
    said = {answer: count for answer, count in counts.items() if answer != UNSAID}
    return share(sum(count for answer, count in said.items() if answer >= agree_from), sum(said.values()))


def unsaid(counts: Counts) -> Share | None:
    """Who would not or could not say: a finding of its own where there are many."""
    return share(counts.get(UNSAID, 0), sum(counts.values()))


def apart(shares: Sequence[Share | None]) -> int | None:
    """The points between the groups that agree most and least; None with fewer than two groups that are told."""
    percents = [one.percent for one in shares if one is not None]
    return max(percents) - min(percents) if len(percents) > 1 else None


@dataclass(frozen=True, slots=True)
class Change:
    """Two waves of different people: the means, their difference, and where it lies with 95 percent confidence."""

    before: float
    after: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def words(self) -> str:
        if self.low > 0:
            return "higher"
        return "lower" if self.high < 0 else "could be chance"


def change(before: Counts, after: Counts) -> Change | None:
    """After Welch: who answered is not known, so nobody is paired. None where too few answered either time."""
    first, second = _mean_and_error(before), _mean_and_error(after)
    if first is None or second is None:
        return None
    (one, error_one, n_one), (two, error_two, n_two) = first, second
    error = error_one + error_two
    if not error:
        return Change(one, two, two - one, two - one)
    freedom = error**2 / (error_one**2 / (n_one - 1) + error_two**2 / (n_two - 1))
    reach = t_quantile(max(int(freedom), SMALLEST - 1)) * sqrt(error)
    return Change(one, two, two - one - reach, two - one + reach)


def mean(counts: Counts) -> float | None:
    """Of scores kept in half points doubled."""
    found = _mean_and_error(counts)
    return found[0] if found else None


def _mean_and_error(counts: Counts) -> tuple[float, float, int] | None:
    people = sum(counts.values())
    if people < SMALLEST:
        return None
    middle = sum(score / 2 * count for score, count in counts.items()) / people
    squares = sum(count * (score / 2 - middle) ** 2 for score, count in counts.items())
    return middle, squares / (people - 1) / people, people
