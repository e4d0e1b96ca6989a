"""Know the cost of each page in queries and milliseconds.

    ./run bench pages [--who Maya] [--times 7] [--over 40] [--families 382]

Each person of the demo county goes wherever their own links lead, three steps from their first page, to one page of
each kind, in this process and with nothing kept of it. A page stands in the table once, with the person to whom it
costs most: how many queries, the CPU time of one answer (the median; the database's own is not in it), how long it is.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from _own_database import own_database

if TYPE_CHECKING:
    from django.test import Client

STEPS = 3
MOST = 400


@dataclass(frozen=True)
class Cost:
    """What one page costs one person. `ms`: CPU time of this process. `size`: of the HTML, in bytes."""

    page: str
    who: str
    address: str
    queries: int
    ms: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--who", default="", help="only people whose name begins so")
    parser.add_argument("--times", type=int, default=7, help="that each page of the table is asked for")
    parser.add_argument("--over", type=float, default=0, help="only pages that cost more milliseconds")
    parser.add_argument("--families", type=int, help="so many; as many as `./run demo` has where this is left out")
    asked = parser.parse_args()
    with own_database("bench_pages"):
        from django.core.management import call_command

        from kinbridge.web.assets import ensure

        ensure()
        call_command("prepare", "--static", verbosity=0)
        call_command("demo", *([f"--families={asked.families}"] if asked.families else []))
        report(costs(who=asked.who, times=asked.times), over=asked.over)


def costs(*, who: str, times: int) -> list[Cost]:
    """The pages of everyone whose name begins so, each where it costs most; the dearest first."""
    from tests.alder import personas, undone

    people = {one.user.get_full_name(): one.user for one in personas()}
    most: dict[str, Cost] = {}
    with undone():
        clients = {name: _browser(user) for name, user in people.items() if name.startswith(who)}
        for name, client in clients.items():
            for page, address in list(_reached(client)):
                cost = _asked_once(client, page=page, who=name, address=address)
                if page not in most or cost.ms > most[page].ms:
                    most[page] = cost
        found = [replace(cost, ms=_again(clients[cost.who], cost.address, times)) for cost in most.values()]
    return sorted(found, key=lambda cost: -cost.ms)


def _browser(user: object) -> Client:
    from tests.alder import signed_in

    client = signed_in(user)
    client.defaults["SERVER_NAME"] = "localhost"
    return client


def _reached(client: Client) -> Iterator[tuple[str, str]]:
    """Pages this person comes to, each with its address: one of every view."""
    from tests.alder import walk

    for visit in walk(client, depth=STEPS, pages=MOST, alike=1, kind=_view):
        request = visit.answer.request
        if visit.page is not None and visit.answer.status_code == 200:
            address = f"{request['PATH_INFO']}?{request['QUERY_STRING']}".rstrip("?")
            yield _view(address), address


def _view(address: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address  # a file, or a page of another site


def _asked_once(client: Client, *, page: str, who: str, address: str) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        spent, size = _cpu(lambda: len(client.get(address).content))
        queries = len(asked)
    return Cost(page, who, address, queries, spent * 1000, size)


def _again(client: Client, address: str, times: int) -> float:
    """Milliseconds of CPU time, the median of so many."""
    gc.collect()
    return median(_cpu(lambda: len(client.get(address).content))[0] for _ in range(times)) * 1000


def _cpu(work: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def report(found: list[Cost], *, over: float) -> None:
    print(f"{'page':<34}{'who':<20}{'queries':>8}{'CPU ms':>8}{'KB':>6}")
    for cost in found:
        if cost.ms > over:
            print(f"{cost.page:<34}{cost.who:<20}{cost.queries:>8}{cost.ms:>8.0f}{cost.size / 1024:>6.0f}")
    if found:
        half = median(cost.ms for cost in found)
        print(f"{len(found)} pages: half of them under {half:.0f} ms, the dearest {found[0].ms:.0f} ms")


if __name__ == "__main__":
    main()
