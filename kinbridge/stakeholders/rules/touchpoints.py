"""Where each system meets a family, by the five points of intervention, and where none does. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.gaps.rules.framework import SYSTEM_WORDS, System


@dataclass(frozen=True, slots=True)
class Cell:
    point: int
    system: System
    touchpoints: int
    without_next: int

    @property
    def heat(self) -> int:
        """0 where nobody meets a family, 1 where a next step is missing, 3 where each has one."""
        return 0 if not self.touchpoints else 1 if self.without_next else 3


@dataclass(frozen=True, slots=True)
class Map:
    rows: tuple[tuple[int, str, tuple[Cell, ...]], ...]
    systems: tuple[str, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for *_, cells in self.rows for cell in cells)

    @property
    def gaps(self) -> int:
        return sum(not cell.touchpoints for cell in self.cells)


def drawn(touchpoints: Iterable[tuple[int, str, bool]]) -> Map:
    """From the point, the system and whether it has a next step, of each touchpoint."""
    rows = list(touchpoints)
    met = Counter((point, system) for point, system, _ in rows)
    loose = Counter((point, system) for point, system, next_step in rows if not next_step)
    return Map(
        tuple(
            (
                point,
                words,
                tuple(Cell(point, one, met[point, one.value], loose[point, one.value]) for one in System),
            )
            for point, words in POINT_WORDS.items()
        ),
        tuple(SYSTEM_WORDS[one] for one in System),
    )
