"""The definitions as they were written out in SQL, and the tally of whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kinbridge.measures.rules.answers import Row, Tally
from kinbridge.measures.rules.cube import waits_of
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure

FOLDER = Path(__file__).parent / "compiled"
SHARED, COUNTED = "shared_", ("cases", "partners", "waits")
NOBODY = "SELECT 0 AS measure, 0 AS follow, 0 AS quarter, 0 AS step, 0 AS days WHERE false"
Run = Callable[[str], Sequence[Row]]
"""Takes SQL, gives its rows; none where it only writes."""


def count(tally: Tally, sql: Mapping[str, str], run: Run, measures: Iterable[Measure] = MEASURES) -> None:
    """Add what the tables hold. Each measure's cases are found by themselves, then all are looked up together."""
    made = [name for name in sorted(sql) if name.startswith(SHARED)]
    cases, waited = [], [NOBODY]
    for name in made:
        run(f"CREATE TEMP TABLE {name} AS {sql[name]}")
    for place, one in enumerate(measures):
        made.append(due := f"due_{place}")
        run(f"CREATE TEMP TABLE {due} AS {sql[one.key]}")
        which = f"{place} AS measure, {one.follow} AS follow"
        cases.append(f"SELECT {which}, family, day, quarter, level FROM {due}")  # noqa: S608 - names of our own
        waited += [
            f"SELECT {which}, quarter, {step} AS step, {name} AS days FROM {due} WHERE {name} IS NOT NULL"  # noqa: S608
            for step, name in enumerate(waits_of(one.waits), 1)
        ]
    run(f"CREATE TEMP VIEW cases AS {' UNION ALL '.join(cases)}")
    run(f"CREATE TEMP VIEW waited AS {' UNION ALL '.join(waited)}")
    tally.add(**{name: run(sql[f"_{name}"]) for name in COUNTED})
    for view in ("cases", "waited"):
        run(f"DROP VIEW {view}")
    for table in made:
        run(f"DROP TABLE {table}")


def written(dialect: str) -> Mapping[str, str]:
    """By name: the SQL of what is shared, of each measure, and of how all are counted."""
    return {path.stem: path.read_text("utf-8").strip() for path in (FOLDER / dialect).glob("*.sql")}
