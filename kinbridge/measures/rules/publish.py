"""From counts to what may be shown of a year, its quarters and its groups: no small cell is in it or behind it.

A quarter is counted once, and all that is ever shown is added up from such quarters. So no later record moves a
number. Years that are told have no quarter in common: see `over_time`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Self

from kinbridge.measures.rules.answers import Wait
from kinbridge.measures.rules.bounds import Cell
from kinbridge.measures.rules.suppression import (
    ALL_OR_NONE,
    THRESHOLD,
    all_or_none,
    hidden,
    rate_is_safe,
    with_totals,
)
from kinbridge.measures.rules.tables import CUTS

EVERYONE, QUARTERS = "Everyone", "quarters"
Levels = list[int]
"""How many cases came to exactly each level: first those that reached none."""
Counted = Mapping[str, Mapping[str, Levels]]
"""One quarter's counts: by cut and group; and of everyone, as the cut and the group of that name."""


Key = tuple[str, str, str]
"""Whose cases: the last quarter of the year, the cut and the group; of a quarter alone, no year."""


def key(last: str, cut: str, group: str) -> Key:
    return ("" if cut == QUARTERS else last, cut, group)


@dataclass(frozen=True, slots=True)
class Cases:
    """Of whom the number of cases is hidden whatever a table says, and of whom it was told before: see `alike`."""

    hidden: AbstractSet[Key] = frozenset()
    known: AbstractSet[Key] = frozenset()


ANY = Cases()


@dataclass(frozen=True, slots=True)
class Line:
    """What may be shown of one group: how many cases, and how many reached each level. None is hidden."""

    group: str
    cases: int | None
    reached: tuple[int | None, ...]
    percents: tuple[int | None, ...]

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        return cls(found["group"], found["cases"], tuple(found["reached"]), tuple(found["percents"]))


@dataclass(frozen=True, slots=True)
class Told:
    """What may be shown of one year: everyone, and by cut each group; the quarters are a cut like the others."""

    everyone: Line
    cuts: Mapping[str, tuple[Line, ...]]

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        """From what `dataclasses.asdict` made of one."""
        cuts = {cut: tuple(Line.read(line) for line in lines) for cut, lines in found["cuts"].items()}
        return cls(Line.read(found["everyone"]), cuts)

    @property
    def hides(self) -> bool:
        lines = (self.everyone, *(line for these in self.cuts.values() for line in these))
        return any(line.cases is None or None in line.reached for line in lines)


def fold(rows: Iterable[Sequence[object]], *, levels: int) -> dict[int, dict[str, dict[str, Levels]]]:
    """The rows of a cube (quarter, level, a group for each cut, cases), as counts by quarter."""
    found: dict[int, dict[str, dict[str, Levels]]] = {}
    for quarter, level, *groups, cases in rows:
        of_quarter = found.setdefault(int(str(quarter)), {})
        for cut, group in ((EVERYONE, EVERYONE), *zip(CUTS, map(str, groups), strict=True)):
            counts = of_quarter.setdefault(cut, {}).setdefault(group, [0] * (levels + 1))
            counts[int(str(level))] += int(str(cases))
    return found


def nobody(levels: int) -> dict[str, dict[str, Levels]]:
    return {EVERYONE: {EVERYONE: [0] * (levels + 1)}}


def tell(
    quarters: Mapping[str, Counted],
    *,
    levels: int,
    cuts: Iterable[str] = CUTS,
    early: AbstractSet[str] = frozenset(),
    cases: Cases = ANY,
    threshold: int = THRESHOLD,
) -> Told:
    """What may be shown of a year's quarters, by their names, of which the last is the year's.

    `early` are quarters that were told whole before; `cases` is what other measures say of how many there are.
    """
    tables = {QUARTERS: {name: list(counted[EVERYONE][EVERYONE]) for name, counted in quarters.items()}}
    for cut in cuts:
        groups = _year(quarters.values(), cut, levels)
        if len(groups) > 1:
            tables[cut] = dict(sorted(groups.items()))
    whole = {cut: with_totals(list(groups.values())) for cut, groups in tables.items()}
    names = {cut: [*rows, EVERYONE] for cut, rows in tables.items()}
    kept = _whose(cases.hidden, names, levels, last=list(quarters)[-1])
    public = _whose(cases.known, names, levels, last=list(quarters)[-1])
    public[QUARTERS] |= {(r, c) for r, name in enumerate(quarters) if name in early for c in range(levels + 2)}
    masks = _agreed(whole, kept, public, threshold)
    lines = {
        cut: [
            line_of(name, row, {c for r, c in masks[cut] if r == place}, threshold)
            for place, (name, row) in enumerate(zip(names[cut], whole[cut], strict=True))
        ]
        for cut in tables
    }
    return Told(lines[QUARTERS][-1], {cut: tuple(these[:-1]) for cut, these in lines.items()})


