"""What must hold whatever the facts: the interval algebra, and the clocks as a whole."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kinbridge.clocks.clocks_file import ANSWERS, answer
from kinbridge.clocks.rules import (
    RULES,
    Fact,
    Kind,
    Status,
    deadlines,
    deadlines_under,
    due_under,
    due_within,
    kinds_for,
    terms_for,
)
from kinbridge.clocks.rules.case import Case, gather
from kinbridge.clocks.rules.clashes import WhatIf, clashes
from kinbridge.clocks.rules.contradictions import contradictions
from kinbridge.clocks.rules.days import Calendar, add_hours
from kinbridge.clocks.rules.rule import Rule
from kinbridge.clocks.rules.stretches import count, extended, share_reached, subtract
from kinbridge.clocks.tests.cases import ALL, FOLDER
from kinbridge.core.dates import Period, add_months, merge

START = date(2022, 1, 1)
DAYS = st.dates(min_value=START, max_value=date(2026, 12, 31))


@st.composite
def periods(draw: st.DrawFn, *, open_end: bool = True) -> Period:
    since = draw(DAYS)
    length = draw(st.none() | st.integers(1, 400)) if open_end else draw(st.integers(1, 400))
    return Period(since, None if length is None else since + timedelta(days=length))


MOMENTS = st.builds(
    lambda day, minute: datetime.combine(day, time()) + timedelta(minutes=minute), DAYS, st.integers(0, 1439)
)
SOME = st.lists(periods(), max_size=4)
CLOSED = st.lists(periods(open_end=False), max_size=4)
WINDOW = [START + timedelta(days=n) for n in range(0, 2200, 3)]


def inside(day: date, some: Any) -> bool:
    return any(day in period for period in some)


@settings(deadline=None)
@given(SOME, SOME)
def test_subtracting_keeps_exactly_the_days_of_one_that_are_not_in_the_other(kept: Any, taken: Any) -> None:
    left = subtract(kept, taken)
    assert all(inside(day, left) == (inside(day, kept) and not inside(day, taken)) for day in WINDOW)
    assert left == merge(left)


@settings(deadline=None)
@given(SOME, DAYS, st.integers(0, 900))
def test_counting_days_is_counting_days(some: Any, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    days = (since + timedelta(days=n) for n in range(length))
    assert count(merge(some), since, until) == sum(inside(day, some) for day in days)


@settings(deadline=None)
@given(CLOSED, DAYS, st.integers(1, 400))
def test_a_clock_moves_by_exactly_the_days_it_stood_still(pauses: Any, since: date, length: int) -> None:
    due = since + timedelta(days=length)
    moved_to, moved = extended(due, pauses, since=since, on=date(2027, 1, 1))
    assert moved_to == due + timedelta(days=moved)
    running = sum(not inside(since + timedelta(days=n), pauses) for n in range((moved_to - since).days))
    assert running == length


def walked(counted: Any, *, need: int, window: int) -> date | None:
    """The definition itself, one day at a time."""
    if not counted:
        return None
    day, found = min(period.since for period in counted), list[date]()
    for _ in range(3000):
        if inside(day, counted):
            found.append(day)
        day += timedelta(days=1)
        found = [one for one in found if one >= add_months(day, -window)]
        if found and len(found) >= (add_months(found[0], need) - found[0]).days:
            return day
    return None


@settings(max_examples=25, deadline=None)
@given(SOME, st.sampled_from([(15, 22), (15, 48), (12, 60)]))
def test_the_count_of_months_in_care_is_the_day_by_day_count(spells: Any, rule: tuple[int, int]) -> None:
    need, window = rule
    assert share_reached(spells, need=need, window=window) == walked(spells, need=need, window=window)


@settings(deadline=None)
@given(periods(open_end=False), st.integers(1, 30))
def test_an_uninterrupted_stay_reaches_fifteen_months_on_its_day(stay: Period, later: int) -> None:
    assert share_reached([Period(stay.since)], need=15, window=22) == add_months(stay.since, 15)


@settings(deadline=None)
@given(DAYS, st.integers(0, 60), st.sampled_from(["", "MA", "WA", "OH"]))
def test_business_days_are_counted_and_end_on_one(day: date, n: int, state: str) -> None:
    calendar = Calendar(state)
    end = calendar.add_days(day, n)
    assert sum(calendar.counts(day + timedelta(days=k)) for k in range(1, (end - day).days + 1)) == n
    assert n == 0 or calendar.counts(end)


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 200))
def test_counted_hours_never_end_before_elapsed_hours(at: datetime, hours: int) -> None:
    assert Calendar().add_hours(at, hours) >= add_hours(at, hours)


TRICKY = st.builds(
    lambda kind, on, length, at, marks, amount, note, subject: Fact(
        kind=kind,
        on=on,
        until=None if length is None else on + timedelta(days=length),
        at=datetime.combine(on, datetime.min.time()) if at else None,
        marks=marks,
        amount=amount,
        note=note,
        subject=subject,
    ),
    st.sampled_from(Kind),
    DAYS,
    st.none() | st.integers(-30, 500),
    st.booleans(),
    st.frozensets(
        st.sampled_from(["pregnant", "injects", "no_capacity", "emergency", "in_case_plan", "opioid_exposed", "passed"])
    ),
    st.none() | st.integers(0, 60),
    st.sampled_from(["", "parent", "tribe", "secretary"]),
    st.sampled_from(["child", "mother"]),
)
FACTS = st.lists(TRICKY, max_size=14)
STATES = st.sampled_from([None, "KY", "MN", "WA", "MA", "CA", "AZ", "ZZ"])


@settings(max_examples=200, deadline=None)
@given(FACTS, DAYS, STATES)
def test_any_facts_give_deadlines_and_never_an_error(facts: list[Fact], on: date, state: str | None) -> None:
    found = deadlines(facts, on=on, state=state)
    assert all(d.why and d.cite and d.says and d.title for d in found)
    clashes(found, facts, on=on, what_if=WhatIf(starts=on, months=9, returns=on))


@settings(max_examples=150, deadline=None)
@given(FACTS, DAYS, STATES, st.integers(0, 400))
def test_what_is_due_soon_is_the_same_whether_or_not_the_rest_is_made(
    facts: list[Fact], on: date, state: str | None, days: int
) -> None:
    near = due_under(terms_for(state, on), facts, on=on, days=days, rules=RULES)
    assert near == due_within(deadlines(facts, on=on, state=state), days, on=on)


@settings(max_examples=150, deadline=None)
@given(FACTS, DAYS, STATES, st.lists(st.sampled_from(RULES), min_size=1, max_size=3).map(tuple))
def test_facts_that_rules_do_not_look_at_change_none_of_their_dates(
    facts: list[Fact], on: date, state: str | None, rules: tuple[Rule, ...]
) -> None:
    looked_at = [fact for fact in facts if fact.kind in kinds_for(rules)]
    terms = terms_for(state, on)
    assert deadlines_under(terms, looked_at, on=on, rules=rules) == deadlines_under(terms, facts, on=on, rules=rules)


@settings(max_examples=150, deadline=None)
@given(FACTS, DAYS, STATES, st.randoms())
def test_the_order_of_facts_changes_nothing(facts: list[Fact], on: date, state: str | None, random: Any) -> None:
    facts = list({(f.kind, f.on, f.subject): f for f in facts}.values())
    shuffled = random.sample(facts, len(facts))
    assert deadlines(facts, on=on, state=state) == deadlines(shuffled, on=on, state=state)


@settings(max_examples=150, deadline=None)
@given(FACTS, DAYS)
def test_nothing_is_computed_from_a_contradiction(facts: list[Fact], on: date) -> None:
    disputed = {(c.first.subject, kind) for c in contradictions(facts, on=on) for kind in c.kinds}
    reads = {rule.id: rule.facts for rule in RULES}
    for deadline in deadlines(facts, on=on):
        if any((deadline.subject, kind) in disputed for kind in reads[deadline.rule]):
            assert deadline.due is None
            assert deadline.status is Status.BLOCKED


@settings(max_examples=100, deadline=None)
@given(FACTS, DAYS)
def test_one_persons_facts_never_move_anothers_dates(facts: list[Fact], on: date) -> None:
    mothers = [f for f in facts if f.subject == "mother"]
    alone = deadlines(mothers, on=on)
    assert tuple(d for d in deadlines(facts, on=on) if d.subject == "mother") == alone


class Watched(Case):
    """A case that notes every kind a rule looks at."""

    looked: set[Kind] = set()

    def all(self, kind: Kind) -> tuple[Fact, ...]:
        self.looked.add(kind)
        return super().all(kind)

    def first(self, kind: Kind, **more: Any) -> Fact | None:
        self.looked.add(kind)
        return super().first(kind, **more)

    def last(self, kind: Kind, **more: Any) -> Fact | None:
        self.looked.add(kind)
        return super().last(kind, **more)

    def stretches(self, *kinds: Kind) -> tuple[Period, ...]:
        self.looked.update(kinds)
        return super().stretches(*kinds)


def test_a_rule_looks_at_no_fact_it_does_not_declare() -> None:
    for case in (case for cases in ALL.values() for case in cases):
        terms = terms_for(case.state or None, case.on).with_site(dict(case.site), on=case.on)
        for subject, by_kind in gather(case.facts, on=case.on).items():
            for rule in RULES:
                watched = Watched(subject, case.on, terms, by_kind)
                Watched.looked = set()
                if not rule.starts.isdisjoint(by_kind):
                    list(rule(watched))
                assert Watched.looked <= rule.facts, (rule.id, Watched.looked - rule.facts)


def test_no_rule_speaks_without_a_fact_that_starts_it() -> None:
    assert deadlines([], on=date(2026, 1, 1)) == ()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**6)
    | st.sampled_from(["2026-01-31", "2026-02-30", "2025-01-01T10:00-05:00", "x", "", "9999-12-31", "2026-04"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["parent", "tribe", "a"]), inner, max_size=2)
    ),
    max_leaves=6,
)
EXAMPLES: list[dict[str, Any]] = json.loads((FOLDER / "worked_examples.json").read_text(encoding="utf-8"))
KEYS = sorted({key for example in EXAMPLES for key in example["inputs"]})
RULE_IDS = sorted(ANSWERS) + [rule.id for rule in RULES] + ["SYS-INVEST-60", "NO-SUCH-RULE"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EXAMPLES), st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4), st.sampled_from(RULE_IDS))
def test_a_spoiled_example_gets_a_sentence_and_never_a_crash(example: Any, spoiled: Any, rule_id: str) -> None:
    for rule in (rule_id, example["rule_id"]):
        said = answer({"id": "x", "rule_id": rule, "inputs": example["inputs"] | spoiled})
        assert said["id"] == "x"
        json.dumps(said)


@settings(deadline=None)
@given(JSON)
def test_anything_at_all_in_the_list_gets_an_answer(anything: Any) -> None:
    assert "error" in answer(anything)["result"]
