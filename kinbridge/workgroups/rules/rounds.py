"""Rounds in the manner of Delphi: ratings from 1 to 9 without names, shown once enough have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

LOWEST, HIGHEST = 1, 9
ENOUGH = 5
"""Answers before anything of a round is shown: with fewer, people who talk could work out who rated what."""
CLOSE = 2
"""Points between the quarters, up to which the middle half is called agreed."""
FOR_FROM, AGAINST_TO = 7, 3
RULE = (
    f"Shown when a round is closed and at least {ENOUGH} answered. Agreed when the middle half of the ratings lies "
    f"within {CLOSE} points: for it when the median is {FOR_FROM} or more, against it when it is {AGAINST_TO} or less."
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a round. Nothing but the number of answers when there are too few."""

    answers: int
    median: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def shown(self) -> bool:
        return self.median is not None

    @property
    def agreed(self) -> bool:
        return self.low is not None and self.high is not None and self.high - self.low <= CLOSE

    @property
    def verdict(self) -> str:
        if self.median is None:
            return "Too few answers to show"
        if not self.agreed:
            return "Not agreed yet"
        if self.median >= FOR_FROM:
            return "Agreed: for it"
        return "Agreed: against it" if self.median <= AGAINST_TO else "Agreed: neither for nor against"

    @property
    def sentence(self) -> str:
        if self.median is None:
            return f"{self.answers} answered; at least {ENOUGH} have to, so that nobody can be made out."
        middle = f"the middle half from {self.low:g} to {self.high:g}"
        return f"{self.answers} answered: median {self.median:g}, {middle}. {self.verdict}."


def summary(ratings: Sequence[int]) -> Summary:
    if len(ratings) < ENOUGH:
        return Summary(len(ratings))
    low, _, high = quantiles(ratings, n=4, method="inclusive")
    return Summary(len(ratings), float(median(ratings)), low, high)
