"""Count an extract in DuckDB, inside this process, in memory that does not grow with the number of families."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import duckdb
from pyarrow.parquet import read_metadata

from kinbridge.measures.reading import quoted
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answers, Tally
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.tables import CALENDAR, CLOCK, FACT, FAMILY, KEPT, WORD
from kinbridge.measures.written import count as count_tables
from kinbridge.measures.written import written

MEMORY = "3GB"
STRETCH = 20_000_000
"""Facts that are counted at once, whether or not a definition asks for them."""


def count(folder: Path, *, as_of: date) -> Answers:
    """Every measure. A case lies within a family, a family within a part: so any parts can be counted by themselves."""
    tally, sql = Tally(), written("duckdb")
    for parts in stretches(folder):
        with opened(folder, parts, as_of=as_of) as engine:
            in_memory(engine)
            count_tables(tally, sql, lambda one: engine.execute(one).fetchall())
    return tally.answers(MEASURES)


def stretches(folder: Path, facts: int = STRETCH) -> Iterator[list[str]]:
    """The names of the extract's parts, as many at a time as hold so many facts, and at least one."""
    parts, held = list[str](), 0
    for file in sorted(folder.glob("fact/*.parquet")):
        rows = read_metadata(file).num_rows
        if parts and held + rows > facts:
            yield parts
            parts, held = [], 0
        parts.append(file.name)
        held += rows
    if parts:
        yield parts


def opened(
    folder: Path, parts: Sequence[str] = ("*.parquet",), *, as_of: date, threads: int = 2
) -> duckdb.DuckDBPyConnection:
    """A connection that has the extract's tables, as views of its files."""
    engine = duckdb.connect(config={"memory_limit": MEMORY, "threads": threads, "preserve_insertion_order": False})
    for table in ("fact", "family"):
        files = [str(folder / table / part) for part in parts]
        engine.execute(f"CREATE VIEW {table} AS FROM read_parquet({files})")
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
    """Read what is counted once for all measures, into tables of the same names that hide the views of the files.

    Each word becomes its place in a list of the words that there are: a byte or two, compared as a number.
    """
    few = {kind: fields.counted for kind, fields in KEPT.items() if fields.counted}
    asked = f"kind NOT IN ({quoted(few)}) OR code IN ({quoted(chain.from_iterable(few.values()))})"
    for table, schema in (("fact", FACT), ("family", FAMILY)):
        words = []
        for column in (name for name, kind in schema.items() if kind == WORD):
            every = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - names of our own
            engine.execute(f"CREATE TYPE {table}_{column} AS ENUM ({every})")
            words.append(f"{column}::{table}_{column} AS {column}")
        rows = f"memory.main.{table}" + (f" WHERE {asked}" if table == "fact" else "")
        replaced = f"SELECT * REPLACE ({', '.join(words)}) FROM {rows}"  # noqa: S608 - names of our own
        engine.execute(f"CREATE TEMP TABLE {table} AS {replaced}")
