"""What may be shown of one table, and of a year. What all releases together give away: `test_adversary`."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.bounds import is_wide
from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, fold, tell
from kinbridge.measures.rules.rounding import EXACT, rounded
from kinbridge.measures.rules.run_chart import read
from kinbridge.measures.rules.suppression import THRESHOLD, all_or_none, hidden, rate_is_safe, with_totals
from kinbridge.measures.rules.tables import CUTS

cells = st.integers(min_value=0, max_value=25)
CUT = next(iter(CUTS))


# ── one table ────────────────────────────────────────────────────────────────


def test_the_worked_example_of_plans_by_county_hides_five_and_what_gives_it_away() -> None:
    assert hidden(with_totals([[45, 5], [30, 20], [12, 28]])) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_percentage_is_held_back_when_those_left_over_are_few() -> None:
    assert not rate_is_safe(45, 50)
    assert not rate_is_safe(5, 50)
    assert rate_is_safe(30, 50)
    assert not rate_is_safe(0, 10)
    assert not rate_is_safe(13, 13), "all of a small group tells of each one"
    assert rate_is_safe(40, 40)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_no_small_cell_is_shown_and_none_is_the_only_one_hidden_on_a_line(rows) -> None:
    table = with_totals(rows)
    masked = hidden(table)
    for r, c in product(range(len(table)), range(3)):
        if 0 < table[r][c] < THRESHOLD:
            assert (r, c) in masked
    for line in [[(r, c) for c in range(3)] for r in range(len(table))] + [
        [(r, c) for r in range(len(table))] for c in range(3)
    ]:
        assert sum(cell in masked for cell in line) != 1


@settings(max_examples=60)
@given(st.tuples(cells, cells), st.tuples(cells, cells))
def test_of_all_tables_that_would_be_shown_alike_each_small_cell_has_more_than_one_value(one, two) -> None:
    table = with_totals([one, two])
    masked = hidden(table)
    shown = {(r, c): table[r][c] for r, c in product(range(3), range(3)) if (r, c) not in masked}
    free = [cell for cell in product(range(2), range(2)) if cell in masked]
    possible: dict[tuple[int, int], set[int]] = {cell: set() for cell in free if table[cell[0]][cell[1]] < THRESHOLD}
    for guess in product(range(26), repeat=len(free)) if len(free) <= 3 else _moved(free, table):
        trial = [[shown.get((r, c), 0) for c in range(2)] for r in range(2)]
        for (r, c), value in zip(free, guess, strict=True):
            trial[r][c] = value
        if all(with_totals(trial)[r][c] == value for (r, c), value in shown.items()):
            for cell, values in possible.items():
                values.add(trial[cell[0]][cell[1]])
    assert all(len(values) > 1 for cell, values in possible.items() if table[cell[0]][cell[1]])


def test_hidden_cells_that_hold_each_other_within_a_few_values_are_hidden_better() -> None:
    """Six cells around a ring: each line hides two that come to 11 or more, and yet the 1 could only be 0, 1 or 2."""
    table = with_totals([[1, 10, 50], [50, 10, 1], [10, 50, 10]])
    ring = {(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)}
    assert not is_wide(table, ring, (0, 0), threshold=THRESHOLD)
    assert ring < hidden(table)
    assert all(is_wide(table, hidden(table), cell, threshold=THRESHOLD) for cell in ring)


@settings(max_examples=40)
@given(st.data())
def test_what_is_shown_leaves_every_small_count_many_values_to_be(data) -> None:
    """Counted out: every table of whole numbers that would be shown alike."""
    row = st.lists(st.sampled_from((0, 1, 4, 10, 11, 14)), min_size=3, max_size=3)
    table = with_totals(data.draw(st.lists(row, min_size=2, max_size=3)))
    masked = hidden(table)
    if any(r == len(table) - 1 or c == 3 for r, c in masked):
        return
    possible: dict[tuple[int, int], set[int]] = {cell: set() for cell in masked}
    for other in _alike(table, masked):
        for r, c in masked:
            possible[r, c].add(other[r][c])
    for (r, c), values in possible.items():
        if 0 < table[r][c] < THRESHOLD:
            assert max(values) >= THRESHOLD or max(values) - min(values) >= THRESHOLD - 1


def _alike(table, masked, row=0, left=None):
    """Every table with the same totals and the same shown cells, row by row; `left` is what each column still needs."""
    left = left or table[-1][:-1]
    if row == len(table) - 2:
        if all(value == table[row][c] or (row, c) in masked for c, value in enumerate(left)):
            yield [left]
        return
    each = [range(most + 1) if (row, c) in masked else [table[row][c]] for c, most in enumerate(left)]
    for one in product(*each):
        if sum(one) == table[row][-1] and all(value <= most for value, most in zip(one, left, strict=True)):
            rest = [most - value for value, most in zip(one, left, strict=True)]
            yield from ([list(one), *others] for others in _alike(table, masked, row + 1, rest))


def _moved(free, table):
    """Tables that differ by moving a few people around the four cells, which keeps every total; and one with more."""
    true = [table[r][c] for r, c in free]
    for step in range(-10, 11):
        moved = [true[0] + step, true[1] - step, true[2] - step, true[3] + step]
        if min(moved) >= 0:
            yield moved
    yield [true[0] + 1, *true[1:]]


def test_where_row_and_column_are_hidden_already_something_else_is() -> None:
    """Two steps of all quarters come to 21 together; less the 13 of the first quarter that leaves 8 for the others."""
    year = {str(at): {EVERYONE: {EVERYONE: counts}} for at, counts in enumerate(FEW_EARLY)}
    told = tell(year, levels=3)
    rest = [line.reached[1] for line in told.cuts[QUARTERS]]
    assert told.everyone.reached[1] is None or rest[0] is None


FEW_EARLY = ([7, 6, 16, 14], [2, 0, 9, 9], [1, 4, 26, 13], [1, 0, 7, 4])


def test_rounded_numbers_are_rounded_after_hiding_and_their_percentages_with_them() -> None:
    year = {str(quarter): {EVERYONE: {EVERYONE: [13, 22]}} for quarter in range(4)}
    exact = tell(year, levels=1)
    near = rounded(exact, 5)
    assert (exact.everyone.cases, exact.everyone.reached, exact.everyone.percents) == (140, (88,), (63,))
    assert (near.everyone.cases, near.everyone.reached, near.everyone.percents) == (140, (90,), (64,))
    assert rounded(exact, EXACT) == exact
    few = tell({str(quarter): {EVERYONE: {EVERYONE: [2, 22]}} for quarter in range(4)}, levels=1)
    assert few.everyone.reached == (None,)
    assert rounded(few, 10).everyone.reached == (None,)


# ── quarters and run charts ──────────────────────────────────────────────────


def test_a_measure_that_looks_a_year_ahead_is_told_for_a_year_that_is_over() -> None:
    november = date(2026, 11, 22)
    assert quarters.last_day(quarters.last_settled(november, follow=0)) == date(2026, 9, 30)
    assert quarters.last_day(quarters.last_settled(november, follow=54)) == date(2026, 6, 30)
    assert quarters.last_day(quarters.last_settled(november, follow=365)) == date(2025, 9, 30)
    assert quarters.last_day(quarters.last_settled(date(2026, 12, 31), follow=0)) == date(2026, 12, 31)
    assert quarters.named(quarters.last_settled(november, follow=0)) == "2026 Q3"


def test_a_year_is_told_on_the_first_of_november_as_far_as_it_is_settled_then() -> None:
    november = date(2026, 11, 22)
    assert quarters.named(quarters.last_told(november, follow=0)) == "2026 Q3", "the federal fiscal year"
    assert quarters.named(quarters.last_told(november, follow=45)) == "2026 Q2", "the quarter was settled a day late"
    assert quarters.named(quarters.last_settled(november, follow=45)) == "2026 Q3"
    assert quarters.named(quarters.last_told(date(2026, 10, 31), follow=0)) == "2025 Q3"


def test_the_calendar_has_every_day_of_its_quarters_once() -> None:
    days = quarters.calendar(quarters.clock(date(2026, 11, 22), [0, 365]))
    assert len({day for day, _ in days}) == len(days)
    assert min(days)[0] == quarters.day_number(date(2022, 10, 1))
    assert max(days)[0] == quarters.day_number(date(2026, 9, 30))


@pytest.mark.parametrize(
    ("points", "direction", "signal", "better"),
    [
        ([50, 52, 48, 51, 60, 62, 61, 63, 64, 66], "up", "", None),
        ([40, 41, 40, 42, 41, 43, 60, 61, 60, 62, 61, 63], "up", "A shift: the last 6 quarters all lie above", True),
        ([40, 41, 40, 42, 41, 43, 60, 61, 60, 62, 61, 63], "down", "A shift: the last 6 quarters all lie above", False),
        ([50, 70, 50, 70, 50, 70, 65, 60, 55, 50, 45], "up", "A trend: each of the last 5 quarters is lower", False),
        ([50, None, 60], "up", "Not enough data: a run chart needs 10 quarters that can be shown, and has 2.", None),
        ([50] * 12, "up", "", None),
    ],
)
def test_a_run_chart_speaks_only_beyond_chance(points, direction, signal, better) -> None:
    found = read(points, direction=direction)
    assert found.signal.startswith(signal)
    assert bool(found.signal) == bool(signal)
    assert found.better is better


def test_cases_are_added_up_by_quarter_and_by_each_cut_alone() -> None:
    row = (8106, 1, "Black", "medicaid", "en", "Alder", "Not said", 4)
    found = fold([row, (8106, 0, "White", *row[3:7], 2)], levels=1)
    assert found[8106][EVERYONE][EVERYONE] == [2, 4]
    assert found[8106]["payer"] == {"medicaid": [2, 4]}
    assert found[8106]["race_ethnicity"] == {"Black": [0, 4], "White": [2, 0]}


def test_a_year_without_cases_says_so_and_no_percentage() -> None:
    told = tell({str(quarter): {EVERYONE: {EVERYONE: [0, 0]}} for quarter in range(4)}, levels=1)
    assert (told.everyone.cases, told.everyone.percents) == (0, (None,))
    assert not told.hides


def test_of_a_few_cases_nobody_is_told_that_all_or_none_reached_a_step() -> None:
    def told(none: int, each: int) -> tuple[int | None, tuple[int | None, ...]]:
        year = {str(quarter): {EVERYONE: {EVERYONE: [none, each]}} for quarter in range(4)}
        return tell(year, levels=1).everyone.cases, tell(year, levels=1).everyone.reached

    assert told(0, 5) == (20, (None,)), "20 of 20 would say it of each of the twenty"
    assert told(5, 0) == (20, (None,))
    assert told(0, 15) == (60, (60,))


@pytest.mark.parametrize("few", [[15, 0], [0, 15]])
def test_that_all_or_none_of_a_few_reached_a_step_does_not_follow_from_the_other_groups(few: list[int]) -> None:
    """Everyone 30 of 75 and the other group 30 of 60 would leave none of the fifteen."""
    groups = {"Black": [30, 30], "White": few, "Other": [40, 45]}
    everyone = [sum(column) for column in zip(*groups.values(), strict=True)]
    told = tell({"all": {EVERYONE: {EVERYONE: everyone}, CUT: groups}}, levels=1)
    lines = {line.group: line.reached for line in told.cuts[CUT]}
    assert lines["White"] == (None,)
    assert sum(reached == (None,) for reached in lines.values()) == 2, "one more, so that it does not follow"
    assert told.everyone.reached != (None,)


def test_all_of_a_few_is_hidden_at_the_step_that_not_everyone_reached() -> None:
    """All 33 reached the first step, which may be said; that all 22 of one group reached the second may not."""
    assert all_or_none(with_totals([[0, 0, 22], [0, 11, 0]])) == {(0, 1), (1, 2)}
    assert all_or_none(with_totals([[0, 12], [0, 9]])) == {(0, 0), (1, 0), (2, 0)}


def test_steps_before_and_after_hidden_ones_can_still_be_told() -> None:
    """Of a funnel that loses 1, 2 and 2 families early, those steps are hidden together, and the large losses told."""
    year = {str(quarter): {EVERYONE: {EVERYONE: counts}} for quarter, counts in enumerate(FUNNEL)}
    assert tell(year, levels=4).everyone.reached == (None, None, 174, 13)


FUNNEL = ([1, 1, 22, 45, 1], [0, 0, 14, 33, 3], [0, 2, 15, 39, 5], [0, 1, 8, 44, 4])
