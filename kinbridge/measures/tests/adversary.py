"""An adversary who has read everything that was ever told of a measure, and puts it all together.

Unknown to them is how many cases of each quarter and group came to which level. Every number that was told is a sum of
such unknowns, none is below zero, and every cut counts the same cases. So the least and the most that any hidden count
can be are the ends of a linear program. A partner's families and all others are one more cut, of which a line is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import ceil, floor, inf
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from kinbridge.measures.rules.alike import tell_alike
from kinbridge.measures.rules.over_time import NOTHING, SINCE, Before, Careful, tell_all
from kinbridge.measures.rules.partners import PARTNERS
from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, Counted, Line, Told
from kinbridge.measures.rules.quarters import YEAR, year_to
from kinbridge.measures.rules.suppression import ALL_OR_NONE, THRESHOLD
from kinbridge.measures.rules.tables import CUTS

Atom = tuple[str, int, str, int]
"""Cut, quarter, group and exact level."""
Atoms = frozenset[Atom]
OURS, THEIRS = "the partner's", "all others"
ROUND = 1e-6


@dataclass(frozen=True)
class County:
    """What was counted in each quarter; by cut its groups. A partner is a cut by its own name, of OURS and THEIRS."""

    levels: int
    groups: Mapping[str, Sequence[str]]
    truth: Sequence[Counted]

    @property
    def cuts(self) -> tuple[str, ...]:
        return tuple(cut for cut in self.groups if cut in CUTS)

    def count(self, atoms: Iterable[Atom]) -> int:
        return sum(self._one(*atom) for atom in atoms)

    def _one(self, cut: str, quarter: int, group: str, level: int) -> int:
        counted, nobody = self.truth[quarter], [0] * (self.levels + 1)
        if cut in CUTS:
            return counted[cut].get(group, nobody)[level]
        ours = counted[PARTNERS].get(cut, nobody)[level]
        return ours if group == OURS else counted[EVERYONE][EVERYONE][level] - ours

    def atoms(
        self, cut: str, quarters: Iterable[int], groups: Iterable[str], levels: Iterable[int] | None = None
    ) -> Atoms:
        return frozenset(product([cut], quarters, groups, range(self.levels + 1) if levels is None else levels))

    def numbers(self, found: Mapping[str, Any]) -> Iterator[tuple[Atoms, int]]:
        """Every number of a release, as the counts that it adds up."""
        for back, one in enumerate(found["years"]):
            told, year = Told.read(one), year_to(found["last"] - back * YEAR)
            for cut, groups in self.groups.items():
                yield from self._line(told.everyone, cut, year, groups)
                for line in told.cuts[QUARTERS]:
                    yield from self._line(line, cut, [int(line.group)], groups)
                for line in told.cuts.get(cut, ()):
                    yield from self._line(line, cut, year, [line.group])
        for one in found[SINCE]:
            for cut, groups in self.groups.items():
                yield from self._line(Line.read(one), cut, [int(one["group"])], groups)
        for partner, one in found[PARTNERS]["lines"].items():
            yield from self._line(Line.read(one), partner, year_to(found[PARTNERS]["last"]), [OURS])

    def _line(
        self, line: Line, cut: str, quarters: Iterable[int], groups: Sequence[str]
    ) -> Iterator[tuple[Atoms, int]]:
        quarters = list(quarters)
        for level, number in enumerate((line.cases, *line.reached)):
            if number is not None:
                yield self.atoms(cut, quarters, groups, range(level, self.levels + 1)), number

    def sums(self, *, inside: bool) -> Iterator[tuple[Atoms, Atoms]]:
        """What may be a secret, with the cases it is a part of: of each quarter and year, each group, each step.

        `inside`: of each group in each quarter, too, which no table tells of.
        """
        quarters = [[quarter] for quarter in range(len(self.truth))]
        years = [list(year_to(last)) for last in range(YEAR - 1, len(self.truth), YEAR)]
        every = range(self.levels + 1)
        steps = {frozenset(these) for at in every for these in (every[at : at + 1], every[:at], every[at:])}
        for cut, groups in self.groups.items():
            whole, each = [list(groups)], [[group] for group in groups]
            for span, who in [*product(quarters, whole + each if inside else whole), *product(years, whole + each)]:
                for step in filter(None, steps):
                    yield self.atoms(cut, span, who, step), self.atoms(cut, span, who)


def releases(*alike: County, careful: Sequence[Careful] = (Careful(),)) -> list[list[dict[str, Any]]]:
    """For each measure of the same cases its part of every release: one a quarter, from the first whole year on.

    The last of the settings holds for all that follow.
    """
    made: list[list[dict[str, Any]]] = [[] for _ in alike]
    before = [NOTHING for _ in alike]
    for place, settled in enumerate(range(YEAR - 1, len(alike[0].truth))):
        now, last = careful[min(place, len(careful) - 1)], settled - (settled + 1) % YEAR
        each = [
            partial(
                tell_all,
                dict(enumerate(one.truth[: settled + 1])),
                last=last,
                settled=settled,
                levels=one.levels,
                cuts=one.cuts,
                before=then,
                careful=now,
            )
            for one, then in zip(alike, before, strict=True)
        ]
        found = tell_alike(each, [then.found for then in before])
        before = [Before(one, now) for one in found]
        for these, one in zip(made, found, strict=True):
            these.append(dict(one))
    return made


class Adversary:
    """What follows from all that was told of a measure, and of others that count the same cases."""

    def __init__(
        self, county: County, told: Iterable[Mapping[str, Any]], *others: tuple[County, Iterable[Mapping[str, Any]]]
    ) -> None:
        self._county = county
        self._place: dict[tuple[int, Atom], int] = {}
        self._rows: dict[frozenset[tuple[tuple[int, Atom], int]], int] = {}
        for which, (one, these) in enumerate([(county, told), *others]):
            for cut, groups in one.groups.items():
                for atom in sorted(one.atoms(cut, range(len(one.truth)), groups)):
                    self._place[which, atom] = len(self._place)
            for atoms, number in (number for found in these for number in one.numbers(found)):
                self._learn(which, atoms, number)
            self._count_alike(which, one)
        places = [(row, self._place[atom], sign) for row, signs in enumerate(self._rows) for atom, sign in signs]
        row, column, sign = np.array(places, dtype=int).reshape(-1, 3).T
        self._sums = csr_array((sign, (row, column)), shape=(len(self._rows), len(self._place)))
        self._numbers = list(self._rows.values())

    def _learn(self, which: int, atoms: Atoms, number: int = 0, *, less: tuple[int, Atoms] = (0, frozenset())) -> None:
        signs = {((which, atom), 1) for atom in atoms} | {((less[0], atom), -1) for atom in less[1]}
        self._rows[frozenset(signs)] = number

    def _count_alike(self, which: int, one: County) -> None:
        """Each cut counts the same cases of a level, and each measure the same cases of a group."""
        first, *cuts = one.groups
        quarters = range(len(one.truth))
        for cut, quarter, level in product(cuts, quarters, range(one.levels + 1)):
            here, there = (one.atoms(each, [quarter], one.groups[each], [level]) for each in (first, cut))
            self._learn(which, here, less=(which, there))
        if which:
            for cut, groups in one.groups.items():
                for quarter, group in product(quarters, groups):
                    here, there = one.atoms(cut, [quarter], [group]), self._county.atoms(cut, [quarter], [group])
                    self._learn(which, here, less=(0, there))

    def bounds(self, atoms: Atoms) -> tuple[float, float]:
        """The least and the most that the count of these can be."""
        wanted = np.zeros(len(self._place))
        wanted[[self._place[0, atom] for atom in atoms]] = 1
        least, most = (linprog(sign * wanted, A_eq=self._sums, b_eq=self._numbers) for sign in (1, -1))
        return ceil(least.fun - ROUND), inf if most.fun is None else floor(ROUND - most.fun)

    def undone(self, *, threshold: int = THRESHOLD, inside: bool = False) -> Iterator[tuple[list[Atom], float, float]]:
        """The small counts that are known too well, and the zeros that say of a few that all or none reached a step."""
        for atoms, cases in self._county.sums(inside=inside):
            count = self._county.count(atoms)
            if 0 < count < threshold:
                least, most = self.bounds(atoms)
                if most < threshold and most - least < threshold - 1:
                    yield sorted(atoms), least, most
            elif not count and self._says_of_a_few(atoms, cases):
                least, most = self.bounds(atoms)
                if not most:
                    yield sorted(atoms), least, most

    def _says_of_a_few(self, atoms: Atoms, cases: Atoms) -> bool:
        """Whether it would say of 1 to 29 that all or none reached a step; not where that is so of 30 or more of them.

        Of the group or of everyone, then or in the year: it then follows of each part.
        """
        county = self._county
        ((cut,), span, who, steps) = ({atom[place] for atom in atoms} for place in range(4))
        if not steps & {0, county.levels} or not 0 < county.count(cases) < ALL_OR_NONE:
            return False
        year = range(min(span) // YEAR * YEAR, min(min(span) // YEAR * YEAR + YEAR, len(county.truth)))
        return not any(
            not county.count(county.atoms(cut, quarters, groups, steps))
            and county.count(county.atoms(cut, quarters, groups)) >= ALL_OR_NONE
            for quarters, groups in product((span, year), (who, county.groups[cut]))
        )
