"""Write each definition out as PostgreSQL's SQL, so that a county can be counted in place with nothing installed.

./run measures --write    after a change to a definition; a test says when it is due
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import ibis

from kinbridge.measures.engines import unbound
from kinbridge.measures.rules.cube import counts, due, partners, waits
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.tables import CASES, WAITED, Rows
from kinbridge.measures.sharing import shared
from kinbridge.measures.written import SHARED

HERE = Path(__file__).parent
FOLDER = HERE / "compiled"
MADE_FROM = FOLDER / "made-from.txt"
DIALECTS = ("postgres", "duckdb")


def texts(measures: Iterable[Measure] = MEASURES, dialects: Iterable[str] = DIALECTS) -> dict[str, str]:
    """By file: what is found once for all who read it, each measure's cases, and how the cases of all are counted.

    Any dialect that Ibis knows, such as trino, bigquery and snowflake.
    """
    t = unbound()
    cases, waited = ibis.table(CASES, name="cases"), ibis.table(WAITED, name="waited")
    tables: dict[str, Rows] = {}

    def keep(rows: Rows) -> Rows:
        name = f"{SHARED}{len(tables):02}"
        tables[name] = rows
        return ibis.table(rows.schema(), name=name)

    each = shared({one.key: due(one, t) for one in measures}, keep)
    found = tables | each | {"_cases": counts(cases, t), "_partners": partners(cases, t), "_waits": waits(waited, t)}
    return {
        f"{dialect}/{name}.sql": f"{ibis.to_sql(rows, dialect=dialect, pretty=False)}\n"
        for name, rows in found.items()
        for dialect in dialects
    }


def made_from() -> str:
    """A fingerprint of the definitions, of who wrote them out, and of the SQL as it stands."""
    total = sha256(f"ibis {version('ibis-framework')}, sqlglot {version('sqlglot')}".encode())
    rules = [HERE / "rules" / name for name in ("cube.py", "events.py", "measure.py", "notified.py", "tables.py")]
    for path in (
        HERE / "sharing.py",
        *rules,
        *sorted(HERE.glob("rules/defined/*.py")),
        *sorted(FOLDER.glob("*/*.sql")),
    ):
        total.update(f"{path.relative_to(HERE)} {path.read_text('utf-8')}".encode())
    return total.hexdigest() + "\n"


def stale() -> bool:
    """Whether the SQL may no longer say what the definitions say."""
    return not MADE_FROM.exists() or MADE_FROM.read_text("utf-8") != made_from()


def write() -> int:
    """Write all of it again; how many files there are."""
    new = texts()
    for dialect in DIALECTS:
        (FOLDER / dialect).mkdir(parents=True, exist_ok=True)
    for name, text in new.items():
        (FOLDER / name).write_text(text, "utf-8")
    for old in {*FOLDER.glob("*/*.sql")} - {FOLDER / name for name in new}:
        old.unlink()
    MADE_FROM.write_text(made_from(), "utf-8")
    return len(new)
