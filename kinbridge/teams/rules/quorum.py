"""Whether enough partners are at the table: partners count, not people, for it is partners that signed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quorum:
    present: int
    needed: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


def quorum_of(programs: Iterable[Hashable], *, needed: int) -> Quorum:
    """`programs`: the program of each person who came, in any order, as often as it sent someone."""
    return Quorum(len(set(programs)), needed)
