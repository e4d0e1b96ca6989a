"""Every definition, held against its hand-made families on DuckDB; and on PostgreSQL, to the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import ibis
import pytest

from kinbridge.measures import compiling
from kinbridge.measures.engines import dated, in_memory, unbound
from kinbridge.measures.rules.answers import Answers
from kinbridge.measures.rules.defined import BY_KEY, MEASURES
from kinbridge.measures.rules.examples import FOLDER, examples
from kinbridge.measures.rules.measure import measure
from kinbridge.measures.rules.tables import FACT, FAMILY, Tables
from kinbridge.measures.tests.families import AS_OF, CASES, facts, families, number


def tables(engine: ibis.BaseBackend) -> Tables:
    clock, calendar = dated(AS_OF)
    made = {
        "fact": in_memory(facts(), FACT),
        "family": in_memory(families(), FAMILY),
        "clock": clock,
        "calendar": calendar,
    }
    return Tables(**{name: engine.create_table(name, rows, temp=True) for name, rows in made.items()})


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Tables]:
    engine = ibis.duckdb.connect()
    yield tables(engine)
    engine.disconnect()


@pytest.fixture(scope="module")
def reached(duckdb: Tables) -> dict[int, list[int]]:
    """By family, the steps that its cases reached, each measure asked once about all families."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in MEASURES:
        own = 1000 * (MEASURES.index(one) + 1)
        cases = one.cases(duckdb).select("family", "level").to_pyarrow().to_pylist()
        for case in cases:
            if own <= case["family"] < own + 1000:
                found[case["family"]].append(case["level"])
    return {family: sorted(levels) for family, levels in found.items()}


@pytest.mark.parametrize(("one", "place"), CASES, ids=lambda value: getattr(value, "key", value))
def test_a_family_reaches_what_its_example_says(reached: dict[int, list[int]], one, place) -> None:
    example = examples(one.key)[place]
    assert tuple(reached.get(number(one, place), [])) == example.reached, example.says


def test_every_measure_has_its_families_and_every_file_its_measure() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == BY_KEY.keys()
    assert [one.key for one in MEASURES if len(examples(one.key)) < 8] == []


def test_a_measure_without_a_sentence_is_refused() -> None:
    with pytest.raises(TypeError, match="sentence people read"):
        measure("x", "X", topic=MEASURES[0].topic, of="families", counts=("yes",), source="us")(lambda t: t.fact)


def test_a_definition_cannot_ask_for_words_that_are_not_read() -> None:
    with pytest.raises(ValueError, match="Of contact only met is read"):
        unbound().of("contact", code="no_answer")


# ── the same answers everywhere ──────────────────────────────────────────────


def sorted_rows(found: Answers) -> dict[str, tuple[list[str], object]]:
    return {key: (sorted(repr([*row[:-1], int(row[-1])]) for row in one.rows), one.waits) for key, one in found.items()}


@pytest.mark.parametrize("dialect", ["bigquery", "trino"])
def test_definitions_can_be_said_in_the_words_of_engines_elsewhere(dialect: str) -> None:
    written = compiling.texts([BY_KEY["removal_for_use"]], [dialect])
    assert {f"{dialect}/{name}.sql" for name in ("removal_for_use", "_cases", "_partners", "_waits")} <= written.keys()


def test_the_sql_written_for_postgresql_is_what_the_definitions_say_now() -> None:
    assert not compiling.stale(), "write it again: ./run measures --write"
