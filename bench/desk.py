"""The Desk of a worker with 60 families: the page, what is due in it, the queries, and what growing the county changes.

    ./run bench desk [--families 10000 1000000] [--requests 100] [--led 60]

Uses the databases that `open_family` keeps for each number of families, and loads what is missing. One caseworker is
made, who leads so many families of child welfare. Pages are asked for over HTTP from real servers that row security
binds, in turns, so that a busy minute falls on every size alike. Beside the whole page stands its core, what is
due in the next two weeks, asked in one process without a page, with the number of its queries.
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
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import open_family as sizes  # noqa: E402

LED = 60
PORT = 8775
WARM = 10
TURN = 5
MAIL = "bench.desk@alder.example"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, nargs="+", default=[10_000])
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--led", type=int, default=LED, help="families the caseworker leads")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(_inside(asked.led, asked.requests)))
        return
    wanted = sorted(asked.families)
    counties, found = [], []
    for families in wanted:
        county = sizes.prepared(families)
        core = _core(county.env, asked)
        counties.append(replace(county, cookie=core.pop("cookie")))
        found.append(core)
    for row, page in zip(found, _pages(counties, asked.requests), strict=True):
        row |= page
    sizes.report(wanted, found)


def _core(env: dict[str, str], asked: argparse.Namespace) -> dict[str, Any]:
    """In a process bound to this county, as its owner: the worker, and the due list alone."""
    command = [sys.executable, __file__, "--inside", "--led", str(asked.led), "--requests", str(asked.requests)]
    inside = env | {"DATABASE_URL": env["DATABASE_OWNER_URL"], "KINBRIDGE_DB_ROLE": "owner", "KINBRIDGE_POOL": ""}
    said = subprocess.run(command, cwd=ROOT, env=inside, check=True, stdout=subprocess.PIPE, text=True).stdout
    core: dict[str, Any] = json.loads(said.splitlines()[-1])
    return core


def _inside(led: int, requests: int) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kinbridge.web.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import now

    from kinbridge.clocks.reading import due_for
    from kinbridge.desk.reading import DAYS, desk
    from kinbridge.exchange.county.load import families_loaded

    with transaction.atomic():
        families_loaded()  # binds the transaction to the county
        user, viewer = _worker(led)
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    spent, cpu = [], []
    for _ in range(WARM + requests):
        with transaction.atomic():
            families_loaded()
            began, worked = time.perf_counter(), time.process_time()
            due = due_for(by=viewer, at=now(), days=DAYS)
            spent.append(time.perf_counter() - began)
            cpu.append(time.process_time() - worked)
    with transaction.atomic():
        families_loaded()
        with CaptureQueriesContext(connection) as core:
            due_for(by=viewer, at=now(), days=DAYS)
        with CaptureQueriesContext(connection) as whole:
            desk(by=viewer, at=now())
    cuts = quantiles(spent[WARM:], n=100)
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "dates listed": len(due.due),
        "due list alone, p50 ms": cuts[49] * 1000,
        "due list alone, CPU p50 ms": median(cpu[WARM:]) * 1000,
        "due list alone, p95 ms": cuts[94] * 1000,
        "due list alone, queries": len(core),
        "whole Desk, queries": len(whole),
    }


def _worker(led: int) -> tuple[Any, Any]:
    """A caseworker who leads these families, the newest that child welfare works with; made once."""
    from django.utils.timezone import localdate

    from kinbridge.accounts.models import Role, User
    from kinbridge.directory.models import Membership
    from kinbridge.people.models import Involvement

    maya = Membership.objects.get(user__email="maya@alder.example", program__name="Family Assessment")
    user, _ = User.objects.get_or_create(username=MAIL, defaults={"email": MAIL, "first_name": "Bench"})
    own, _ = Membership.objects.get_or_create(
        user=user, program=maya.program, role=Role.CASEWORKER, defaults={"since": maya.since}
    )
    working = Involvement.objects.on(localdate()).filter(program=maya.program, family__closed_on__isnull=True)
    mine = working.filter(worker=user).count()
    rest = working.exclude(worker=user).order_by("-since", "-family_id").values_list("pk", flat=True)
    Involvement.objects.filter(pk__in=list(rest[: max(0, led - mine)])).update(worker=user)
    found = Membership.objects.select_related("user", "program__organization__coalition").get(pk=own.pk)
    return user, found.viewer()


def _pages(counties: list[sizes.County], requests: int) -> list[dict[str, float]]:
    """For each county: milliseconds for the whole page, over HTTP."""
    spent: list[list[float]] = [[] for _ in counties]
    with ExitStack() as stack:
        for place, county in enumerate(counties):
            stack.enter_context(sizes.served(county, PORT + place, 1))
        for turn in range(1 + -(-requests // TURN)):
            for place, county in enumerate(counties):
                asked = sizes.ask(county, PORT + place, "", TURN if turn else WARM, under="/")
                spent[place] += asked if turn else []
    cuts = [quantiles(one, n=100) for one in spent]
    return [{"the page, p50 ms": one[49] * 1000, "the page, p95 ms": one[94] * 1000} for one in cuts]


if __name__ == "__main__":
    main()
