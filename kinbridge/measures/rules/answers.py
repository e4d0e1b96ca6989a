"""What an engine says of a measure: the cube of its counts, and the waits. The same from every engine, to the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """The median days to a level, and of how many cases."""

    median: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` are quarter, level, a group for each cut, and cases; `partners` are partner, quarter, level and cases."""

    rows: Sequence[Row]
    waits: tuple[Wait, ...] = ()
    partners: Sequence[Row] = ()


Answers = Mapping[str, Answer]


def waits_in(row: Sequence[object], many: int) -> tuple[Wait, ...]:
    """From one row of medians and then of counts: as many as the measure has."""
    half = len(row) // 2
    pairs = list(zip(row[:half], row[half:], strict=True))[:many]
    return tuple(Wait(None if median is None else float(str(median)), int(str(of))) for median, of in pairs)
