"""Count an extract in DuckDB, inside this process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answers
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.tables import CALENDAR, CLOCK
from kinbridge.measures.written import answers

MEMORY = "3GB"


def count(folder: Path, *, as_of: date) -> Answers:
    with opened(folder, as_of=as_of) as engine:
        in_memory(engine)
        return answers("duckdb", lambda sql: engine.execute(sql).fetchall())


def opened(folder: Path, *, as_of: date, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """A connection that has the extract's tables, as views of its files."""
    engine = duckdb.connect(config={"memory_limit": MEMORY, "threads": threads})
    for table in ("fact", "family"):
        engine.execute(f"CREATE VIEW {table} AS FROM read_parquet('{folder / table / '*.parquet'}')")
    dates(engine, as_of)
    return engine


def dates(engine: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """The clock and the calendar of a day."""
    clock = quarters.clock(as_of, (one.follow for one in MEASURES))
    for name, schema, rows in (("clock", CLOCK, clock), ("calendar", CALENDAR, quarters.calendar(clock))):
        engine.execute(f"CREATE TABLE {name} ({', '.join(f'{column} INT' for column in schema)})")
        values = ", ".join(str(row) for row in rows)
        engine.execute(f"INSERT INTO {name} VALUES {values}")  # noqa: S608 - numbers of our own


def in_memory(engine: duckdb.DuckDBPyConnection) -> None:
    """Read the files once for all measures, into tables of the same names that hide the views of them."""
    for table in ("fact", "family"):
        engine.execute(f"CREATE TEMP TABLE {table} AS FROM memory.main.{table}")
