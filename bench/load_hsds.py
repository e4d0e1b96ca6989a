"""Rows a second of a service directory (HSDS 3) through `kinbridge load` and back, and the ratio to a plain COPY.

    .venv/bin/python bench/load_hsds.py [--services 20000] [--schemas FOLDER]

`--schemas` (or HSDS_SCHEMAS) checks every row against HSDS's own published schemas as well as by our own reading.
Makes a database of its own beside the running one, and drops it at the end.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from _own_database import own_database

AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
Row = tuple[str, dict[str, object]]
WORDS = "Counseling, medication and a nurse who knows pregnancy. " * 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=20_000)
    parser.add_argument("--schemas", type=Path, default=os.environ.get("HSDS_SCHEMAS"))
    asked = parser.parse_args()

    with own_database("bench_load_hsds"), tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), services=asked.services, schemas=asked.schemas)


def measure(folder: Path, *, services: int, schemas: Path | None) -> None:
    from kinbridge.directory.models import Coalition, software
    from kinbridge.exchange.actions import load_directory
    from kinbridge.exchange.hsds.folder import write_tables

    tables, nested = folder / "tables", folder / "services.json"
    tables.mkdir()
    rows = write_csv(tables, directory(0, services))
    rows_nested = write_json(nested, directory(1, services // 4))
    size = sum(file.stat().st_size for file in tables.iterdir()) / 1e6
    print(f"{services:,} services, {rows:,} rows in {size:,.0f} MB of CSV; {rows_nested:,} rows in nested JSON")
    print("every row is checked against the published schemas too" if schemas else "no published schemas given")
    county = Coalition.objects.create(name="Bench County", state="OH", county="Bench")
    by = software(county)
    plain = say("plain COPY of the same CSV", rows, lambda: copy(tables))
    loaded = say("load the CSV", rows, lambda: load_directory(path=tables, by=by, at=AT, schemas=schemas))
    say("load it again: nothing changes", rows, lambda: load_directory(path=tables, by=by, at=AT, schemas=schemas))
    say("load the nested JSON", rows_nested, lambda: load_directory(path=nested, by=by, at=AT, schemas=schemas))
    back = folder / "back"
    back.mkdir()
    say("give it back as CSV", rows + rows_nested, lambda: write_tables(back, coalition=county))
    print(f"ratio load : plain COPY        {loaded / plain:8.1f}")
    print(f"memory at its peak             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8.0f} MB")


def say(what: str, rows: int, do: Callable[[], object]) -> float:
    began = time.monotonic()
    do()
    spent = time.monotonic() - began
    print(f"{what:30} {spent:8.1f} s  {rows / spent:>9,.0f} rows/s", flush=True)
    return spent


def directory(series: int, services: int) -> Iterator[Row]:
    """Rows with their table's name: one place, phone, schedule, cost and language for each service."""
    houses = max(1, services // 20)

    def key(kind: int, number: int) -> str:
        return str(UUID(int=(series << 64) + (kind << 40) + number + 1))

    for n in range(houses):
        yield "organizations", {"id": key(1, n), "name": f"Partner {n}", "description": WORDS}
    for n in range(services):
        service, place, holder = key(2, n), key(3, n), key(1, n % houses)
        yield (
            "services",
            {
                "id": service,
                "organization_id": holder,
                "name": f"Help {n}",
                "description": WORDS,
                "status": "active",
                "url": f"https://partner.example/{n}",
                "email": "ask@partner.example",
                "minimum_age": 18,
                "last_modified": "2026-03-01T10:30:45.123Z",
            },
        )
        where = {"latitude": 40 + n % 90 / 50, "longitude": -83 - n % 70 / 50}
        yield (
            "locations",
            {"id": place, "organization_id": holder, "location_type": "physical", "name": "House"} | where,
        )
        yield "service_at_location", {"id": key(4, n), "service_id": service, "location_id": place}
        street = {"address_1": f"{n} Main Street", "city": "Harbor", "state_province": "OH", "postal_code": "43000"}
        yield "addresses", {"id": key(5, n), "location_id": place, "country": "US", "address_type": "physical"} | street
        yield "phones", {"id": key(6, n), "service_id": service, "number": "614-555-0100", "type": "voice"}
        opens = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00Z", "closes_at": "17:00:00Z"}
        yield "schedules", {"id": key(7, n), "service_id": service, "valid_from": "2026-01-01"} | opens
        yield "cost_options", {"id": key(8, n), "service_id": service, "option": "Fee", "amount": 20, "currency": "usd"}
        yield "languages", {"id": key(9, n), "service_id": service, "name": "Spanish", "code": "es"}


def write_csv(folder: Path, rows: Iterator[Row]) -> int:
    writers: dict[str, csv.DictWriter[str]] = {}
    total = 0
    with ExitStack() as files:
        for table, row in rows:
            if table not in writers:
                file = files.enter_context((folder / f"{table}.csv").open("w", newline="", encoding="utf-8"))
                writers[table] = csv.DictWriter(file, list(row))
                writers[table].writeheader()
            writers[table].writerow(row)
            total += 1
    return total


def write_json(file: Path, rows: Iterator[Row]) -> int:
    """The same rows, each service as one object with its organization, its place and all the rest inside."""
    partners: dict[object, dict[str, object]] = {}
    nested: list[dict[str, object]] = []
    total = 0
    for table, row in rows:
        total += 1
        inner = {name: cell for name, cell in row.items() if name not in {"organization_id", "service_id"}}
        if table == "organizations":
            partners[row["id"]] = row
        elif table == "services":
            nested.append(inner | {"organization": partners[row["organization_id"]]})
        elif table == "locations":
            place = inner
        elif table == "service_at_location":
            nested[-1]["service_at_locations"] = [{"id": row["id"], "location": place}]
        elif table == "addresses":
            place["addresses"] = [row]
        else:
            nested[-1][table] = [inner]
    file.write_text(json.dumps({"contents": nested}), "utf-8")
    return total


def copy(folder: Path) -> None:
    """COPY the rows of each file into a logged table with one key, and nothing else."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8") as lines:
                header = lines.readline().strip().split(",")
            columns = ", ".join(f"{name} text" for name in header)
            cursor.execute(f"CREATE TABLE bench_{file.stem} ({columns}, PRIMARY KEY (id))")
            with cursor.copy(f"COPY bench_{file.stem} FROM STDIN WITH (FORMAT csv, HEADER true)") as stream:
                stream.write(file.read_bytes())
        for file in folder.glob("*.csv"):
            cursor.execute(f"DROP TABLE bench_{file.stem}")


if __name__ == "__main__":
    main()
