"""Clocks: every due date of one family, and of 100,000 families in one batch.

    ./run bench clocks [--families 100000] [--processes 2] [--stories 400] [--runs 5]

The families are those of the invented county: each family's whole history of facts, as the chart would hold it, no
database and no page. One side is what a page pays for one family: facts in, every rule asked, deadlines out with their
reasons. Beside it stands the Desk's share, only the duties of one kind of partner, and what the rules alone cost once
the facts are read. The batch gives each process its share of the families and adds the deadlines up.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kinbridge.clocks.projection import CHART_KINDS, facts_from
from kinbridge.clocks.rules import RULES, Lane, deadlines_under, due_under, terms_for
from kinbridge.exchange.county.draw import surnames
from kinbridge.exchange.county.paths import tell

ON = date(2026, 11, 22)
ZONE = ZoneInfo("America/New_York")
AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)
SEED = 2017
STATE = "VT"
DAYS = ("next_on", "expires_on")
DUTIES = tuple(rule for rule in RULES if rule.lane not in (Lane.RECOVERY, Lane.BENEFITS) and not rule.yardstick)
"""What stands on the Desk of a child welfare worker."""


@dataclass(frozen=True, slots=True)
class Label:
    subject_id: int
    program_id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chart entry as the database gives it: its moment in UTC, its body as JSON."""

    id: int
    kind: str
    body: dict[str, Any]
    occurred_at: datetime
    label: Label


Chart = tuple[list[Entry], dict[str, str]]


def chart(number: int, names: tuple[str, ...]) -> Chart:
    """One invented family's facts, and each infant's birthing parent."""
    story = tell(number, seed=SEED, names=names)
    parents = {
        str(place): str(story.pregnancies[one.carried].parent)
        for place, one in enumerate(story.people)
        if one.carried is not None
    }
    entries = []
    for place, fact in enumerate(fact for fact in story.facts if fact.kind in CHART_KINDS):
        body = {
            name: (ON + timedelta(days=value)).isoformat() if name in DAYS and isinstance(value, int) else value
            for name, value in fact.body.items()
        }
        moment = datetime.combine(ON + timedelta(days=fact.day), datetime.min.time(), ZONE) + timedelta(
            minutes=fact.minute
        )
        entries.append(Entry(place, fact.kind, body, moment.astimezone(UTC), Label(fact.of)))
    return entries, parents


def local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def whole(one: Chart) -> int:
    """From entries to every deadline."""
    entries, parents = one
    facts = facts_from(entries, parents=parents, local=local)
    return len(deadlines_under(terms_for(STATE, ON), facts, on=ON, at=AT))


def duties(one: Chart) -> int:
    """From entries to what is due in two weeks or overdue: what the Desk asks of each family."""
    entries, parents = one
    facts = facts_from(entries, parents=parents, local=local)
    return len(due_under(terms_for(STATE, ON), facts, on=ON, days=14, at=AT, rules=DUTIES))


def milliseconds(work: Callable[[Chart], int], charts: list[Chart], *, runs: int) -> list[float]:
    """CPU time for each chart, the best of several runs."""
    best = [float("inf")] * len(charts)
    for _ in range(runs):
        for place, one in enumerate(charts):
            began = time.process_time()
            work(one)
            best[place] = min(best[place], time.process_time() - began)
    return [1000 * spent for spent in best]


def share(asked: tuple[int, int, int]) -> tuple[int, int, float]:
    """One process's part of the batch: its families, told in turn from the stories it made for itself."""
    first, families, stories = asked
    names = surnames(SEED)
    charts = [chart(number, names) for number in range(1, stories + 1)]
    found = facts = 0
    began = time.process_time()
    for number in range(first, first + families):
        one = charts[number % stories]
        found += whole(one)
        facts += len(one[0])
    return found, facts, time.process_time() - began


def said(name: str, spent: list[float]) -> None:
    cut = statistics.quantiles(spent, n=20)
    print(f"  {name:<34}{statistics.median(spent):>8.2f}{cut[18]:>8.2f}{max(spent):>8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    names = surnames(SEED)
    charts = [chart(number, names) for number in range(1, asked.stories + 1)]
    known = sum(len(one[0]) for one in charts)
    print(f"{len(RULES)} rules, {len(charts)} families with {known:,} facts; Python {platform.python_version()}")
    print(f"\n  {'ms a family, CPU':<34}{'median':>8}{'p95':>8}{'worst':>8}")
    every = milliseconds(whole, charts, runs=asked.runs)
    said("entries to every deadline", every)
    desk = milliseconds(duties, charts, runs=asked.runs)
    said("the Desk's share (child welfare)", desk)
    read = [(facts_from(entries, parents=parents, local=local)) for entries, parents in charts]
    terms = terms_for(STATE, ON)
    pairs: list[Any] = list(read)
    alone = milliseconds(lambda facts: len(deadlines_under(terms, facts, on=ON, at=AT)), pairs, runs=asked.runs)
    said("the rules alone", alone)
    print(f"  ratio, every deadline : the Desk's share  {sum(every) / sum(desk):.2f}")
    print(f"  60 families on a Desk                     {60 * statistics.mean(desk):.0f} ms")
    batch(asked.families, processes=asked.processes, stories=asked.stories)


def batch(families: int, *, processes: int, stories: int) -> None:
    part = -(-families // processes)
    shares = [(first, min(part, families - first), stories) for first in range(0, families, part)]
    began = time.monotonic()
    with ProcessPoolExecutor(processes) as pool:
        done = list(pool.map(share, shares))
    spent = time.monotonic() - began
    found, facts = (sum(one[place] for one in done) for place in (0, 1))
    print(f"\n{families:,} families, {facts:,} facts, {found:,} deadlines, {processes} processes: {spent:.1f} s")
    print(f"  {families / spent:,.0f} families/s, {facts / spent:,.0f} facts/s, the invention of the families included")
    print(f"  on cores of their own: {max(one[2] for one in done):.1f} s (the longer process's CPU time)")


if __name__ == "__main__":
    main()
