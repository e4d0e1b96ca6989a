"""The definitions as they were written out in SQL, and the answers of whoever runs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kinbridge.measures.rules.answers import Answer, Answers, Row, waits_in
from kinbridge.measures.rules.cube import waits_of
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CASES, MOST_WAITS

FOLDER = Path(__file__).parent / "compiled"
COUNTS, WAITS, PARTNERS = "_counts", "_waits", "_partners"
TYPES = {"string": "varchar", "int32": "int", "int64": "bigint"}
Run = Callable[[str], Sequence[Row]]
"""Takes SQL, gives its rows; none where it only writes."""


def answers(dialect: str, run: Run, measures: Iterable[Measure] = MEASURES) -> Answers:
    """The cases of each measure are gathered in one table; they are then looked up and counted all together."""
    wanted = tuple(measures)
    run(f"CREATE TEMP TABLE cases ({', '.join(f'{name} {TYPES[kind]}' for name, kind in CASES.items())})")
    for one in wanted:
        columns = ", ".join(("family", "day", "quarter", "level", *waits_of(one.waits)))
        due = f"SELECT '{one.key}', {one.follow}, {columns} FROM ({sql(dialect, one.key)}) AS due"  # noqa: S608 - ours
        run(f"INSERT INTO cases (measure, follow, {columns}) {due}")
    rows, partners = _by_measure(run(sql(dialect, COUNTS))), _by_measure(run(sql(dialect, PARTNERS)))
    waits = {key: row for key, *row in run(sql(dialect, WAITS))}
    run("DROP TABLE cases")
    nothing = [*[None] * MOST_WAITS, *[0] * MOST_WAITS]
    return {
        one.key: Answer(rows[one.key], waits_in(waits.get(one.key, nothing), one.waits), partners[one.key])
        for one in wanted
    }


def _by_measure(found: Sequence[Row]) -> Mapping[object, list[Row]]:
    rows: defaultdict[object, list[Row]] = defaultdict(list)
    for key, *row in found:
        rows[key].append(tuple(row))
    return rows


def sql(dialect: str, name: str) -> str:
    return (FOLDER / dialect / f"{name}.sql").read_text("utf-8").strip()
