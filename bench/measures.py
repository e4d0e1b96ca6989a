"""Every measure over a million families of an extract, against SQL written by hand, and the set against its parts.

    ./run bench measures [--families 1000000] [--runs 3] [--extract FOLDER] [--set-only] [--peers FOLDER]

The families are mixed from the hand-made ones (`kinbridge/measures/tests/mixed.py`). Both sides must give the same
rows before anything is timed. `--extract` keeps them for the next run. `--set-only` counts all measures, no more: for
ten million families, `--families 10000000 --runs 1 --set-only`. With `--peers`, the treatment measure on the persons
and events that other engines were timed on, from files in that folder.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
if TYPE_CHECKING:
    from kinbridge.measures.rules.measure import Measure
AS_OF = date(2026, 11, 22)
THREADS = 2
GROUPED = """
SELECT quarter, level, race_ethnicity, payer, language, county, tribe, count(*)
FROM (SELECT * FROM cases {due}) LEFT JOIN family USING (family) GROUP BY ALL
"""
DUE = """JOIN calendar USING (day), clock WHERE follow = {follow} AND day + {follow} <= as_of
    AND quarter BETWEEN first AND last"""
BY_HAND = {
    "early_prenatal": """WITH
b AS (SELECT family, day, max(number) AS weeks FROM fact WHERE kind = 'birth' GROUP BY ALL),
v AS (SELECT family, day FROM fact WHERE kind = 'prenatal_visit' AND flag AND number < 14),
cases AS (SELECT b.family, b.day, max(v.day IS NOT NULL)::int AS level FROM b LEFT JOIN v ON v.family = b.family
  AND v.day BETWEEN b.day - 7 * b.weeks AND b.day GROUP BY ALL)""",
    "needs_met": """WITH
f AS (SELECT DISTINCT family, person, code, day FROM fact WHERE kind = 'need' AND other = 'found'),
s AS (SELECT family, person, code, day, other FROM fact WHERE kind = 'need' AND other IN ('met', 'declined')),
each AS (SELECT f.family, f.person, f.code, f.day, count(*) FILTER (s.other = 'met') AS met,
  count(*) FILTER (s.other = 'declined') AS no FROM f LEFT JOIN s ON s.family = f.family AND s.person = f.person
  AND s.code = f.code AND s.day BETWEEN f.day AND f.day + 90 GROUP BY ALL),
cases AS (SELECT family, day, (met > 0)::int AS level FROM each WHERE no = 0)""",
    "sud_treatment": """WITH s AS (SELECT family, person, day FROM fact WHERE (kind = 'attendance' AND flag)
  OR (kind = 'medication' AND code IN ('started', 'continued', 'changed')) OR kind = 'admission'),
d AS (SELECT family, person, day, max(asks) AS asks FROM (SELECT family, person, day, 1 AS asks FROM fact
  WHERE kind = 'treatment_request' UNION ALL SELECT family, person, day, 0 FROM s) GROUP BY ALL),
n AS (SELECT family, person, day FROM (SELECT *, lag(day) OVER (PARTITION BY person ORDER BY day) AS before FROM d)
  WHERE asks = 1 AND (before IS NULL OR day - before > 194)),
i AS (SELECT n.family, n.person, n.day, min(s.day) AS begun FROM n LEFT JOIN s ON s.person = n.person
  AND s.family = n.family AND s.day BETWEEN n.day AND n.day + 13 GROUP BY ALL),
cases AS (SELECT i.family, i.person, i.day, CASE WHEN begun IS NULL THEN 0 WHEN count(DISTINCT s.day) >= 2 THEN 2
  ELSE 1 END AS level FROM i LEFT JOIN s ON s.person = i.person AND s.family = i.family
  AND s.day BETWEEN begun + 1 AND begun + 34 GROUP BY i.family, i.person, i.day, begun)""",
    "no_new_report": """WITH
b AS (SELECT DISTINCT family, day FROM fact WHERE kind = 'birth'),
r AS (SELECT DISTINCT b.family, b.day FROM b JOIN fact f ON f.family = b.family AND f.kind = 'report'
  AND f.code IN ('investigation', 'assessment') AND f.day BETWEEN b.day + 30 AND b.day + 365),
cases AS (SELECT b.family, b.day, (r.day IS NULL)::int AS level FROM b LEFT JOIN r ON r.family = b.family
  AND r.day = b.day)""",
    "treatment_kept": """WITH s AS (SELECT DISTINCT family, person, day FROM fact WHERE kind = 'admission'),
e AS (SELECT family, person, day, kind, code FROM fact WHERE kind = 'treatment_end' OR (kind = 'attendance' AND flag)),
each AS (SELECT s.family, s.person, s.day, count(*) FILTER (e.kind = 'treatment_end') AS ended,
  count(*) FILTER (e.kind = 'treatment_end' AND e.code = 'completed') AS completed,
  count(*) FILTER (e.kind = 'attendance' AND e.day >= s.day + 61) AS visits FROM s LEFT JOIN e ON e.family = s.family
  AND e.person = s.person AND e.day BETWEEN s.day AND s.day + 90 GROUP BY ALL),
