"""What may be told of one partner's own families beside everyone: a small count is in neither, nor in what is left.

Each partner reads its own line and no other's, and only where everyone's number of it is told. Partners work with the
same families, so that their lines are no table whose rows add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from kinbridge.measures.rules.publish import EVERYONE, Counted, Levels, Line, known_parts, line_of
from kinbridge.measures.rules.suppression import THRESHOLD, all_or_none, hidden, with_totals

PARTNERS = "partners"
"""The key of a quarter's counts by partner; a family counts for each partner that works with it."""


def by_partner(rows: Iterable[Sequence[object]], *, levels: int) -> dict[int, dict[str, Levels]]:
    """Rows of partner, quarter, level and cases, as counts by quarter and partner."""
    found: dict[int, dict[str, Levels]] = {}
    for partner, quarter, level, cases in rows:
        counts = found.setdefault(int(str(quarter)), {}).setdefault(str(partner), [0] * (levels + 1))
        counts[int(str(level))] += int(str(cases))
    return found


def tell_partners(
    quarters: Sequence[Counted], everyone: Line, *, levels: int, threshold: int = THRESHOLD
) -> dict[str, Line]:
    """By partner, its line of a year's quarters. `everyone` is what is told of all families in that year."""
    whole = _sum((counted[EVERYONE][EVERYONE] for counted in quarters), levels)
    partners = sorted({partner for counted in quarters for partner in counted.get(PARTNERS, ())})
    shown = known_parts(everyone, levels)
    return {
        partner: _line(partner, _own(quarters, partner, levels), whole, shown, threshold=threshold)
        for partner in partners
    }


def _own(quarters: Sequence[Counted], partner: str, levels: int) -> Levels:
    return _sum((counted.get(PARTNERS, {}).get(partner, [0] * (levels + 1)) for counted in quarters), levels)


def _sum(counts: Iterable[Levels], levels: int) -> Levels:
    return [sum(column) for column in zip([0] * (levels + 1), *counts, strict=True)]


def _line(partner: str, own: Levels, whole: Levels, shown: Sequence[bool], *, threshold: int) -> Line:
    """Of a table of two rows, the partner's families and all others, the first."""
    table = with_totals([own, [every - ours for every, ours in zip(whole, own, strict=True)]])
    everyone = len(table) - 1
    untold = {(r, c) for r, (c, told) in product(range(everyone + 1), enumerate(shown)) if not told}
    public = {(everyone, c) for c, told in enumerate(shown) if told}
    masked = hidden(table, threshold=threshold, kept=all_or_none(table) | untold, public=public)
    return line_of(partner, table[0], {c for r, c in masked if r == 0}, threshold)
