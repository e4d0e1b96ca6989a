"""How many came, whether that was enough to decide, and where attendance is going."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import fmean

ENOUGH = 6
"""Meetings before anything is said of a trend."""
MOVED = 10
"""Points in a hundred by which the later half differs before it is called a change."""


def needed(members: int, percent: int) -> int:
    """How many of the members have to take part so that the group decides; at least one."""
    return max(1, ceil(members * percent / 100))


@dataclass(frozen=True, slots=True)
class Came:
    """One meeting: how many of its members came. Nobody has a percentage of no members."""

    on: date
    came: int
    members: int

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.members) if self.members else 0


def trend(held: Sequence[Came]) -> str:
    """The later half of the meetings against the earlier one, with the numbers; oldest first."""
    if len(held) < ENOUGH:
        return f"{len(held)} meetings were held: too few to speak of a trend."
    half = len(held) // 2
    before, after = (round(fmean(one.percent for one in part)) for part in (held[:half], held[-half:]))
    if after - before >= MOVED:
        word = "Rising"
    elif before - after >= MOVED:
        word = "Falling"
    else:
        word = "Steady"
    return f"{word}: {before} of 100 came in the earlier half of these meetings, {after} of 100 in the later half."