cases AS (SELECT family, day, (ended = 0 AND visits > 0)::int AS level FROM each WHERE completed = 0)""",
    "medication_at_birth": """WITH b AS (SELECT DISTINCT family, day FROM fact WHERE kind = 'birth'),
m AS (SELECT family, day, kind, code FROM fact WHERE kind = 'admission' OR (kind = 'medication'
  AND code IN ('started', 'continued', 'changed', 'ended'))),
each AS (SELECT b.family, b.day, count(*) FILTER (m.kind = 'admission') AS admitted,
  max(m.day) FILTER (m.kind = 'medication' AND m.code <> 'ended') AS taken,
  max(m.day) FILTER (m.kind = 'medication' AND m.code = 'ended') AS ended FROM b JOIN m ON m.family = b.family
  AND m.day <= b.day GROUP BY ALL),
cases AS (SELECT family, day, coalesce(taken IS NOT NULL AND (ended IS NULL OR ended < taken), false)::int AS level
  FROM each WHERE admitted > 0 OR taken IS NOT NULL)""",
    "services_received": """WITH f AS (SELECT family, number, min(day) AS day FROM fact
  WHERE kind = 'referral_step' AND code = 'sent' GROUP BY ALL),
s AS (SELECT family, number, day, code FROM fact WHERE kind = 'referral_step'
  AND code IN ('withdrawn', 'accepted', 'scheduled', 'first_kept', 'completed')),
each AS (SELECT f.family, f.number, f.day, count(*) FILTER (code = 'withdrawn') AS gone,
  count(*) FILTER (code <> 'withdrawn') AS yes, count(*) FILTER (code IN ('first_kept', 'completed')) AS kept
  FROM f LEFT JOIN s ON s.family = f.family AND s.number = f.number AND s.day BETWEEN f.day AND f.day + 60
  GROUP BY ALL),
cases AS (SELECT family, day, CASE WHEN yes = 0 THEN 0 WHEN kept = 0 THEN 1 ELSE 2 END AS level FROM each
  WHERE gone = 0)
""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3, help="of each; the best counts")
    parser.add_argument("--extract", type=Path, help="where the extract is, or is to be kept")
    parser.add_argument("--set-only", action="store_true", help="all measures in one run, and no more")
    parser.add_argument("--peers", type=Path, help="a folder with persons_N.parquet and events_N.parquet")
    asked = parser.parse_args()
    from kinbridge.web.steps import libraries

    libraries("analytics")
    with nullcontext(asked.extract) if asked.extract else tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if not (folder / "fact").exists():
            made(folder, asked.families)
        facts, families = size(folder)
        print(f"{families:,} families, {facts:,} facts, {bytes_of(folder) / 1e6:,.0f} MB of Parquet, {THREADS} threads")
        whole = the_set(folder, families, asked.runs)
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
        if not asked.set_only:
            the_parts(folder, asked.runs, whole)
            by_hand(folder, asked.runs)
    if asked.peers:
        as_peers(asked.peers, asked.runs)


def made(folder: Path, families: int) -> None:
    """In a process of its own, whose memory is not that of counting."""
    from kinbridge.measures.tests.mixed import write

    began = time.monotonic()
    maker = multiprocessing.get_context("spawn").Process(target=write, args=(folder, families))
    maker.start()
    maker.join()
    if maker.exitcode:
        sys.exit("The extract could not be made; the lines above say why.")
    print(f"the extract was made in {time.monotonic() - began:.0f} s")


def size(folder: Path) -> tuple[int, int]:
    import duckdb

    counts = [duckdb.sql(f"SELECT count(*) FROM '{folder}/{one}/*.parquet'").fetchall() for one in ("fact", "family")]
    return counts[0][0][0], counts[1][0][0]


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of both cores together: on a busy machine the second says more."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} s, CPU {self.cpu:7.2f} s"


def best(runs: int, work: Callable[..., object], *given: object, **named: object) -> Spent:
    spent = []
    for _ in range(runs):
        wall, cpu = time.monotonic(), time.process_time()
        work(*given, **named)
        spent.append(Spent(time.monotonic() - wall, time.process_time() - cpu))
    return min(spent, key=lambda one: one.cpu)


def the_set(folder: Path, families: int, runs: int) -> Spent:
    """All measures as they are counted, a stretch of families at a time."""
    from kinbridge.measures import on_duckdb

    whole = best(runs, on_duckdb.count, folder, as_of=AS_OF)
    print(f"  {'all in one run':<26}{whole}   {families / whole.wall:,.0f} families/s")
    return whole


