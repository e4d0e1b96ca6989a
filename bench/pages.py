"""Know the cost of each page in queries and milliseconds.

    ./run bench pages [--families 382] [--times 7] [--who Maya] [--over 50]

Each person of the demo county goes wherever their own links lead, two steps from their first page, one page of a kind.
Each page they reached is then asked for again, in this process: how many queries, how much CPU time (the median; not
the database's), how long the page. A page stands in the table once, with the person to whom it costs most.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from _own_database import own_database

if TYPE_CHECKING:
    from django.test import Client

STEPS = 2
MOST = 300


@dataclass(frozen=True)
class Cost:
    """`ms`: CPU time of this process for one answer. `size`: of the HTML, in bytes."""

    page: str
    who: str
    address: str
    queries: int
    ms: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, help="so many; as many as `./run demo` has where this is left out")
    parser.add_argument("--times", type=int, default=7, help="that each page is asked for")
    parser.add_argument("--who", default="", help="only people whose name begins so")
    parser.add_argument("--over", type=float, default=0, help="only pages that cost more milliseconds")
    asked = parser.parse_args()
    with own_database("bench_pages"):
        from django.core.management import call_command

        call_command("demo", *([f"--families={asked.families}"] if asked.families else []))
        report(dearest(costs(who=asked.who, times=asked.times)), over=asked.over)


def costs(*, who: str = "", times: int) -> Iterator[Cost]:
    """Every page of everyone whose name begins so. Nothing that looking leaves behind is kept."""
    from tests.alder import personas, signed_in, undone

    for persona in personas():
        name = persona.user.get_full_name()
        if name.startswith(who):
            with undone():
                client = signed_in(persona.user)
                client.defaults["SERVER_NAME"] = "localhost"
                for page, address in list(_reached(client)):
                    yield _cost(client, page=page, who=name, address=address, times=times)


def _reached(client: Client) -> Iterator[tuple[str, str]]:
    """Pages this person comes to, each with its address: one of every view."""
    from django.urls import resolve

    from tests.alder import walk

    seen = set()
    for visit in walk(client, depth=STEPS, pages=MOST, alike=1):
        request = visit.answer.request
        page = resolve(request["PATH_INFO"]).view_name
        if visit.page is not None and visit.answer.status_code == 200 and page not in seen:
            seen.add(page)
            yield page, f"{request['PATH_INFO']}?{request['QUERY_STRING']}".rstrip("?")


def _cost(client: Client, *, page: str, who: str, address: str, times: int) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        size = len(client.get(address).content)
    gc.collect()
    spent = [_cpu(lambda: client.get(address)) for _ in range(times)]
    return Cost(page, who, address, len(asked), median(spent) * 1000, size)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def dearest(found: Iterator[Cost]) -> list[Cost]:
    """Each page once, where it costs most; the dearest first."""
    most: dict[str, Cost] = {}
    for cost in found:
        if cost.page not in most or cost.ms > most[cost.page].ms:
            most[cost.page] = cost
    return sorted(most.values(), key=lambda cost: -cost.ms)


def report(found: list[Cost], *, over: float) -> None:
    print(f"{'page':<34}{'who':<18}{'queries':>8}{'CPU ms':>8}{'KB':>6}")
    for cost in found:
        if cost.ms > over:
            print(f"{cost.page:<34}{cost.who:<18}{cost.queries:>8}{cost.ms:>8.0f}{cost.size / 1024:>6.0f}")
    middle, worst = median(cost.ms for cost in found), max(cost.ms for cost in found)
    print(f"{len(found)} pages: half of them under {middle:.0f} ms, the dearest {worst:.0f} ms")


if __name__ == "__main__":
    main()
