"""Each dashboard, report and download of the measures, asked for after a release that was counted from a large extract.

    ./run bench dashboards [--families 1000000] [--times 5] [--extract FOLDER] [--over 300]

Two coalitions release the same invented families (`kinbridge/measures/tests/mixed.py`) and open their releases, so that
counties stand beside each other too. Then a coalition lead, someone of a partner and a visitor ask for every page and
every file that the pages lead to, in this process: how long each took, the median of several times after a first one.
The time from the release to the page is what counts here; `measures` tells what counting costs.
"""

from __future__ import annotations

import argparse
import gc
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from _own_database import own_database
from measures import AS_OF, made, size

if TYPE_CHECKING:
    from django.test import Client

    from kinbridge.directory.models import Viewer
    from kinbridge.measures.rules.answers import Answers

AT = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 12, tzinfo=UTC)
OURS = "1"
"""The partner of the mixed families whose own page is asked for."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who begins at these addresses and follows every link from there to what is `within`."""

    who: str
    client: Client
    begins: tuple[str, ...]
    within: str


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` in milliseconds, of this process; `size` of the answer in bytes."""

    who: str
    address: str
    wall: float
    cpu: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5, help="that each address is asked for; the first is not counted")
    parser.add_argument("--extract", type=Path, help="where the extract is, or is to be kept")
    parser.add_argument("--over", type=float, default=300, help="name every address that took more milliseconds")
    asked = parser.parse_args()
    from kinbridge.web.steps import libraries

    libraries("analytics")
    with nullcontext(asked.extract) if asked.extract else tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if not (folder / "fact").exists():
            made(folder, asked.families)
        facts, families = size(folder)
        began = time.monotonic()
        answers = counted(folder)
        print(f"{families:,} families, {facts:,} facts, counted in {time.monotonic() - began:.1f} s")
    with own_database("bench_dashboards", KINBRIDGE_DEBUG="1"):  # static files under their plain names
        found = askers(answers)
        answers.clear()
        gc.collect()
        gc.freeze()  # what this bench itself leaves behind is no part of a page's time
        report(list(costs(found, times=asked.times)), over=asked.over)
        gc.unfreeze()


def counted(folder: Path) -> Answers:
    from kinbridge.measures import on_duckdb

    return on_duckdb.count(folder, as_of=AS_OF)


def askers(answers: Answers) -> list[Asker]:
    """Two counties with their releases, and who looks: a lead, someone of a partner, and anyone."""
    from django.test import Client

    from kinbridge.accounts.models import Role
    from kinbridge.directory.tests import partners as make
    from kinbridge.directory.tests.browsing import browser
    from kinbridge.measures.actions import open_to_all, release

    viewers: list[tuple[Viewer, Viewer]] = []
    for name, fips in (("Harbor County", "39035"), ("Birch County", "39049")):
        coalition = make.county(name, fips=fips)
        office = make.program(make.clinic(coalition, "Coalition office"), "Office")
        lead = make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")
        partner = make.worker(make.program(make.clinic(coalition)), Role.COUNSELOR, "Luis Ferrer")
        began = time.process_time()
        mine = with_partner(answers, str(partner.organization_id))
        released = release(answers=mine, engine="duckdb", by=lead, at=AT, on=AS_OF)
        print(f"released for {name} in {time.process_time() - began:.1f} s of CPU")
        open_to_all(release=released, by=lead, at=AT)
        viewers.append((lead, partner))
    lead, partner = viewers[0]
    public, ours = f"/measures/county/{lead.coalition_id}/", "/measures/ours/"
    return [
        Asker("partner", browser(partner), (ours,), ours),
        Asker("anyone", Client(), (public,), public),
        Asker("lead", browser(lead), ("/measures/", "/reports/"), "/(measures|reports)/"),
    ]


def with_partner(answers: Answers, organization: str) -> Answers:
    """The same answers, where one partner's cases are this organization's."""
    from dataclasses import replace

    def renamed(code: object) -> object:
        return organization if code == OURS else code

    return {
        key: replace(one, partners=[(renamed(code), *rest) for code, *rest in one.partners])
        for key, one in answers.items()
    }


def costs(askers: Sequence[Asker], *, times: int) -> Iterator[Cost]:
    """Each address once, of whoever comes to it first."""
    seen: set[str] = set()
    for one in askers:
        one.client.defaults["SERVER_NAME"] = "localhost"
        waiting = list(one.begins)
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                cost, content = asked_for(one, address, times)
                if cost is not None:
                    yield cost
                    waiting += links(content, one.within)


def asked_for(asker: Asker, address: str, times: int) -> tuple[Cost | None, bytes]:
    """What it took, and what came; no cost where it is not for them."""
    walls, cpus, content = [], [], b""
    for _ in range(times + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = asker.client.get(address)
        content = answer.content
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        if answer.status_code != 200:
            return None, b""
    return Cost(asker.who, address, median(walls[1:]), median(cpus[1:]), len(content)), content


def links(content: bytes, within: str) -> list[str]:
    found = re.findall(rb'href="(/[^"#]*)"', content)
    return [one for one in (each.decode().replace("&amp;", "&") for each in found) if re.match(within, one)]


def report(found: list[Cost], *, over: float) -> None:
    kinds: defaultdict[tuple[str, str], list[Cost]] = defaultdict(list)
    for one in found:
        kinds[one.who, kind(one.address)].append(one)
    print(f"  {'who':<8} {'address':<44} {'how many':>8} {'median':>8} {'slowest':>8} {'its CPU':>8}  ms; kB")
    for (who, name), these in sorted(kinds.items(), key=lambda item: -max(one.wall for one in item[1])):
        slowest = max(these, key=lambda one: one.wall)
        middle = median(one.wall for one in these)
        print(
            f"  {who:<8} {name:<44} {len(these):>8} {middle:>8.0f} {slowest.wall:>8.0f} {slowest.cpu:>8.0f}"
            f"  {slowest.size / 1000:.0f}"
        )
    late = [one for one in found if one.wall > over]
    print(f"{len(found)} addresses, {len(late)} of them over {over:g} ms")
    for one in late:
        print(f"  {one.who} {one.address}: {one.wall:.0f} ms")


def kind(address: str) -> str:
    """The address's pattern, by which alike pages are put together."""
    from django.urls import resolve

    found = resolve(address.partition("?")[0])
    form = found.kwargs.get("form", "")
    return f"{found.view_name}{f' ({form})' if form else ''}"


if __name__ == "__main__":
    main()