def the_parts(folder: Path, runs: int, whole: Spent) -> None:
    """Each measure alone, from the files."""
    from kinbridge.measures import on_duckdb
    from kinbridge.measures.rules.answers import Tally
    from kinbridge.measures.rules.defined import MEASURES
    from kinbridge.measures.written import count

    def alone(one: Measure, sql: Mapping[str, str]) -> None:
        with on_duckdb.opened(folder, as_of=AS_OF, threads=THREADS) as engine:
            count(Tally(), sql, lambda text: engine.execute(text).fetchall(), [one])

    parts = {one.key: best(runs, alone, one, written_alone(one)) for one in MEASURES}
    for key, spent in sorted(parts.items(), key=lambda item: -item[1].cpu):
        print(f"  {key:<26}{spent}")
    together = Spent(sum(one.wall for one in parts.values()), sum(one.cpu for one in parts.values()))
    print(f"  {f'each of {len(parts)} alone, added up':<26}{together}")
    print(f"ratio of the set to its parts {whole.cpu / together.cpu:.2f}")


def written_alone(measure: Measure) -> Mapping[str, str]:
    """What `written` would hold if there were no other measure."""
    from kinbridge.measures.compiling import texts

    found = {Path(name): text for name, text in texts([measure]).items()}
    return {path.stem: text for path, text in found.items() if path.parent.name == "duckdb"}


def as_one_query(measure: Measure) -> str:
    """Its cases counted by group, with what they are made of in the same query."""
    from kinbridge.measures.written import SHARED

    sql = written_alone(measure)
    steps = {name: text for name, text in sorted(sql.items()) if name.startswith(SHARED)} | {"cases": sql[measure.key]}
    return f"WITH {', '.join(f'{name} AS ({text})' for name, text in steps.items())} {GROUPED.format(due='')}"


def by_hand(folder: Path, runs: int) -> None:
    from kinbridge.measures import on_duckdb
    from kinbridge.measures.rules.defined import BY_KEY

    with on_duckdb.opened(folder, as_of=AS_OF, threads=THREADS) as engine:
        on_duckdb.in_memory(engine)
        for key, text in BY_HAND.items():
            told = as_one_query(BY_KEY[key])
            hand = text + GROUPED.format(due=DUE.format(follow=BY_KEY[key].follow))
            if rows_of(engine.execute(told)) != rows_of(engine.execute(hand)):
                sys.exit(f"{key}: the two ways do not agree; nothing is timed.")
            ours, theirs = (best(runs, lambda one: engine.execute(one).fetchall(), one) for one in (told, hand))
            print(f"  {key:<26}{ours}   by hand {theirs}   ratio {ours.cpu / theirs.cpu:.2f}")


def rows_of(found):  # type: ignore[no-untyped-def]
    return sorted((*map(str, row[:-1]), int(row[-1])) for row in found.fetchall())


AS_FACTS = """
SELECT pid::BIGINT AS family, pid::BIGINT AS person, ['treatment_request', 'attendance', 'medication', 'other'][typ + 1]
    AS kind, day + 19000 AS day, CASE typ WHEN 2 THEN 'continued' END AS code, NULL::VARCHAR AS other, typ = 1 AS flag,
    NULL::INT AS number
FROM '{folder}/events_{people}.parquet' ORDER BY kind, family, day
"""
AS_FAMILIES = """
SELECT pid::BIGINT AS family, race::VARCHAR AS race_ethnicity, NULL::VARCHAR AS payer, NULL::VARCHAR AS language,
    county::VARCHAR AS county, NULL::VARCHAR AS tribe
FROM '{folder}/persons_{people}.parquet' ORDER BY family
"""


def as_peers(folder: Path, runs: int) -> None:
    """The treatment measure on the peers' persons and events, once they are an extract: a request, a visit, a dose."""
    import duckdb

    from kinbridge.measures.on_duckdb import opened
    from kinbridge.measures.rules.defined import BY_KEY

    for events in sorted(folder.glob("events_*.parquet")):
        people = int(events.stem.split("_")[1])
        with tempfile.TemporaryDirectory() as extract:
            for table, query in (("fact", AS_FACTS), ("family", AS_FAMILIES)):
                (Path(extract) / table).mkdir()
                rows = query.format(folder=folder, people=people)
                duckdb.sql(f"COPY ({rows}) TO '{extract}/{table}/part-00000.parquet' (COMPRESSION zstd)")
            with opened(Path(extract), as_of=AS_OF, threads=THREADS) as engine:
                count = as_one_query(BY_KEY["sud_treatment"])
                spent = best(runs, lambda sql: engine.execute(sql).fetchall(), count)
        print(f"treatment begun and kept up, {people:,} persons: {spent}, {people / spent.wall:,.0f} persons/s")


if __name__ == "__main__":
    main()
