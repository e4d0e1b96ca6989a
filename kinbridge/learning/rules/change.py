"""What changed between two answers of the same people: mean change, its interval, and its effect size. Pure.

Pairs only: someone who answered once is counted apart, as a person who was lost on the way. With few people an
interval says more than a test of significance, so that is what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev

SMALLEST_CELL = 5
"""Fewer people than this are not shown: a mean of three tells each of them about the other two."""
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Change:
    """`dz` is the mean change over the standard deviation of the changes; None where everybody changed alike."""

    n: int
    before: float
    after: float
    mean: float
    spread: float
    dz: float | None
    better: int
    worse: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the mean change lies with 95 percent confidence; None below the smallest cell."""
        if self.n < SMALLEST_CELL:
            return None
        reach = t_quantile(self.n - 1) * self.spread / sqrt(self.n)
        return self.mean - reach, self.mean + reach


def paired_change(pairs: Sequence[tuple[float, float]]) -> Change | None:
    """The change from the first to the second of each pair. None for fewer than two people."""
    if len(pairs) < 2:
        return None
    changes = [after - before for before, after in pairs]
    spread = stdev(changes)
    return Change(
        n=len(pairs),
        before=fmean(before for before, _ in pairs),
        after=fmean(after for _, after in pairs),
        mean=fmean(changes),
        spread=spread,
        dz=fmean(changes) / spread if spread else None,
        better=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
    )


def t_quantile(freedom: int) -> float:
    """The 97.5 percent point of Student's t, by Fisher's expansion; within 0.3 percent from 4 degrees of freedom on."""
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )


def shown(people: int) -> bool:
    """Whether a group is large enough to be shown."""
    return people >= SMALLEST_CELL


def hidden_groups(sizes: Sequence[int]) -> frozenset[int]:
    """Which groups of one whole are not shown: the small ones, and one more where a single one could be worked out."""
    small = {place for place, size in enumerate(sizes) if 0 < size < SMALLEST_CELL}
    rest = [place for place, size in enumerate(sizes) if place not in small and size]
    if rest and 0 < sum(sizes[place] for place in small) < SMALLEST_CELL:
        small.add(min(rest, key=lambda place: sizes[place]))
    return frozenset(small)
