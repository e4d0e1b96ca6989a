"""How many places a need takes, and how many are missing: always from a low guess to a high one, never one number.

Places needed = people a year x days each stays / 365. No program is full every day of the year, so only a part of its
places counts: 85 to 95 in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

USED_AT_LEAST, USED_AT_MOST = 0.85, 0.95
DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Range:
    low: int
    high: int

    @property
    def words(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Shortfall:
    needed: Range
    usable: Range
    missing: Range

    @property
    def is_certain(self) -> bool:
        """Even by the lowest guess places are missing."""
        return self.missing.low > 0

    @property
    def words(self) -> str:
        if self.missing.high <= 0:
            return "Enough places, by these numbers."
        if not self.is_certain:
            return f"Perhaps enough; up to {self.missing.high} places may be missing."
        return f"{self.missing.words} places are missing."


def places_needed(*, people_low: int, people_high: int, stay_days: int) -> Range:
    """Places taken at the same time by so many people in a year."""
    return Range(
        ceil(people_low * stay_days / DAYS_IN_A_YEAR - 1e-9), ceil(people_high * stay_days / DAYS_IN_A_YEAR - 1e-9)
    )


def shortfall(*, people_low: int, people_high: int, stay_days: int, places: int) -> Shortfall:
    """The need against the places there are."""
    needed = places_needed(people_low=people_low, people_high=people_high, stay_days=stay_days)
    usable = Range(floor(places * USED_AT_LEAST + 1e-9), floor(places * USED_AT_MOST + 1e-9))
    missing = Range(max(0, needed.low - usable.high), max(0, needed.high - usable.low))
    return Shortfall(needed, usable, missing)
