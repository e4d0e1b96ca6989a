"""Within what limits chance alone moves a share from quarter to quarter: Shewhart's p chart, three standard deviations.

A run chart asks of many quarters whether something changed; this asks it of one. The fewer the cases, the wider it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kinbridge.measures.rules.run_chart import ENOUGH

DEVIATIONS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """In percent, from 0 to 100."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.0f}% to {self.high:.0f}%"


def limits(quarters: Sequence[tuple[int | None, int | None]]) -> tuple[Limits | None, ...]:
    """Of each quarter's `(reached, cases)`. None where one is hidden or empty, and everywhere if few are told."""
    told = [(reached, cases) for reached, cases in quarters if reached is not None and cases]
    if len(told) < ENOUGH:
        return (None,) * len(quarters)
    share = sum(reached for reached, _ in told) / sum(cases for _, cases in told)
    return tuple(_about(share, cases) if reached is not None and cases else None for reached, cases in quarters)


def _about(share: float, cases: int) -> Limits:
    away = DEVIATIONS * sqrt(share * (1 - share) / cases)
    return Limits(100 * max(0.0, share - away), 100 * min(1.0, share + away))


def beyond(points: Sequence[float | None], within: Sequence[Limits | None]) -> int:
    """1 if the last point that is told lies above its limits, -1 if below, 0 if neither."""
    told = [(point, each) for point, each in zip(points, within, strict=True) if point is not None and each is not None]
    if not told:
        return 0
    point, each = told[-1]
    return (point > each.high) - (point < each.low)
