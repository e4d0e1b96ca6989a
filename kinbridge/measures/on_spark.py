"""Count an extract on Apache Spark: here two workers of this machine, elsewhere whatever cluster is there.

Needs the libraries of requirements-spark.in, and Java 17 or newer.
"""

from __future__ import annotations

import atexit
import os
import secrets
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
from pyspark.sql import SparkSession

from kinbridge.measures.engines import answers, dated
from kinbridge.measures.rules.answers import Answers
from kinbridge.measures.rules.tables import Tables

MASTER = os.environ.get("KINBRIDGE_SPARK", "local-cluster[2,1,1024]")
"""Two workers with a core and 1,024 MB each, which Spark starts beside this process."""

HERE = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.ansi.enabled": "false",
    "spark.log.level": "ERROR",
    # What Spark puts aside on a disk or sends to a worker is about families.
    "spark.io.encryption.enabled": "true",
    "spark.authenticate": "true",
    "spark.network.crypto.enabled": "true",
}
PRIVATE = TemporaryDirectory(prefix="kinbridge-spark-")


@cache
def session(*, jars: str = "") -> Any:
    """One for the life of the program: it takes longer to start than to count. `jars` bring what it has not itself."""
    if MASTER.startswith("local-cluster"):
        _agree_on_a_secret()
    builder = SparkSession.builder.master(MASTER).appName("kinbridge").config("spark.jars", jars)
    for name, value in HERE.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    atexit.register(spark.stop)  # workers that are cut off say so at length
    return spark


def _agree_on_a_secret() -> None:
    """For two workers of our own, in a file: anyone on the machine may read a command line. A cluster has its own."""
    path = Path(PRIVATE.name) / "spark.conf"
    path.write_text(f"spark.authenticate.secret {secrets.token_hex()}\n", "utf-8")
    os.environ["PYSPARK_SUBMIT_ARGS"] = f"--properties-file {path} pyspark-shell"


def count(folder: Path, *, as_of: date) -> Answers:
    return answers(of_extract(folder, as_of=as_of))


def of_extract(folder: Path, *, as_of: date) -> Tables:
    """The extract's tables, which Spark reads as it goes."""
    engine = ibis.pyspark.connect(session())
    clock, calendar = dated(as_of)
    return Tables(
        fact=engine.read_parquet(str(folder / "fact"), table_name="fact"),
        family=engine.read_parquet(str(folder / "family"), table_name="family"),
        clock=in_view(engine, "clock", clock),
        calendar=in_view(engine, "calendar", calendar),
    )


def in_view(engine: Any, name: str, rows: Any) -> Any:
    """A small table, handed over in memory."""
    return engine.create_view(name, rows, overwrite=True)
