"""What may be told after what was told before: a release is held against all earlier ones, as an adversary would.

The year to September less the year to June is one quarter less another. One such difference tells nothing; many, with
the quarters that are shown, can come down to one group in one quarter. Then a line of the new release stays out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import cast

from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, Counted, Line, Told, tell
from kinbridge.measures.rules.quarters import year_to
from kinbridge.measures.rules.reconstruct import Known, Sum
from kinbridge.measures.rules.suppression import ALL_OR_NONE, THRESHOLD
from kinbridge.measures.rules.tables import CUTS

Quarters = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """What was told of the year that ends with the quarter `last`."""

    last: int
    told: Told

    @property
    def span(self) -> range:
        return year_to(self.last)


def tell_after(
    past: Sequence[Year],
    counts: Mapping[int, Counted],
    last: int,
    *,
    levels: int,
    cuts: Iterable[str] = CUTS,
    threshold: int = THRESHOLD,
) -> Year:
    """What may be told of a year, when all of `past` has been. `counts` holds every quarter ever counted.

    `threshold` may be higher than when `past` was told: what was shown then cannot be taken back, but nothing more of
    what is small now comes out.
    """
    span = year_to(last)
    quarters = {str(quarter): counts[quarter] for quarter in span}
    earlier = [one.told for one in past]
    year = Year(last, tell(quarters, levels=levels, cuts=cuts, earlier=earlier, threshold=threshold))
    if not any(set(one.span) & set(span) for one in past):
        return year
    for cut in [one for one in year.told.cuts if one != QUARTERS] or [EVERYONE]:
        year = _held_back(year, past, _Counts(counts, cut, levels, threshold))
    return year


@dataclass(frozen=True, slots=True)
class _Counts:
    """One cut of every quarter: the counts that all numbers of it add up."""

    quarters: Mapping[int, Counted]
    cut: str
    levels: int
    threshold: int

    @property
    def groups(self) -> tuple[str, ...]:
        found = {group for counted in self.quarters.values() for group in counted.get(self.cut, ())}
        return tuple(sorted(found)) or (EVERYONE,)

    def sums(self, year: Year) -> Iterator[tuple[str, str, list[Sum]]]:
        """Each line of a year, as its cut, its group and what its numbers add up."""
        yield EVERYONE, EVERYONE, self._of(year.told.everyone, year.span, self.groups)
        for line in year.told.cuts[QUARTERS]:
            yield QUARTERS, line.group, self._of(line, [int(line.group)], self.groups)
        for line in year.told.cuts.get(self.cut, ()):
            yield self.cut, line.group, self._of(line, year.span, [line.group])

    def _of(self, line: Line, quarters: Iterable[int], groups: Iterable[str]) -> list[Sum]:
        these = (line.cases, *line.reached)
        return [
            frozenset(product(quarters, groups, range(level, self.levels + 1)))
            for level, number in enumerate(these)
            if number is not None
        ]

    def secrets(self, years: Iterable[Year]) -> list[Sum]:
        """The small counts, by group and of everyone, by level and in all: of each quarter, and of each year."""
        every, all_levels = self.groups, range(self.levels + 1)
        spans = [*((quarter,) for quarter in self.quarters), *dict.fromkeys(tuple(year.span) for year in years)]
        whose = [(group,) for group in every] + [every]
        found = [
            frozenset(product(span, who, level))
            for span, who in product(spans, whose)
            for level in [*([one] for one in all_levels), all_levels]
        ]
        small = [one for one in found if 0 < self._counted(one) < self.threshold]
        return small + [one for span, who in product(spans, whose) for one in self._all_or_none(span, who, spans)]

    def _all_or_none(self, span: Quarters, who: tuple[str, ...], spans: Iterable[Quarters]) -> Iterator[Sum]:
        """The sums, each 0, that would say of a few cases that all or none of them reached a step."""
        if not 0 < self._counted(product(span, who, range(self.levels + 1))) < ALL_OR_NONE:
            return
        for level in range(1, self.levels + 1):
            for these in (range(level), range(level, self.levels + 1)):
                if not self._counted(product(span, who, these)) and not self._told_of_many(span, these, spans):
                    yield frozenset(product(span, who, these))

    def _told_of_many(self, span: Quarters, these: range, spans: Iterable[Quarters]) -> bool:
        """Whether it is so of everyone, then or in a longer time, and they are many: it then follows of every group."""
        wider = [one for one in spans if set(span) <= set(one) and not self._counted(product(one, self.groups, these))]
        return any(self._counted(product(one, self.groups, range(self.levels + 1))) >= ALL_OR_NONE for one in wider)

    def _counted(self, one: Iterable[Hashable]) -> int:
        total = 0
        for atom in one:
            quarter, group, level = cast("tuple[int, str, int]", atom)
            counts = self.quarters[quarter].get(self.cut, {}).get(group)
            total += counts[level] if counts else 0
        return total


def _held_back(year: Year, past: Sequence[Year], counts: _Counts) -> Year:
    """The year without the lines that would give a small count away that is not known already."""
    known = Known(one for before in past for *_, sums in counts.sums(before) for one in sums)
    secrets = [one for one in counts.secrets([*past, year]) if not known.gives(one)]
    lines = list(counts.sums(year))
    if not _gives(known.with_more(one for *_, sums in lines for one in sums), secrets):
        return year
    for cut, group, sums in lines:
        more = known.with_more(sums)
        if _gives(more, secrets):
            year = replace(year, told=_without(year.told, cut, group))
        else:
            known = more
    return year


def _gives(known: Known, secrets: Iterable[Sum]) -> bool:
    return any(known.gives(one) for one in secrets)


def _without(told: Told, cut: str, group: str) -> Told:
    if cut == EVERYONE:
        return replace(told, everyone=_hidden(told.everyone))
    lines = tuple(_hidden(line) if line.group == group else line for line in told.cuts[cut])
    return replace(told, cuts={**told.cuts, cut: lines})


def _hidden(line: Line) -> Line:
    nothing = (None,) * len(line.reached)
    return Line(line.group, None, nothing, nothing)
