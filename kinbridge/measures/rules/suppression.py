"""Hide small cells so that nothing shown gives them back.

A cell of 1 to 10 is hidden, totals included. Then more is hidden until no row or column gives a hidden cell away: never
exactly one hidden cell on a line, never hidden cells that together come to less than 11, and never one that could only
be one of a few small counts (`bounds`). After the CMS cell-size policy and the common practice of complementary
suppression; a coalition may set the threshold higher (`Setting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from kinbridge.measures.rules.bounds import Cell, Counts, is_wide

THRESHOLD = 11
ALL_OR_NONE = 30
"""Cases from which on "all of them" and "none of them" may be said: of fewer, it would say so of each one."""
NO_CELLS: frozenset[Cell] = frozenset()
TWO_OUTCOMES = 3
"""How long a row is that says yes and no, with its total."""


def with_totals(counts: Counts) -> list[list[int]]:
    """The table with a total for each row and, last, a row of totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def all_or_none(table: Counts) -> frozenset[Cell]:
    """The zeros that say of a few cases that all or none of them reached a step: one at each end of a row.

    Not where the row of totals says the same of many: it then follows of every group, and is no one's secret.
    """
    many = bool(table) and table[-1][-1] >= ALL_OR_NONE
    told = [many and value == 0 for value in table[-1]] if table else []
    found = {
        (r, _first_zero(row, told, ends))
        for r, row in enumerate(table)
        if 0 < row[-1] < ALL_OR_NONE
        for ends in (range(len(row) - 1), range(len(row) - 2, -1, -1))
    }
    return frozenset((r, c) for r, c in found if c is not None)


def _first_zero(row: Sequence[int], told: Sequence[bool], places: Iterable[int]) -> int | None:
    """Of the zeros that these places begin with, the first that is not told of everyone."""
    for c in places:
        if row[c]:
            return None
        if not told[c]:
            return c
    return None


def hidden(
    table: Counts,
    *,
    threshold: int = THRESHOLD,
    kept: AbstractSet[Cell] = NO_CELLS,
    public: AbstractSet[Cell] = NO_CELLS,
) -> frozenset[Cell]:
    """Which cells of a table that already carries its totals must not be shown.

    `kept` are cells that are hidden in any case, such as those that were before. `public` were shown before: hiding
    them now hides nothing, so they protect no other.
    """
    small = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if 0 < value < threshold}
    masked, public = small | kept, public | _known_zeros(table, kept)
    while True:
        extra = _needed(table, masked, threshold, public) or _narrow(table, masked, small | kept, threshold, public)
        if extra is None:
            return frozenset(masked)
        masked.add(extra)


def _known_zeros(table: Counts, kept: AbstractSet[Cell]) -> set[Cell]:
    """The cells of rows and columns that are told to be empty: to hide one of them would hide nothing."""
    empty = [line for line in _lines(table) if table[line[-1][0]][line[-1][1]] == 0 and line[-1] not in kept]
    return {cell for line in empty for cell in line} - kept


def _narrow(
    table: Counts, masked: set[Cell], secret: AbstractSet[Cell], threshold: int, public: AbstractSet[Cell]
) -> Cell | None:
    """One more cell that has to be hidden, because what is shown leaves a small count too few values to be."""
    if len(table[0]) <= TWO_OUTCOMES and not any(cell[1] == len(table[0]) - 1 for cell in masked):
        return None  # hidden cells of two outcomes lie in pairs, each pair and each column of at least the threshold
    for r, c in sorted(secret - public):
        if table[r][c] < threshold and not is_wide(table, masked - public, (r, c), threshold=threshold):
            extra = _beside(table, (r, c), masked, threshold, public)
            if extra is not None:
                return extra
    return None


def _beside(table: Counts, cell: Cell, masked: set[Cell], threshold: int, public: AbstractSet[Cell]) -> Cell | None:
    """What to hide next for a cell: in its row, else in its column; else where it helps, on a line with hidden ones."""
    r, c = cell
    row, column = [(r, each) for each in range(len(table[0]))], [(each, c) for each in range(len(table))]
    extra = _next(table, row, masked, public) or _next(table, column, masked, public)
    if extra is not None:
        return extra
    touched = (line for line in _lines(table) if any(one in masked for one in line))
    others = sorted(
        {one for line in touched if (one := _next(table, line, masked, public))}, key=lambda one: table[one[0]][one[1]]
    )
    helps = (one for one in others if is_wide(table, (masked | {one}) - public, cell, threshold=threshold))
    return next(helps, next(iter(others), None))


def _needed(table: Counts, masked: set[Cell], threshold: int, public: AbstractSet[Cell]) -> Cell | None:
    """One more cell that has to be hidden, looking at the line with the smallest hidden count first."""
    touched = [line for line in _lines(table) if any(cell in masked for cell in line)]
    touched.sort(key=lambda line: min(table[r][c] for r, c in line if (r, c) in masked))
    for line in touched:
        covered = [cell for cell in line if cell in masked and cell not in public]
        if not covered:  # shown before the threshold was raised: there is nothing left to protect
            continue
        # The hidden cells of a line are known together, as the total less what is shown.
        together = sum(table[r][c] for r, c in covered if (r, c) != line[-1])
        if len(covered) == 1 or (line[-1] not in masked and together < threshold):
            extra = _next(table, line, masked, public)
            if extra is not None:
                return extra
    return None


def _lines(table: Counts) -> Iterator[list[Cell]]:
    """Every row and every column; the last cell of each is its total."""
    for r, row in enumerate(table):
        yield [(r, c) for c in range(len(row))]
    for c in range(len(table[0]) if table else 0):
        yield [(r, c) for r in range(len(table))]


def _next(table: Counts, line: list[Cell], masked: set[Cell], public: AbstractSet[Cell]) -> Cell | None:
    """What to hide next: the smallest count of the line, a zero only after those, its total only after all.

    Where a row has steps, the one beside a hidden step comes first: hidden steps then run together, and the sum of all
    steps before or after them can still be told.
    """
    free = [cell for cell in line if cell not in masked and cell not in public]
    steps = line[0][0] == line[-1][0] and len(line) > TWO_OUTCOMES
    hidden_here = [c for r, c in line if (r, c) in masked]

    def cost(cell: Cell) -> tuple[bool, bool, int, int]:
        value = table[cell[0]][cell[1]]
        apart = min((abs(cell[1] - c) for c in hidden_here), default=0) if steps else 0
        return cell == line[-1], value == 0, apart, value

    return min(free, key=cost, default=None)


def rate_is_safe(numerator: int, denominator: int, *, threshold: int = THRESHOLD) -> bool:
    """Whether a percentage may be shown: neither those counted nor those left over are a small cell."""
    rest = denominator - numerator
    if 0 in (numerator, rest) and denominator < ALL_OR_NONE:
        return False
    return denominator >= threshold and not 0 < numerator < threshold and not 0 < rest < threshold
