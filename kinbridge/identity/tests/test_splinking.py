"""Splink in SQL and the rules in Python say the same of the same records."""

from __future__ import annotations

import pytest

pytest.importorskip("splink")

from kinbridge.identity import on_duckdb
from kinbridge.identity.columns import table
from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.comparing import compare
from kinbridge.identity.rules.weighing import likelihood, shipped
from kinbridge.identity.splinking import candidates
from kinbridge.identity.tests.test_rules import CASES, record

WEIGHTS = shipped()
BY_NOTHING_IN_COMMON = {"A common name and no birth date: not enough", "One name, two birth dates"}


def test_both_weigh_every_case_alike():
    one = {place: record(place, case["one"]) for place, case in enumerate(CASES)}
    other = {100 + place: record(100 + place, case["one"] | case["other"]) for place, case in enumerate(CASES)}
    found = candidates([table(one.values()), table(other.values())], weights=WEIGHTS, engine=on_duckdb.engine())
    assert len(found) >= len(CASES) - len(BY_NOTHING_IN_COMMON) - 2
    for first, second, probability in found:
        pair = sorted((first, second))
        said = likelihood(compare(one[pair[0]], other[pair[1]]), weights=WEIGHTS, records=len(CASES))
        assert probability == pytest.approx(said, rel=1e-6), (one[pair[0]], other[pair[1]])
    pairs = {tuple(sorted(pair[:2])) for pair in found}
    for place, case in enumerate(CASES):
        if case["says"] in ("likely", "possible") and not case.get("unknown"):
            assert (place, 100 + place) in pairs, case["case"]


def test_a_household_is_not_compared_with_itself_and_few_records_with_nothing():
    twice = [record(place, CASES[0]["one"] | {"household": 4}) for place in (1, 2)]
    assert candidates([table(twice)], weights=WEIGHTS, engine=on_duckdb.engine()) == []
    assert candidates([table(twice[:1])], weights=WEIGHTS, engine=on_duckdb.engine()) == []
    assert why_apart(*twice)