def tell_waits(waits: Iterable[Wait], everyone: Line, *, threshold: int = THRESHOLD) -> Iterator[Wait]:
    """The medians of enough cases, to steps whose number is told: a median alone would say that it is no small one."""
    for wait, reached in zip(waits, everyone.reached, strict=False):
        yield Wait(None, 0) if reached is None or wait.of < threshold else wait


def _year(quarters: Iterable[Counted], cut: str, levels: int) -> dict[str, Levels]:
    total: dict[str, Levels] = {}
    for counted in quarters:
        for group, counts in counted.get(cut, {}).items():
            so_far = total.setdefault(group, [0] * (levels + 1))
            total[group] = [one + more for one, more in zip(so_far, counts, strict=True)]
    return total


def known_parts(line: Line, levels: int) -> list[bool]:
    """For each level, then for the total: whether the line gives it away."""
    steps = [line.cases, *line.reached, 0]
    return [*(steps[at] is not None and steps[at + 1] is not None for at in range(levels + 1)), line.cases is not None]


def _whose(cases: AbstractSet[Key], names: Mapping[str, Sequence[str]], levels: int, last: str) -> dict[str, set[Cell]]:
    """By cut, the cells that say how many cases there are of those whom `cases` names."""

    def named(cut: str, name: str) -> Key:
        return key(last, EVERYONE if name == EVERYONE else cut, name)

    return {
        cut: {(r, levels + 1) for r, name in enumerate(these) if named(cut, name) in cases}
        for cut, these in names.items()
    }


def _agreed(
    tables: Mapping[str, list[list[int]]],
    kept: Mapping[str, set[Cell]],
    public: Mapping[str, set[Cell]],
    threshold: int,
) -> dict[str, frozenset[Cell]]:
    """Masks for all tables that share one last row: what one of them hides of everyone, all do."""
    of_everyone: set[int] = set()
    while True:
        masks = {}
        for cut, table in tables.items():
            last = len(table) - 1
            stays = all_or_none(table) | {(last, c) for c in of_everyone} | kept[cut]
            masks[cut] = hidden(table, threshold=threshold, kept=stays, public=public[cut])
        found = {c for cut, mask in masks.items() for r, c in mask if r == len(tables[cut]) - 1}
        if found == of_everyone:
            return masks
        of_everyone = found


def line_of(name: str, row: Sequence[int], masked: AbstractSet[int], threshold: int) -> Line:
    """What is known of each step from the parts that are shown, and of the total less the others."""
    total = len(row) - 1
    cases = None if total in masked else row[total]
    reached = [_unless_all_or_none(_from(row, masked, level), row[total]) for level in range(1, total)]
    percents = [_percent(met, cases, threshold) for met in reached]
    return Line(name, cases, tuple(reached), tuple(percents))


def _unless_all_or_none(met: int | None, cases: int) -> int | None:
    """Of a few cases, that all of them or none reached a step would be told of each one."""
    return None if met in (0, cases) and 0 < cases < ALL_OR_NONE else met


def _percent(met: int | None, cases: int | None, threshold: int) -> int | None:
    if met is None or not cases or not rate_is_safe(met, cases, threshold=threshold):
        return None
    return round(100 * met / cases)


def _from(row: Sequence[int], masked: AbstractSet[int], level: int) -> int | None:
    total = len(row) - 1
    beyond, short = set(range(level, total)), {*range(level), total}
    return sum(row[level:total]) if not beyond & masked or not short & masked else None
