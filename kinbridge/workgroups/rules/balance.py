"""Who is at a group's table, by the sector they come from; which sectors have nobody, and which have many seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kinbridge.stakeholders.rules.sectors import SECTORS

LARGE_SHARE = 0.4
"""A sector with more than this part of the seats is named: it can outvote most others."""


@dataclass(frozen=True, slots=True)
class Share:
    words: str
    members: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The seats of a group by sector, in the order of the coalition's sectors."""

    shares: tuple[Share, ...]

    @property
    def members(self) -> int:
        return sum(share.members for share in self.shares)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(share.words for share in self.shares if not share.members)

    @property
    def heavy(self) -> tuple[str, ...]:
        return tuple(share.words for share in self.shares if share.members > LARGE_SHARE * self.members)

    @property
    def sentence(self) -> str:
        there = sum(bool(share.members) for share in self.shares)
        said = [f"{self.members} members from {there} of {len(self.shares)} sectors."]
        said += [f"Nobody from: {', '.join(self.missing)}."] if self.missing else []
        said += [f"More than 4 of 10 seats: {', '.join(self.heavy)}."] if self.heavy else []
        return " ".join(said)


def balance_of(sectors: Iterable[str]) -> Balance:
    """From the sector of each member."""
    counted = Counter(sectors)
    return Balance(tuple(Share(sector.name, counted[code]) for code, sector in SECTORS.items()))
