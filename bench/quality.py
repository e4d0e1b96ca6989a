"""The quality of records at size: the night's count, and the two pages that are read from it.

    ./run bench quality [--families 10000 100000] [--requests 60]

Uses the databases that `open_family` keeps for each number of families, and loads what is missing. The count runs in
one process; then a coalition lead, a supervisor and a caseworker ask for `/quality/`, and the latter two for what they
can mend, over HTTP from real servers that row security binds, in turns: a busy minute falls on every size alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import open_family as sizes  # noqa: E402

PORT = 8785
WARM = 5
TURN = 5
WHO = {"grace": ("",), "denise": ("", "mine/"), "maya": ("", "mine/")}
"""A lead, a supervisor and a caseworker, and what each asks for under `/quality/`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, nargs="+", default=[10_000])
    parser.add_argument("--requests", type=int, default=60, help="of each page")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(_inside()))
        return
    wanted = sorted(asked.families)
    counties = [sizes.prepared(families) for families in wanted]
    found = [_counted(county.env) for county in counties]
    cookies = [row.pop("cookies") for row in found]
    pages = _pages(counties, cookies, asked.requests)
    sizes.report(wanted, [row | page for row, page in zip(found, pages, strict=True)])


def _counted(env: dict[str, str]) -> dict[str, Any]:
    """In a process bound to this county, as its owner: the night's count, and who then looks."""
    inside = env | {"DATABASE_URL": env["DATABASE_OWNER_URL"], "KINBRIDGE_DB_ROLE": "owner", "KINBRIDGE_POOL": ""}
    command = [sys.executable, __file__, "--inside"]
    said = subprocess.run(command, cwd=ROOT, env=inside, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _inside() -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kinbridge.web.settings"
    import django

    django.setup()
    import psutil
    from django.conf import settings
    from django.test import Client
    from django.utils.timezone import now

    from kinbridge.accounts.models import User
    from kinbridge.directory.models import Coalition
    from kinbridge.exchange.county.place import NAME
    from kinbridge.people.rows import work_in
    from kinbridge.quality.actions import count
    from kinbridge.quality.models import Noticed

    coalition = Coalition.objects.get(name=NAME)
    began, worked = time.perf_counter(), time.process_time()
    count(coalition=coalition, at=now())
    spent, cpu = time.perf_counter() - began, time.process_time() - worked
    with work_in(coalition):
        noticed = Noticed.objects.count()
    cookies = {}
    for who in WHO:
        client = Client()
        user = User.objects.get(email=f"{who}@alder.example")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookies[who] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {
        "cookies": cookies,
        "the night's count, s": spent,
        "the night's count, CPU s of Python": cpu,
        "memory after it, MB": psutil.Process().memory_info().rss / 2**20,
        "families with something to mend": noticed,
    }


def _pages(counties: list[sizes.County], cookies: list[dict[str, str]], requests: int) -> list[dict[str, float]]:
    """For each county: milliseconds for each page that each of them asks for."""
    found: list[dict[str, float]] = [{} for _ in counties]
    with ExitStack() as stack:
        for place, county in enumerate(counties):
            stack.enter_context(sizes.served(county, PORT + place, 1))
        for who, path in ((who, path) for who, paths in WHO.items() for path in paths):
            spent: list[list[float]] = [[] for _ in counties]
            for turn in range(1 + -(-requests // TURN)):
                for place, county in enumerate(counties):
                    signed_in = replace(county, cookie=cookies[place][who])
                    times = sizes.ask(signed_in, PORT + place, path, TURN if turn else WARM, under="/quality/")
                    spent[place] += times if turn else []
            for place, times in enumerate(spent):
                cuts = quantiles(times, n=100)
                found[place][f"{who}, /quality/{path}, p50 ms"] = cuts[49] * 1000
                found[place][f"{who}, /quality/{path}, p95 ms"] = cuts[94] * 1000
    return found


if __name__ == "__main__":
    main()
