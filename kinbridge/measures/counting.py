"""Count a coalition in place, in PostgreSQL, from the SQL that the definitions were written out as.

For a county. For a state there is the extract, and an engine made for it: `engines`, which gives the same rows.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from kinbridge.chart.models import Entry
from kinbridge.directory.models import Coalition
from kinbridge.measures import reading
from kinbridge.measures.passing import Use, decisions
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Answers, Tally
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.tables import CALENDAR, CLOCK
from kinbridge.measures.tribes import NOTHING, Approved
from kinbridge.measures.written import count, written
from kinbridge.people.models import Family

PLAN_FOR_ALL = "SET LOCAL enable_nestloop = off; SET LOCAL jit = off"
"""After each step of a definition the planner expects one row where all go on, and would look each up by itself."""


def in_place(*, coalition: Coalition, on: date, approved: Approved = NOTHING) -> Answers:
    """Every measure, from facts that the gate lets a count read. In the caller's transaction."""
    families = list(Family.objects.filter(coalition=coalition).order_by("pk").values_list("pk", flat=True))
    decided = decisions(coalition=coalition, families=families, on=on, use=Use.COUNT, approved=approved)
    given: dict[str, Any] = {
        "coalition": coalition.pk,
        "county": coalition.county,
        "zone": coalition.timezone,
        "tribes": list(approved.tribes),
        "labels": [label for label, decision in decided.items() if decision.allowed],
        "newest": Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0,
        "first": families[0] if families else 0,
        "last": families[-1] if families else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(PLAN_FOR_ALL)
        for table, query in (("fact", reading.facts()), ("family", reading.families())):
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {query}", given)
        found = counted(cursor, on=on)
        cursor.execute("DROP TABLE fact, family, clock, calendar; RESET enable_nestloop; RESET jit")
    return found


def counted(cursor: Any, *, on: date) -> Answers:
    """Every measure, from the tables `fact` and `family` that the cursor's transaction has."""
    clock = quarters.clock(on, (one.follow for one in MEASURES))
    for table, schema, rows in (("clock", CLOCK, clock), ("calendar", CALENDAR, quarters.calendar(clock))):
        columns = ", ".join(f"{name} int" for name in schema)
        cursor.execute(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    for table in ("fact", "family", "clock", "calendar"):
        cursor.execute(f"ANALYZE {table}")
    tally = Tally()
    count(tally, written("postgres"), lambda sql: _rows(cursor, sql))
    return tally.answers(MEASURES)


def _rows(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return cursor.fetchall() if cursor.description else []
