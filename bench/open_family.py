"""Open a family with 300 and 2,000 facts: time, pages a second, memory, and what growing the county changes.

    .venv/bin/python bench/open_family.py [--families 10000 1000000] [--requests 200]

Keeps a database of its own (`bench_open_family`) and only adds the families that are missing, so a second run starts at
once; drop it with `--drop`. Pages are asked for over HTTP from a real server that is bound by row security.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
NAME = "bench_open_family"
SIZES = (300, 2_000)
PORT = 8765
WARM = 15
SECONDS = 5
PADDING = ("contact", "family_time", "attendance", "need", "toxicology", "medication", "well_child_visit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, nargs="+", default=[10_000])
    parser.add_argument("--requests", type=int, default=200, help="of each page, one after another")
    parser.add_argument("--drop", action="store_true", help="drop the bench's database and stop")
    asked = parser.parse_args()

    from kinbridge.web.assets import ensure
    from kinbridge.web.postgres import urls

    found = urls()
    app, owner = (_named(url) for url in (found.app, found.owner))
    os.environ.update(
        DATABASE_URL=found.owner,
        DATABASE_OWNER_URL=found.owner,
        KINBRIDGE_DB_ROLE="owner",
        KINBRIDGE_DEMO="1",
        KINBRIDGE_TEST_DB=NAME,
        DJANGO_SETTINGS_MODULE="kinbridge.web.settings",
    )
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    if asked.drop:
        connection.creation.destroy_test_db(NAME, verbosity=0)
        return
    ensure()
    call_command("prepare", "--database", "--static", verbosity=0)
    results = []
    for families in sorted(asked.families):
        call_command("demo", "--families", str(families))
        keys = _bench_families()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        cookie = _signed_in()
        connection.close()
        env = os.environ | {
            "DATABASE_URL": app,
            "DATABASE_OWNER_URL": owner,
            "KINBRIDGE_DB_ROLE": "",
            "KINBRIDGE_POOL": "1",
        }
        results.append((families, _measure(env, cookie, keys, asked.requests)))
    _report(results)


def _named(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{NAME}"))


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


# ── the server and its clock ─────────────────────────────────────────────────


@contextmanager
def _served(env: dict[str, str], workers: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "gunicorn", "kinbridge.web.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--workers", str(workers), "--threads", "2", "--worker-class", "gthread", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                http.client.HTTPConnection("127.0.0.1", PORT, timeout=30).connect()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("The server did not come up; its message is above.") from None
                time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _measure(env: dict[str, str], cookie: str, keys: dict[int, str], requests: int) -> dict[str, float]:
    found: dict[str, float] = {}
    with _served(env, workers=1) as server:
        for size, key in sorted(keys.items()):
            for page, path in (("chart", f"/family/{key}/chart/"), ("overview", f"/family/{key}/")):
                times = sorted(_ask(cookie, path, WARM + requests)[WARM:])
                cuts = quantiles(times, n=100)
                found[f"{page} of {size:,} facts, p50 ms"] = cuts[49] * 1000
                found[f"{page} of {size:,} facts, p95 ms"] = cuts[94] * 1000
        found["memory of a worker, MB"] = _memory(server)
    with _served(env, workers=2):
        path = f"/family/{keys[SIZES[0]]}/chart/"
        _ask(cookie, path, WARM)
        with ThreadPoolExecutor(4) as pool:
            until = time.monotonic() + SECONDS
            counts = list(pool.map(lambda _: len(_ask(cookie, path, 10**6, until=until)), range(4)))
        found[f"chart of {SIZES[0]} facts, pages a second, 2 workers"] = sum(counts) / SECONDS
    return found


def _ask(cookie: str, path: str, times: int, *, until: float | None = None) -> list[float]:
    """Seconds for each request, one after another on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        spent.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}; the bench needs the page.")
        if until is not None and time.monotonic() > until:
            break
    connection.close()
    return spent


def _memory(server: subprocess.Popen[bytes]) -> float:
    import psutil

    workers = psutil.Process(server.pid).children()
    return max(worker.memory_info().rss for worker in workers) / 2**20


def _report(results: list[tuple[int, dict[str, float]]]) -> None:
    first = results[0][1]
    print(
        "\n"
        + " " * 52
        + "".join(f"{families:>14,}" for families, _ in results)
        + ("        growth" if results[1:] else "")
    )
    for name in first:
        row = "".join(f"{found[name]:>14.1f}" for _, found in results)
        growth = f"{results[-1][1][name] / first[name]:>13.2f}x" if results[1:] else ""
        print(f"{name:<52}{row}{growth}")


if __name__ == "__main__":
    main()
