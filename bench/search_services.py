"""Server time of a search in a directory of 60, 10,000 and 100,000 services, and of loading that directory.

    .venv/bin/python bench/search_services.py [--services 100000]

Makes a database of its own beside the running one, and drops it at the end.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
ROUNDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=100_000)
    asked = parser.parse_args()

    from kinbridge.web.postgres import urls

    found = urls()
    os.environ.update(
        DATABASE_URL=found.owner,
        DATABASE_OWNER_URL=found.owner,
        KINBRIDGE_DB_ROLE="owner",
        KINBRIDGE_DEMO="1",
        KINBRIDGE_TEST_DB="bench_search_services",
        DJANGO_SETTINGS_MODULE="kinbridge.web.settings",
    )
    import django

    django.setup()
    from django.db import connection

    was = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(f"{'services':>9}  {'load':>22}  search: p50 / p95 in ms")
        for size in sorted({60, asked.services}):
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), size)
    finally:
        connection.creation.destroy_test_db(was, verbosity=0)


def measure(folder: Path, size: int) -> None:
    from django.db import connection

    from kinbridge.directory.finding import find_services, near_misses
    from kinbridge.directory.models import Coalition, software
    from kinbridge.directory.rules import Needs, Point
    from kinbridge.exchange.actions import load_directory

    county = Coalition.objects.create(name=f"County {size}", state="OH", county="Bench")
    rows = write(folder, size)
    report = load_directory(path=folder, by=software(county), at=AT)
    state_places(county, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    searches = {
        "nothing asked": Needs(),
        "pregnant, methadone, county": Needs(pregnant=True, moud="methadone", county="C1"),
        "family residence, children": Needs(category="family_residential", children_ages=(1, 4), pregnant=True),
        "within 25 miles": Needs(near=Point(40.0, -83.0), within_miles=25, category="prenatal_care"),
        "near, nothing else": Needs(near=Point(40.0, -83.0), within_miles=25),
        "open now": Needs(open_now=True, pregnant=True),
        "words": Needs(words="recovery mothers"),
        "all of it": Needs(
            category="medication_treatment",
            pregnant=True,
            moud="buprenorphine",
            county="C1",
            payer="medicaid",
            language="es",
            near=Point(40.0, -83.0),
            open_now=True,
        ),
    }
    print(f"{size:>9,}  {rows:>9,} rows {rows / report.seconds:>6,.0f}/s")
    for name, needs in searches.items():
        spent = [timed(lambda n=needs: find_services(needs=n, coalition_id=county.pk, at=AT)) for _ in range(ROUNDS)]
        number = len(find_services(needs=needs, coalition_id=county.pk, at=AT).found)
        print(f"{'':34} {name:<28} {middle(spent)}   {number} found")
    spent = [
        timed(lambda: near_misses(needs=searches["all of it"], coalition_id=county.pk, at=AT)) for _ in range(ROUNDS)
    ]
    print(f"{'':34} {'near misses':<28} {middle(spent)}")


def middle(spent: list[float]) -> str:
    return f"{statistics.median(spent):6.1f} / {statistics.quantiles(spent, n=20)[18]:6.1f}"


def timed(do: object) -> float:
    began = time.perf_counter()
    do()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def write(folder: Path, size: int) -> int:
    """A directory of HSDS tables with facts for matching, a place for each service."""
    from kinbridge.directory.rules.words import CATEGORY_WORDS

    dice = random.Random(size)
    base = size << 64
    kinds = [str(code) for code in CATEGORY_WORDS]
    houses = max(6, size // 20)

    def key(table: int, number: int) -> str:
        return str(UUID(int=base + (table << 40) + number))

    names = ("Recovery", "Mothers", "Harbor", "Riverside", "Family", "Hope", "Bridge", "Valley")
    fits = ("service_id", "category", "accepts_pregnant", "offers_moud", "children_may_stay", "children_to_age")
    table(folder, "organizations", "id,name,description", ([key(1, n), f"Partner {n}", "x"] for n in range(houses)))
    table(
        folder,
        "services",
        "id,organization_id,name,status,description",
        (
            [key(2, n), key(1, n % houses), f"{dice.choice(names)} {dice.choice(names)} {n}", "active", "Care. " * 20]
            for n in range(size)
        ),
    )
    table(
        folder,
        "locations",
        "id,organization_id,location_type,latitude,longitude",
        (
            [key(3, n), key(1, n % houses), "physical", 40 + dice.uniform(-2, 2), -83 + dice.uniform(-2, 2)]
            for n in range(size)
        ),
    )
    links = ([key(4, n), key(2, n), key(3, n)] for n in range(size))
    table(folder, "service_at_location", "id,service_id,location_id", links)
    table(folder, "phones", "id,service_id,number", ([key(5, n), key(2, n), "555-0100"] for n in range(size)))
    table(
        folder,
        "fit",
        ",".join([*fits, "counties", "payers", "language_codes"]),
        (
            [
                key(2, n),
                dice.choice(kinds),
                dice.choice(["yes", "no", ""]),
                dice.choice(["methadone", "buprenorphine", "none", ""]),
                dice.choice(["yes", "no", ""]),
                dice.choice(["3", "5", ""]),
                f"C{dice.randrange(88)}",
                dice.choice(["medicaid", "private;medicaid", ""]),
                dice.choice(["en;es", "en", ""]),
            ]
            for n in range(size)
        ),
    )
    return houses + 5 * size


def state_places(county: object, size: int) -> None:
    from kinbridge.directory.models import Capacity, Service

    services = Service.objects.filter(coalition=county).order_by("pk")[: size // 5].iterator()
    Capacity.objects.bulk_create(
        (
            Capacity(coalition=county, service=service, open_slots=number % 3, stated_at=AT)
            for number, service in enumerate(services)
        ),
        batch_size=5000,
    )


def table(folder: Path, name: str, header: str, rows: Iterable[list[object]]) -> None:
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(header.split(","))
        out.writerows(rows)


if __name__ == "__main__":
    main()
