"""Open a family with 300 and 2,000 facts: time, pages a second, memory, and what growing the county changes.

    .venv/bin/python bench/open_family.py [--families 10000 1000000] [--requests 200]

Keeps a database of its own for each number of families (`bench_families_10000`); what is there is not loaded again, so
a second run starts at once. `--drop` drops them. Pages are asked for over HTTP from real servers that row security
binds, in short turns, so that a busy minute falls on every size alike.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SIZES = (300, 2_000)
PORT = 8765
WARM = 15
TURN = 10
SECONDS = 5
PADDING = ("contact", "family_time", "attendance", "need", "toxicology", "medication", "well_child_visit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, nargs="+", default=[10_000])
    parser.add_argument("--requests", type=int, default=200, help="of each page")
    parser.add_argument("--drop", action="store_true", help="drop the databases of these sizes and stop")
    asked = parser.parse_args()
    sizes = sorted(asked.families)
    if len(sizes) == 1 and os.environ.get("KINBRIDGE_TEST_DB") == _name(sizes[0]):  # one database, one process
        _county(sizes[0], drop=asked.drop)
        return
    counties = [prepared(families, *(["--drop"] if asked.drop else [])) for families in sizes]
    if not asked.drop:
        report(sizes, _measure(counties, asked.requests))


@dataclass(frozen=True)
class County:
    """What a server needs to serve one database, and what a browser needs to open its two families."""

    env: dict[str, str]
    cookie: str
    keys: dict[int, str]


def _name(families: int) -> str:
    return f"bench_families_{families}"


def prepared(families: int, *options: str) -> County:
    """The county of this size, loaded by a process of its own where it is missing."""
    from kinbridge.web.postgres import urls

    found = urls()
    app, owner = (urlunsplit(urlsplit(url)._replace(path=f"/{_name(families)}")) for url in (found.app, found.owner))
    env = os.environ | {"KINBRIDGE_DEMO": "1", "KINBRIDGE_TEST_DB": _name(families)}
    loading = env | {"DATABASE_URL": found.owner, "DATABASE_OWNER_URL": found.owner, "KINBRIDGE_DB_ROLE": "owner"}
    command = [sys.executable, __file__, "--families", str(families), *options]
    said = subprocess.run(command, cwd=ROOT, env=loading, check=True, stdout=subprocess.PIPE, text=True).stdout
    last = json.loads(said.splitlines()[-1]) if not options else {"cookie": "", "keys": {}}
    serving = {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner, "KINBRIDGE_DB_ROLE": "", "KINBRIDGE_POOL": "1"}
    return County(env | serving, last["cookie"], {int(size): key for size, key in last["keys"].items()})


def _county(families: int, *, drop: bool) -> None:
    """In a process bound to one database: load it, make the two families, sign in; print how to get there."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kinbridge.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from kinbridge.web.assets import ensure

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    if drop:
        connection.creation.destroy_test_db(_name(families), verbosity=0)
        return
    ensure()
    call_command("prepare", "--database", "--static", verbosity=0)
    call_command("demo", "--families", str(families), stdout=sys.stderr)
    keys = _bench_families()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(json.dumps({"cookie": _signed_in(), "keys": keys}))


# ── what is opened ───────────────────────────────────────────────────────────


def _bench_families() -> dict[int, str]:
    """Two families with so many facts, made once; by size, the key that stands in their address."""
    from django.db import transaction

    from kinbridge.exchange.county.draw import surnames
    from kinbridge.exchange.county.families import write_families
    from kinbridge.exchange.county.history import Fact, History
    from kinbridge.exchange.county.load import county_as_loaded, families_loaded
    from kinbridge.exchange.county.paths import tell
    from kinbridge.people.models import Family, Involvement

    def padded(size: int) -> History:
        names = surnames(county.seed)
        stories = (tell(-10_000 * size - n, seed=county.seed, names=names) for n in range(1_000))
        story = next(one for one in stories if one.path == "in_care" and len(one.facts) < SIZES[0])
        story.facts = [fact for fact in story.facts if fact.kind not in ("referral_step", "plan_step")]
        story.surname = f"Bench {size}"
        random, models = Random(size), [fact for fact in story.facts if fact.kind in PADDING]
        while len(story.facts) < size:
            like = random.choice(models)
            day, minute = -random.randint(1, 900), random.randint(480, 1200)
            story.facts.append(Fact(day, minute, like.of, like.kind, like.body, like.program, like.category))
        return story

    with transaction.atomic():
        families_loaded()
        county = county_as_loaded()
        missing = [size for size in SIZES if not Family.objects.filter(name=f"Bench {size} family").exists()]
        for one in write_families(county, [padded(size) for size in missing]):
            program = county.programs["assessment"]
            Involvement.objects.create(
                family_id=one.family, coalition=county.coalition, program=program, since=county.day(-900)
            )
        found = Family.objects.filter(name__in=[f"Bench {size} family" for size in SIZES])
        return {int(family.name.split()[1]): str(family.key) for family in found}


