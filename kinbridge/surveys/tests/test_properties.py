"""An adversary who knows who answered, and reads all that is told, learns nothing about fewer than five people."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kinbridge.surveys.rules.anonymous import SMALLEST, Told, told

SYSTEMS = ("", "courts", "health", "treatment")
PLACES = ("", "front", "lead")
TURNOUTS = st.dictionaries(
    st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(PLACES)), st.integers(0, 9), min_size=1, max_size=12
)
Cell = tuple[str, str]


def sums(found: Told, cells: list[Cell]) -> list[list[int]]:
    """Each number that is told, as which cells it adds up: everyone, each told system, each told place."""
    if not found.everyone:
        return []
    groups = [(0, code) for code in found.first] + [(1, code) for code in found.second]
    return [[1] * len(cells), *([int(cell[cut] == code) for cell in cells] for cut, code in groups)]


def rank(rows: list[list[int]]) -> int:
    table, height = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(table[0]) if table else 0):
        pivot = next((place for place in range(height, len(table)) if table[place][column]), None)
        if pivot is None:
            continue
        table[height], table[pivot] = table[pivot], table[height]
        for place in range(height + 1, len(table)):
            factor = table[place][column] / table[height][column]
            table[place] = [value - factor * other for value, other in zip(table[place], table[height], strict=True)]
        height += 1
    return height


def gives_away(rows: list[list[int]], people: list[int]) -> list[int] | None:
    """Cells of fewer than five people, of whom some weighing of the numbers speaks alone: found by trying them all."""
    small = [place for place, count in enumerate(people) if count < SMALLEST]
    for size in range(1, len(small) + 1):
        for some in combinations(small, size):
            if sum(people[place] for place in some) < SMALLEST:
                rest = [[value for place, value in enumerate(row) if place not in some] for row in rows]
                if rank(rest) < rank(rows):
                    return list(some)
    return None


@given(TURNOUTS)
def test_nothing_told_adds_up_to_fewer_than_five_people(turnout: dict[Cell, int]) -> None:
    found = told(turnout)
    cells = [cell for cell, count in turnout.items() if count]
    people = [turnout[cell] for cell in cells]
    assert found.everyone is (sum(people) >= SMALLEST)
    assert gives_away(sums(found, cells), people) is None


@given(TURNOUTS)
def test_each_group_that_is_told_is_five_people_and_no_more_is_hidden_than_one_by_one(turnout: dict[Cell, int]) -> None:
    found = told(turnout)
    for cut, codes in ((0, found.first), (1, found.second)):
        for code in codes:
            assert code
            assert sum(count for cell, count in turnout.items() if cell[cut] == code) >= SMALLEST


def test_the_adversary_is_no_straw_man() -> None:
    """All six managers are of the courts, of whom eight answered: the other two would be known."""
    turnout = {("courts", "lead"): 6, ("courts", "front"): 2, ("health", "front"): 9}
    cells = list(turnout)
    naive = Told(True, ("courts", "health"), ("front", "lead"))
    assert gives_away(sums(naive, cells), list(turnout.values())) == [1]
    found = told(turnout)
    assert gives_away(sums(found, cells), list(turnout.values())) is None
    assert found != naive
