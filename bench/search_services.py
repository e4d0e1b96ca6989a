"""What a search of 60, 10,000 and 100,000 services costs, with all its reasons: in the engine, and as a page.

The engine is what is in memory: every question put to all services, the best twenty with why, six near misses with why
not, and how many services each question left out. The page is the whole answer to a browser, signing in apart. Both in
CPU time of this process, so that a busy machine does not count; the page's few queries take a millisecond or two more.

    .venv/bin/python bench/search_services.py [--services 100000]

Makes a database of its own beside the running one, and drops it at the end.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from _own_database import own_database

AT = datetime.now(UTC)  # the pages read the clock, so what was stated has to be fresh today
ROUNDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=100_000)
    asked = parser.parse_args()

    with own_database("bench_search_services", KINBRIDGE_DEBUG="1"):  # static files under their plain names
        from django.test.utils import setup_test_environment

        setup_test_environment(debug=False)
        found = {}
        for size in sorted({60, 10_000, asked.services}):
            with tempfile.TemporaryDirectory() as folder:
                found[size] = measure(Path(folder), size)
        small, large = found[min(10_000, asked.services)], found[asked.services]
        print(f"\n{'growth of the median, 10,000 to the largest':<46} engine   page")
        for name, (engine, page) in large.items():
            growth = [middle(now) / middle(then) for now, then in zip((engine, page), small[name], strict=True)]
            print(f"{'':18}{name:<28} {growth[0]:>5.2f}x  {growth[1]:>5.2f}x")


Spent = tuple[list[float], list[float]]


def measure(folder: Path, size: int) -> dict[str, Spent]:
    from django.db import connection
    from django.test import Client

    from kinbridge.accounts.models import Role
    from kinbridge.directory.models import Coalition, software
    from kinbridge.directory.shelves import shelf_of
    from kinbridge.directory.tests import partners as make
    from kinbridge.exchange.actions import load_directory

    county = Coalition.objects.create(name=f"County {size}", state="OH", county="Bench")
    rows = write(folder, size)
    report = load_directory(path=folder, by=software(county), at=AT)
    state_places(county, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    viewer = make.worker(make.program(make.clinic(county, f"Office {size}")), Role.NAVIGATOR)
    client = Client()
    client.force_login(account_of(viewer))
    first = timed(lambda: shelf_of(county.pk))
    print(f"{size:>9,} services: {rows:,} rows loaded at {rows / report.seconds:,.0f}/s; arranged in {first:,.0f} ms")
    print(f"{'':46} engine p50 / p95   page p50 / p95, ms")
    found = {}
    for name, query in searches().items():
        engine = [timed(lambda q=query: sort(county.pk, q)) for _ in range(ROUNDS)]
        page = [timed(lambda q=query: ask(client, q)) for _ in range(ROUNDS)]
        found[name] = engine, page
        print(f"{'':18}{name:<28} {both(engine)}   {both(page)}")
    changed = [timed(lambda: (touch(county.pk), shelf_of(county.pk))) for _ in range(ROUNDS)]
    print(f"{'':18}{'one service changes':<28} {both(changed)}")
    return found


def searches() -> dict[str, dict[str, str]]:
    everything = {
        "category": "medication_treatment",
        "pregnant": "on",
        "moud": "buprenorphine",
        "stays_on_moud": "on",
        "children": "1, 4",
        "child": "14 months",
        "county": "C1",
        "payer": "medicaid",
        "language": "es",
        "sex": "female",
        "age": "29",
        "zip": "43215",
        "miles": "50",
        "hours": "evenings",
        "access": "wheelchair",
        "needs_ride": "on",
        "tribal": "no",
        "prefer": "nearest",
    }
    return {
        "nothing asked": {},
        "pregnant, methadone, county": {"pregnant": "on", "moud": "methadone", "county": "C1"},
        "family residence, children": {"category": "family_residential", "children": "1, 4", "pregnant": "on"},
        "prenatal within 25 miles": {"category": "prenatal_care", "zip": "43215", "miles": "25"},
        "within 25 miles, no more": {"zip": "43215", "miles": "25"},
        "open now": {"open_now": "on", "pregnant": "on"},
        "words": {"words": "recovery mothers"},
        "every filter": everything,
        "every filter, open now": everything | {"open_now": "on"},
    }


def sort(coalition: int, query: dict[str, str]) -> None:
    from kinbridge.directory.forms import NeedsForm
    from kinbridge.directory.rules import match
    from kinbridge.directory.shelves import _held

    needs, shelf = NEEDS.get(str(query)), _held[coalition].shelf
    if needs is None:
        needs = NEEDS[str(query)] = NeedsForm(query).needs()
    found = shelf.sort(needs, at=AT)
    said = [match(shelf.offer(key), needs, at=AT) for key in [*found.best(0, 20), *found.nearly(6)]]
    assert found.total + sum(group.count for group in found.groups) == len(shelf.keys)
    assert all(one.speaks_for and one.speaks_against for one in said)


NEEDS: dict[str, object] = {}


def ask(client: object, query: dict[str, str]) -> None:
    answer = client.get("/services/", query)  # type: ignore[attr-defined]
    assert answer.status_code == 200


def touch(coalition: int) -> None:
    from kinbridge.directory.models import Service

    service = Service.objects.filter(coalition=coalition).order_by("pk").values_list("pk", flat=True)[0]
    Service.objects.filter(pk=service).update(accepts_moud=True)


def account_of(viewer: object) -> object:
    from kinbridge.accounts.models import User

    return User.objects.get(pk=viewer.user_id)  # type: ignore[attr-defined]


def middle(spent: list[float]) -> float:
    return statistics.median(spent)


def both(spent: list[float]) -> str:
    return f"{middle(spent):>6.2f} / {statistics.quantiles(spent, n=20)[18]:>6.2f}"


def timed(do: object) -> float:
    began = time.process_time()
    do()  # type: ignore[operator]
    return (time.process_time() - began) * 1000


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