def _signed_in() -> str:
    """The caseworker's session, as the browser would send it."""
    from django.conf import settings
    from django.test import Client

    from kinbridge.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email="maya@alder.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


# ── the servers and the clock ────────────────────────────────────────────────


@contextmanager
def served(county: County, port: int, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "gunicorn", "kinbridge.web.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--threads", "2", "--worker-class", "gthread", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=county.env)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=30).connect()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("The server did not come up; its message is above.") from None
                time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _measure(counties: list[County], requests: int) -> list[dict[str, float]]:
    """For each county, in their order: milliseconds for each page, megabytes, pages a second."""
    found: list[dict[str, float]] = [{} for _ in counties]
    ports = [PORT + place for place in range(len(counties))]
    with ExitStack() as stack:
        servers = [stack.enter_context(served(county, port, 1)) for county, port in zip(counties, ports, strict=True)]
        for size in SIZES:
            for page, ending in (("chart", "chart/"), ("overview", "")):
                times: list[list[float]] = [[] for _ in counties]
                for turn in range(1 + -(-requests // TURN)):
                    for place, county in enumerate(counties):
                        spent = ask(county, ports[place], f"{county.keys[size]}/{ending}", TURN if turn else WARM)
                        times[place] += spent if turn else []
                for place, spent in enumerate(times):
                    cuts = quantiles(spent, n=100)
                    found[place][f"{page} of {size:,} facts, p50 ms"] = cuts[49] * 1000
                    found[place][f"{page} of {size:,} facts, p95 ms"] = cuts[94] * 1000
        for place, server in enumerate(servers):
            found[place]["memory of a worker, MB"] = _memory(server)
    for place, county in enumerate(counties):
        with served(county, ports[place], 2):
            ask(county, ports[place], f"{county.keys[SIZES[0]]}/chart/", WARM)
            found[place][f"chart of {SIZES[0]} facts, pages a second, 2 workers"] = _throughput(county, ports[place])
    return found


def _throughput(county: County, port: int) -> float:
    with ThreadPoolExecutor(4) as pool:
        until = time.monotonic() + SECONDS
        path = f"{county.keys[SIZES[0]]}/chart/"
        return sum(pool.map(lambda _: len(ask(county, port, path, 10**6, until=until)), range(4))) / SECONDS


def ask(
    county: County, port: int, path: str, times: int, *, until: float | None = None, under: str = "/family/"
) -> list[float]:
    """Seconds for each request, one after another on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", f"{under}{path}", headers={"Host": "localhost", "Cookie": county.cookie})
        answer = connection.getresponse()
        answer.read()
        spent.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"A page answered {answer.status}; the bench needs it.")
        if until is not None and time.monotonic() > until:
            break
    connection.close()
    return spent


def _memory(server: subprocess.Popen[bytes]) -> float:
    import psutil

    workers = psutil.Process(server.pid).children()
    return max(worker.memory_info().rss for worker in workers) / 2**20


def report(sizes: list[int], results: list[dict[str, float]]) -> None:
    heads = "".join(f"{families:>14,}" for families in sizes)
    print("\n" + " " * 52 + heads + ("        growth" if sizes[1:] else ""))
    for name in results[0]:
        row = "".join(f"{found[name]:>14.1f}" for found in results)
        growth = f"{results[-1][name] / results[0][name]:>13.2f}x" if sizes[1:] else ""
        print(f"{name:<52}{row}{growth}")


if __name__ == "__main__":
    main()
