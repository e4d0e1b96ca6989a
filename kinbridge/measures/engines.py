"""The definitions on an engine that Ibis speaks to: DuckDB and Spark over the extract, and others like them.

Needs the libraries of requirements-analytics.in. Pages count in place instead, with `counting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import ibis

from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answer, Answers, Row, waits_in
from kinbridge.measures.rules.cube import BY_PARTNER, KEYS, counts, due, partners, waits
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CALENDAR, CLOCK, SCHEMAS, Rows, Tables


def unbound() -> Tables:
    """The tables by name only, for writing a definition out in an engine's own words."""
    return Tables(**{name: ibis.table(schema, name=name) for name, schema in SCHEMAS.items()})


def dated(as_of: date, measures: Iterable[Measure] = MEASURES) -> tuple[Rows, Rows]:
    """The clock and the calendar of a day, to be made tables of."""
    rows = quarters.clock(as_of, (one.follow for one in measures))
    return in_memory(rows, CLOCK), in_memory(quarters.calendar(rows), CALENDAR)


def in_memory(rows: Iterable[tuple[Any, ...]], schema: Any) -> Rows:
    return ibis.memtable([dict(zip(schema, row, strict=True)) for row in rows], schema=schema)


def answers(t: Tables, measures: Iterable[Measure] = MEASURES) -> Answers:
    """Each measure counted by the engine that holds the tables."""
    return {one.key: answer(one, t) for one in measures}


def answer(measure: Measure, t: Tables) -> Answer:
    cases = due(measure, t)
    followed = cases.mutate(follow=ibis.literal(measure.follow))
    rows = _rows(counts(cases, t), *KEYS)
    theirs = _rows(partners(followed, t), *BY_PARTNER)
    if not measure.waits:
        return Answer(rows, partners=theirs)
    told = waits(followed, t, most=measure.waits).to_pyarrow().to_pylist()
    return Answer(rows, waits_in(list(told[0].values()), measure.waits), theirs)


def _rows(counted: Rows, *keys: str) -> list[Row]:
    return [tuple(row[name] for name in (*keys, "cases")) for row in counted.to_pyarrow().to_pylist()]
