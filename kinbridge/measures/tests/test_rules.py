from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kinbridge.core.dates import Period
from kinbridge.measures.rules.charm import counseling_engaged, early_prenatal, medication_at_birth, needs_met
from kinbridge.measures.rules.facts import Fact, History
from kinbridge.measures.rules.funnel import funnel
from kinbridge.measures.rules.suppression import hidden, rate_is_safe, with_totals

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
BIRTH = Fact(2, "birth", {"weeks": 39, "weight_grams": 3100}, date(2026, 6, 1))


def family(*facts: Fact) -> History:
    return History(tuple(sorted(facts, key=lambda fact: fact.on)))


def test_a_visit_in_week_nine_of_this_pregnancy_is_early_care():
    visit = Fact(1, "prenatal_visit", {"weeks": 9, "kept": True}, date(2025, 11, 5))
    assert early_prenatal.count(family(visit, BIRTH), YEAR) == [True]


def test_a_visit_not_kept_or_of_an_earlier_pregnancy_is_not():
    missed = Fact(1, "prenatal_visit", {"weeks": 9, "kept": False}, date(2025, 11, 5))
    earlier = Fact(1, "prenatal_visit", {"weeks": 9, "kept": True}, date(2023, 11, 5))
    assert early_prenatal.count(family(missed, earlier, BIRTH), YEAR) == [False]


def test_twins_are_one_birth():
    assert early_prenatal.count(family(BIRTH, Fact(3, "birth", BIRTH.body, BIRTH.on)), YEAR) == [False]


def test_medication_that_ended_before_the_birth_does_not_count():
    start = Fact(1, "medication", {"medication": "buprenorphine", "step": "started"}, date(2026, 1, 5))
    end = Fact(1, "medication", {"medication": "buprenorphine", "step": "ended"}, date(2026, 3, 5))
    assert medication_at_birth.count(family(start, BIRTH), YEAR) == [True]
    assert medication_at_birth.count(family(start, end, BIRTH), YEAR) == [False]
    assert medication_at_birth.count(family(BIRTH), YEAR) == [], "nobody in treatment: not in the denominator"


def test_three_visits_in_45_days_are_not_yet_engagement():
    start = Fact(1, "admission", {"level": "outpatient"}, date(2026, 2, 1))
    visits = [
        Fact(1, "attendance", {"service": "counseling", "attended": True}, date(2026, 2, day)) for day in (3, 10, 17)
    ]
    fourth = Fact(1, "attendance", {"service": "group", "attended": True}, date(2026, 3, 18))
    assert counseling_engaged.count(family(start, *visits), YEAR) == [False]
    assert counseling_engaged.count(family(start, *visits, fourth), YEAR) == [True]


def test_a_need_counts_as_met_only_when_confirmed_for_the_same_need():
    found = Fact(1, "need", {"need": "housing", "step": "found"}, date(2026, 2, 1))
    other = Fact(1, "need", {"need": "food", "step": "met"}, date(2026, 3, 1))
    met = Fact(1, "need", {"need": "housing", "step": "met"}, date(2026, 3, 1))
    assert needs_met.count(family(found, other), YEAR) == [False]
    assert needs_met.count(family(found, met), YEAR) == [True]


def test_a_later_step_counts_for_the_ones_before_it():
    day = date(2026, 3, 1)
    kept = [("sent", day), ("first_kept", date(2026, 3, 9))]
    declined = [("sent", day), ("declined", date(2026, 3, 3))]
    counts = {rung.key: rung.count for rung in funnel([kept, declined, [("sent", day)]])}
    assert counts == {"sent": 3, "answered": 2, "accepted": 1, "first_kept": 1, "completed": 0}


def test_the_worked_example_of_plans_by_county_hides_five_and_what_gives_it_away():
    table = with_totals([[45, 5], [30, 20], [12, 28]])
    assert hidden(table) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_percentage_is_held_back_when_those_left_over_are_few():
    assert not rate_is_safe(45, 50)
    assert not rate_is_safe(5, 50)
    assert rate_is_safe(30, 50)
    assert not rate_is_safe(0, 10)
    assert not rate_is_safe(13, 13), "all of a small group tells of each one"
    assert rate_is_safe(40, 40)


cells = st.integers(min_value=0, max_value=25)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_no_small_cell_is_shown_and_none_is_the_only_one_hidden_on_a_line(rows):
    table = with_totals(rows)
    masked = hidden(table)
    for r, c in product(range(len(table)), range(3)):
        if 0 < table[r][c] < 11:
            assert (r, c) in masked
    for line in [[(r, c) for c in range(3)] for r in range(len(table))] + [
        [(r, c) for r in range(len(table))] for c in range(3)
    ]:
        assert sum(cell in masked for cell in line) != 1


@settings(deadline=None, max_examples=60)
@given(st.tuples(cells, cells), st.tuples(cells, cells))
def test_an_adversary_with_all_shown_numbers_cannot_work_out_a_small_cell(one, two):
    """Of all tables with the same shown numbers, some other must give each small cell another value."""
    table = with_totals([one, two])
    masked = hidden(table)
    shown = {(r, c): table[r][c] for r, c in product(range(3), range(3)) if (r, c) not in masked}
    free = [(r, c) for r, c in product(range(2), range(2)) if (r, c) in masked]
    small = [cell for cell in free if 0 < table[cell[0]][cell[1]] < 11]
    possible: dict[tuple[int, int], set[int]] = {cell: set() for cell in small}
    for guess in product(range(26), repeat=len(free)) if len(free) <= 3 else _some(free, table):
        trial = [[shown.get((r, c), 0) for c in range(2)] for r in range(2)]
        for (r, c), value in zip(free, guess, strict=True):
            trial[r][c] = value
        full = with_totals(trial)
        if all(full[r][c] == value for (r, c), value in shown.items()):
            for r, c in small:
                possible[r, c].add(trial[r][c])
    assert all(len(values) > 1 for values in possible.values())


def _some(free, table):
    """Tables that differ by moving a few people around the four cells, which keeps every total."""
    true = [table[r][c] for r, c in free]
    for step in range(-10, 11):
        moved = [true[0] + step, true[1] - step, true[2] - step, true[3] + step]
        if min(moved) >= 0:
            yield moved
    yield true
    yield [true[0] + 1, *true[1:]]
