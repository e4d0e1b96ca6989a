"""An extract of any size, mixed from the hand-made families, so that every step of every definition has work.

Each family has the facts of four hand-made ones on days of its own, two partners, and sixteen facts that nothing
counts. Families and people are numbers of 63 bits without order, as the keys of an extract are.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.examples import examples
from kinbridge.measures.rules.tables import FACT, SERVED

PART, MIXED, QUIET, PARTNERS = 50_000, 4, 16, 2
TYPES = {"int64": "BIGINT", "int32": "INT", "string": "TEXT", "boolean": "BOOL"}
FACTS = """
WITH f AS (SELECT range AS number, (hash(range) >> 1)::BIGINT AS family FROM range({first}, {last}))
SELECT f.family, (hash(f.number * 4 + made.person % 4, 1) >> 1)::BIGINT AS person, kind,
    (day + hash(f.number, n.range) % 900)::INT AS day, code, other, flag,
    CASE kind WHEN 'referral_step' THEN made.number + 2 * n.range ELSE made.number END::INT AS number
FROM f, range({mixed}) n JOIN made ON made.family = hash(f.number * 31, n.range) % {every}
UNION ALL SELECT f.family, (hash(f.number * 4 + n.range % 4, 1) >> 1)::BIGINT,
    CASE n.range % 2 WHEN 0 THEN 'milestone' ELSE 'contact' END,
    (19600 + hash(f.number, n.range) % 1100)::INT, 'left_word', NULL, NULL, NULL
FROM f, range({quiet}) n
UNION ALL SELECT f.family, 0, '{served}', (19400 + hash(f.number, n.range, 2) % 900)::INT,
    (1 + hash(f.number, n.range, 3) % 40)::TEXT, NULL, NULL, (hash(f.number, n.range, 4) % 700)::INT
FROM f, range({partners}) n
ORDER BY kind, family, day
"""
FAMILIES = """
SELECT (hash(range) >> 1)::BIGINT AS family, 'Group ' || hash(range) % 5 AS race_ethnicity,
    'Payer ' || hash(range, 1) % 3 AS payer, 'Language ' || hash(range, 2) % 2 AS language,
    'County ' || hash(range, 3) % 8 AS county, NULL::TEXT AS tribe
FROM range({first}, {last}) ORDER BY family
"""


def write(folder: Path, families: int) -> int:
    """Parquet as the extract's own, a part at a time; how many facts."""
    every = [one for measure in MEASURES for one in examples(measure.key)]
    columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in FACT.items())
    with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as engine:
        engine.execute("SET enable_progress_bar = false")
        engine.execute(f"CREATE TABLE made ({columns})")
        for place, one in enumerate(every):
            engine.executemany(f"INSERT INTO made VALUES ({', '.join('?' * len(FACT))})", list(one.rows(place)))
        for table, query in (("fact", FACTS), ("family", FAMILIES)):
            (folder / table).mkdir(parents=True)
            for part, first in enumerate(range(0, families, PART)):
                rows = query.format(
                    first=first,
                    last=min(first + PART, families),
                    mixed=MIXED,
                    quiet=QUIET,
                    partners=PARTNERS,
                    served=SERVED,
                    every=len(every),
                )
                to = f"'{folder / table}/part-{part:05d}.parquet' (COMPRESSION zstd, ROW_GROUP_SIZE 20480)"
                engine.execute(f"COPY ({rows}) TO {to}")
        found = engine.execute(f"SELECT count(*) FROM '{folder}/fact/*.parquet'").fetchall()
    return int(found[0][0])
