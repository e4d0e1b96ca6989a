"""Hide small cells so that nothing shown gives them back.

A cell of 1 to 10 is hidden, totals included. Then more is hidden until no row or column gives a hidden cell away: never
exactly one hidden cell on a line, and never hidden cells that together come to less than 11. After the CMS cell-size
policy and the common practice of complementary suppression; the threshold is a setting of the coalition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

THRESHOLD = 11
ALL_OR_NONE = 30
"""Cases from which on "all of them" and "none of them" may be said: of fewer, it would say so of each one."""
Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]


def with_totals(counts: Counts) -> list[list[int]]:
    """The table with a total for each row and, last, a row of totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def hidden(table: Counts, *, threshold: int = THRESHOLD) -> frozenset[Cell]:
    """Which cells of a table that already carries its totals must not be shown."""
    masked = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if 0 < value < threshold}
    while (extra := _needed(table, masked, threshold)) is not None:
        masked.add(extra)
    return frozenset(masked)


def _needed(table: Counts, masked: set[Cell], threshold: int) -> Cell | None:
    """One more cell that has to be hidden, looking at the line with the smallest hidden count first."""
    touched = [line for line in _lines(table) if any(cell in masked for cell in line)]
    touched.sort(key=lambda line: min(table[r][c] for r, c in line if (r, c) in masked))
    for line in touched:
        covered = [cell for cell in line if cell in masked]
        # The hidden cells of a line are known together, as the total less what is shown.
        together = sum(table[r][c] for r, c in covered if (r, c) != line[-1])
        if len(covered) == 1 or (line[-1] not in masked and together < threshold):
            extra = _next(table, line, masked)
            if extra is not None:
                return extra
    return None


def _lines(table: Counts) -> Iterator[list[Cell]]:
    """Every row and every column; the last cell of each is its total."""
    for r, row in enumerate(table):
        yield [(r, c) for c in range(len(row))]
    for c in range(len(table[0]) if table else 0):
        yield [(r, c) for r in range(len(table))]


def _next(table: Counts, line: list[Cell], masked: set[Cell]) -> Cell | None:
    """What to hide next: the smallest count of the line, a zero only after those, its total only after all."""
    free = [cell for cell in line if cell not in masked]
    return min(
        free, key=lambda cell: (cell == line[-1], table[cell[0]][cell[1]] == 0, table[cell[0]][cell[1]]), default=None
    )


def rate_is_safe(numerator: int, denominator: int, *, threshold: int = THRESHOLD) -> bool:
    """Whether a percentage may be shown: neither those counted nor those left over are a small cell."""
    rest = denominator - numerator
    if 0 in (numerator, rest) and denominator < ALL_OR_NONE:
        return False
    return denominator >= threshold and not 0 < numerator < threshold and not 0 < rest < threshold
