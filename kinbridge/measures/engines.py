"""The definitions on an engine that Ibis speaks to: DuckDB and Spark over the extract, and others like them.

Needs the libraries of requirements-analytics.in. Pages count in place instead, with `counting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

import ibis

from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answers, Row, Tally
from kinbridge.measures.rules.cube import BY_PARTNER, KEYS, counts, due, partners, waits, waits_of
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CALENDAR, CASES, CLOCK, SCHEMAS, WAITED, Rows, Tables
from kinbridge.measures.sharing import shared


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
    """The measures counted by the engine that holds the tables: each one's cases first, then all of them together."""
    wanted, tally = tuple(measures), Tally()
    with ExitStack() as kept:

        def cached(rows: Rows) -> Rows:
            return kept.enter_context(rows.cache())

        each = shared({one.key: due(one, t) for one in wanted}, cached)
        found = [cached(each[one.key]) for one in wanted]
        cases, waited = gathered(wanted, found)
        tally.add(
            cases=_rows(counts(cases, t), *KEYS),
            partners=_rows(partners(cases, t), *BY_PARTNER),
            waits=_rows(waits(waited, t), "step", "days"),
        )
    return tally.answers(wanted)


def gathered(measures: Sequence[Measure], found: Sequence[Rows]) -> tuple[Rows, Rows]:
    """Of the cases of each measure, those of all, and the days that each of their steps took."""
    cases, waited = [], [ibis.memtable([], schema=WAITED)]
    for place, (one, rows) in enumerate(zip(measures, found, strict=True)):
        which = {"measure": ibis.literal(place, "int32"), "follow": ibis.literal(one.follow, "int32")}
        cases.append(rows.select(**which, **{name: rows[name].cast(CASES[name]) for name in [*CASES][2:]}))
        for step, name in enumerate(waits_of(one.waits), 1):
            known = rows.filter(rows[name].notnull())
            quarter, days = known.quarter.cast("int32"), known[name].cast("int32")
            waited.append(known.select(**which, quarter=quarter, step=ibis.literal(step, "int32"), days=days))
    return ibis.union(*cases), ibis.union(*waited)


def _rows(counted: Rows, *keys: str) -> list[Row]:
    return [tuple(row[name] for name in ("measure", *keys, "cases")) for row in counted.to_pyarrow().to_pylist()]
