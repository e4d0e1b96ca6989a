"""What an adversary can work out: from sums that are shown, which other sums follow.

Every number that is ever shown is a sum of counts nobody sees, such as those of one quarter, one group and one outcome.
What follows from what is shown is then plain linear algebra, over all tables and all releases at once. It is done in a
field of whole numbers, which is exact; that such a field agrees with the rationals fails once in some 10^17 times.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

FIELD = 2**61 - 1
Sum = frozenset[Hashable]
"""The counts that a number adds up."""


class Known:
    """All that follows from the sums that are shown."""

    def __init__(self, shown: Iterable[Sum]) -> None:
        self._pivots: dict[Hashable, dict[Hashable, int]] = {}
        for one in shown:
            self.learn(one)

    def with_more(self, more: Iterable[Sum]) -> Known:
        """What follows when these are shown as well."""
        known = Known(())
        known._pivots = dict(self._pivots)
        for one in more:
            known.learn(one)
        return known

    def learn(self, one: Sum) -> None:
        row = self._reduced(one)
        if row:
            pivot, value = next(iter(row.items()))
            inverse = pow(value, -1, FIELD)
            self._pivots[pivot] = {atom: number * inverse % FIELD for atom, number in row.items()}

    def gives(self, one: Sum) -> bool:
        """Whether this sum can be worked out."""
        return not self._reduced(one)

    def _reduced(self, one: Sum) -> dict[Hashable, int]:
        row = dict.fromkeys(sorted(one, key=repr), 1)
        pending = [atom for atom in row if atom in self._pivots]
        while pending:
            atom = pending.pop()
            factor = row.get(atom, 0)
            if not factor:
                continue
            for other, number in self._pivots[atom].items():
                value = (row.get(other, 0) - factor * number) % FIELD
                if value:
                    row[other] = value
                    if other in self._pivots:
                        pending.append(other)
                else:
                    row.pop(other, None)
        return row
