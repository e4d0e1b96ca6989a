"""Invented counts of one quarter: so many cases, and a share of each step that moves from quarter to quarter."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def levels(cases: int, first: Sequence[int], last: Sequence[int], *, gone: float, random: Random) -> list[int]:
    """How many cases came to exactly each level. `first` and `last` are in percent; `gone` is the way between them.

    `gone` is 0 in the first quarter and 1 in the last.
    """
    total = left = max(0, round(random.gauss(cases, cases / 12)))
    counts: list[int] = []
    for begun, ended in zip(first, last, strict=True):
        share = (begun + (ended - begun) * gone) / 100
        reached = min(left, max(0, round(share * total + random.gauss(0, 1.5))))
        counts.append(left - reached)
        left = reached
    return [*counts, left]
