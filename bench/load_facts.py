"""Facts a second through `kinbridge load`, with validation, labels and audit, and the ratio to a plain COPY.

    .venv/bin/python bench/load_facts.py [--facts 200000] [--families 5000]

Makes a database of its own beside the running one, and drops it at the end.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from _own_database import own_database

BODIES = (
    ("contact", {"how": "visit", "outcome": "met"}),
    ("attendance", {"service": "dosing", "attended": True}),
    ("prenatal_visit", {"weeks": 22, "kept": True}),
    ("toxicology", {"result": "negative"}),
    ("medication", {"medication": "methadone", "step": "continued"}),
    ("family_time", {"step": "supervised", "kept": True}),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=200_000)
    parser.add_argument("--families", type=int, default=5_000)
    asked = parser.parse_args()

    with own_database("bench_load_facts"), tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), facts=asked.facts, families=asked.families)


def measure(folder: Path, *, facts: int, families: int) -> None:
    from django.db import connection

    from kinbridge.accounts.models import User
    from kinbridge.directory.models import Coalition, Organization, Program, software
    from kinbridge.exchange.actions import load_families

    at = datetime(2026, 3, 16, 12, tzinfo=UTC)
    county = Coalition.objects.create(name="Bench County", state="OH", county="Bench")
    ann = User.objects.create(username="ann", email="ann@bench.example")
    programs = [
        Program.objects.create(
            pk=UUID(int=number),
            organization=Organization.objects.create(coalition=county, name=f"Partner {number}"),
            name=f"Program {number}",
            regimes=["part2", "hipaa"] if number % 2 else ["child_welfare"],
            attested_by=ann,
            attested_on=date(2026, 1, 1),
        ).pk
        for number in range(1, 9)
    ]
    people = folder / "people"
    people.mkdir()
    write(
        people / "families.csv",
        ["source_id", "name", "opened_on"],
        ([f"F{n}", f"Family {n}", "2025-01-01"] for n in range(families)),
    )
    write(
        people / "persons.csv",
        ["source_id", "family", "relation", "given_name"],
        ([f"P{n}-{who}", f"F{n}", who, "Ana"] for n in range(families) for who in ("mother", "child")),
    )
    report = load_families(folder=people, by=software(county), at=at)
    rows = sum(tally.added for tally in report.tallies.values())
    print(f"{rows:,} families and people: {report.seconds:.1f} s, {rows / report.seconds:,.0f} rows/s")

    dice = random.Random(7)
    told = folder / "facts"
    told.mkdir()
    header = ["source_id", "family", "person", "program", "kind", "occurred_at", "body"]
    start = datetime(2025, 1, 1, 9, tzinfo=UTC)

    def fact(number: int) -> list[object]:
        family = number % families
        kind, body = BODIES[number % len(BODIES)]
        who = "mother" if number % 3 else "child"
        when = (start + timedelta(hours=dice.randrange(9000))).isoformat()
        return [f"A{number}", f"F{family}", f"P{family}-{who}", programs[family % 8], kind, when, json.dumps(body)]

    write(told / "facts.csv", header, (fact(number) for number in range(facts)))
    plain = copy_seconds(told / "facts.csv")
    first = load_families(folder=told, by=software(county), at=at)
    again = load_families(folder=told, by=software(county), at=at)
    assert first.tallies["fact"].added == facts
    assert again.changed_nothing
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM chart_label")
        labels = cursor.fetchone()[0]
    print(f"{facts:,} facts, {labels:,} labels, {families:,} families")
    print(f"plain COPY of the same rows     {plain:8.2f} s  {facts / plain:>10,.0f} facts/s")
    print(f"load, first time                {first.seconds:8.2f} s  {facts / first.seconds:>10,.0f} facts/s")
    print(f"load, again (nothing changes)   {again.seconds:8.2f} s  {facts / again.seconds:>10,.0f} facts/s")
    print(f"ratio load : plain COPY         {first.seconds / plain:8.1f}")


def write(path: Path, header: list[str], rows: object) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)  # type: ignore[arg-type]


def copy_seconds(path: Path) -> float:
    """COPY the rows of the file into a logged table with the chart's indexes, and nothing else."""
    from django.db import connection, transaction

    began = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_copy (id bigserial PRIMARY KEY, source_id text, family text, person text, "
            "program uuid, kind text, occurred_at timestamptz, body jsonb)"
        )
        cursor.execute("CREATE INDEX ON bench_copy (family, occurred_at DESC, id DESC)")
        cursor.execute("CREATE UNIQUE INDEX ON bench_copy (family, program, source_id)")
        names = "source_id, family, person, program, kind, occurred_at, body"
        with (
            cursor.copy(f"COPY bench_copy ({names}) FROM STDIN WITH (FORMAT csv, HEADER true)") as stream,
            path.open("rb") as file,
        ):
            while chunk := file.read(1 << 20):
                stream.write(chunk)
    spent = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_copy")
    return spent


if __name__ == "__main__":
    main()
