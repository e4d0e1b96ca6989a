"""DuckDB, PostgreSQL and Apache Spark on two workers give the same answers, to the row. CI has them run side by side.

By hand: see the last part of .ci/run. Needs Java 17 or newer, and the libraries of requirements-spark.lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from kinbridge.exchange.extract.rows import ARROW, TYPES
from kinbridge.measures import on_duckdb
from kinbridge.measures.counting import counted
from kinbridge.measures.rules.answers import Answers, Row, Wait
from kinbridge.measures.tests import mixed
from kinbridge.measures.tests.families import AS_OF, facts, families

pytest.importorskip("pyspark", reason="Spark has libraries of its own: .ci/run installs them beside these")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,  # the driver and its workers speak over the loopback
    pytest.mark.filterwarnings("ignore"),
]
MIXED = 1_000


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made families, and a thousand in whom they are mixed."""
    folder = tmp_path_factory.mktemp("extract")
    mixed.write(folder, MIXED)
    for name, written in (("fact", list(facts())), ("family", list(families()))):
        columns = zip(ARROW[name].items(), zip(*written, strict=True), strict=True)
        table = pa.table({column: pa.array(values, TYPES[kind]) for (column, kind), values in columns})
        pq.write_table(table, folder / name / "part-hand-made.parquet")
    return folder


def on_postgresql(folder: Path) -> Answers:
    with connection.cursor() as cursor:
        for table in ("fact", "family"):
            rows = pq.read_table(folder / table)
            types = {pa.int64(): "bigint", pa.int32(): "int", pa.string(): "text", pa.bool_(): "boolean"}
            columns = ", ".join(f"{one.name} {types[one.type]}" for one in rows.schema)
            cursor.execute(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                    copy.write_row(row)
        return counted(cursor, on=AS_OF)


def to_the_row(found: Answers) -> dict[str, tuple[list[Row], list[Row], tuple[Wait, ...]]]:
    return {key: (in_order(one.rows), in_order(one.partners), one.waits) for key, one in found.items()}


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(tuple(map(str, row)) for row in rows)


def test_three_engines_count_alike(extract: Path, spark: Any) -> None:
    from kinbridge.measures import on_spark  # noqa: PLC0415 - imports what may not be here

    expected = to_the_row(on_duckdb.count(extract, as_of=AS_OF))
    assert sum(len(rows) + len(partners) for rows, partners, _ in expected.values()) > 10_000
    by_postgresql = to_the_row(on_postgresql(extract))
    assert [key for key, answer in expected.items() if by_postgresql[key] != answer] == []
    by_spark = to_the_row(on_spark.count(extract, as_of=AS_OF))
    programs = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert [key for key, answer in expected.items() if by_spark[key] != answer] == []
    assert len(programs) == 3, "the driver and two workers"
