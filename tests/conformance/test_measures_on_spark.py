"""Apache Spark, on two workers of this machine, gives the answers that DuckDB gives, to the row.

`./run measures --engine spark` installs what this needs, once; it needs Java 17 as well.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kinbridge.exchange.extract.rows import ARROW, TYPES
from kinbridge.measures import on_duckdb
from kinbridge.measures.engines import answer
from kinbridge.measures.rules.answers import Answer
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.tests.families import AS_OF, facts, families

pytest.importorskip("pyspark", reason="Spark is not installed here; ./run measures --engine spark installs it")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or newer, and no java was found"),
    pytest.mark.enable_socket,  # the driver and its workers speak over the loopback
    pytest.mark.filterwarnings("ignore"),
]
EVERY_BUILDING_BLOCK = ("funnel", "first_contact", "sud_treatment", "medication_at_birth", "needs_met")
FOR_FEW_ROWS = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def rows(found: Answer) -> tuple[list[tuple[str, ...]], object]:
    return sorted(tuple(map(str, (*row[:-1], int(str(row[-1]))))) for row in found.rows), found.waits


def test_spark_counts_the_hand_made_families_as_duckdb_does(tmp_path: Path) -> None:
    from kinbridge.measures import on_spark  # noqa: PLC0415 - imports what may not be here

    for name, written in (("fact", list(facts())), ("family", list(families()))):
        columns = zip(ARROW[name].items(), zip(*written, strict=True), strict=True)
        (tmp_path / name).mkdir()
        table = pa.table({column: pa.array(values, TYPES[kind]) for (column, kind), values in columns})
        pq.write_table(table, tmp_path / name / "part-00000.parquet")
    expected = on_duckdb.count(tmp_path, as_of=AS_OF)
    spark = on_spark.session()
    for name, value in FOR_FEW_ROWS.items():
        spark.conf.set(name, value)
    tables = on_spark.of_extract(tmp_path, as_of=AS_OF)
    try:
        for key in EVERY_BUILDING_BLOCK:
            assert rows(answer(BY_KEY[key], tables)) == rows(expected[key]), key
    finally:
        spark.stop()
