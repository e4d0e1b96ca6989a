"""When a line of quarters says more than chance: the shift and the trend of a run chart.

After Perla, Provost and Murray, "The run chart: a simple analytical tool for learning from variation" (2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

ENOUGH = 10
SHIFT, TREND = 6, 5


@dataclass(frozen=True, slots=True)
class Reading:
    """The middle of the points, and what they say: `signal` is empty where they say nothing beyond chance."""

    middle: float | None
    signal: str
    better: bool | None = None


def read(points: Sequence[float | None], *, direction: str = "up", each: str = "quarter") -> Reading:
    """Points that are hidden or empty are passed over, as points on the median are in a shift.

    `each` is what a point is called in the sentence.
    """
    seen = [point for point in points if point is not None]
    if len(seen) < ENOUGH:
        return Reading(
            None, f"Not enough data: a run chart needs {ENOUGH} {each}s that can be shown, and has {len(seen)}."
        )
    middle = float(median(seen))
    for words, run in (("shift", _last_shift(seen, middle)), ("trend", _last_trend(seen))):
        if run:
            upward = run > 0
            said = {
                ("shift", True): f"A shift: the last {run} {each}s all lie above the median.",
                ("shift", False): f"A shift: the last {-run} {each}s all lie below the median.",
                ("trend", True): f"A trend: each of the last {run} {each}s is higher than the one before.",
                ("trend", False): f"A trend: each of the last {-run} {each}s is lower than the one before.",
            }[words, upward]
            return Reading(middle, said, upward == (direction == "up"))
    return Reading(middle, "")


def _last_shift(points: Sequence[float], middle: float) -> int:
    """How many of the last points lie on one side of the median, if six or more do; below it as a negative number."""
    off = [point > middle for point in points if point != middle]
    run = 0
    for above in reversed(off):
        if above != off[-1]:
            break
        run += 1
    return (run if off[-1] else -run) if run >= SHIFT else 0


def _last_trend(points: Sequence[float]) -> int:
    """How many of the last points go one way, if five or more do; downward as a negative number."""
    steps = [after - before for before, after in pairwise(points) if after != before]
    run = 0
    for step in reversed(steps):
        if (step > 0) != (steps[-1] > 0):
            break
        run += 1
    return (run if steps[-1] > 0 else -run) if run >= TREND else 0
