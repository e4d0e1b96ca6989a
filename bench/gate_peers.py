"""The gate beside other policy engines, on one workload: decisions a second, a chart of 300 facts, ten million facts.

    .venv/bin/uv pip install --require-hashes -r requirements-bench.lock      # the other engines, once
    ./run bench gate_peers [--families 1000] [--facts 10000000] [--runs 3]

A made-up policy of 42 rules (peers/policy.toml), said in each engine's own language, is put to 1,000 families of 300
facts and 30 papers for six askers. Every engine must give the oracle's answer before it is timed. Then the whole law of
Kinbridge, on a county of the same size. Times are the process's own CPU time, the best of several runs taken in turn.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

try:
    import numpy as np
    from peers import ours
    from peers.columns import Columns, lookup
    from peers.columns import table as every_answer
    from peers.county import County, agrees, county
    from peers.policy import PROVISIONS, oracle
    from peers.world import FACTS, World, on_file, world

    from kinbridge.disclosure.bulk import Answers
    from kinbridge.disclosure.rules import RULES, answer
except ModuleNotFoundError as missing:
    sys.exit(f"This bench needs {missing.name}: .venv/bin/uv pip install --require-hashes -r requirements-bench.lock")

PEERS = {"cedar": "cedarpy", "rego": "lakera-regorus", "casbin": "pycasbin"}
CHECKED, TIMED = 3, 6
"""How many families an engine is compared on with the oracle, and how many charts of each asker it is timed on."""
BEFORE = 3
"""How many other counties were decided before, where some were: what was met there is remembered."""


def seconds(work: Callable[[], object]) -> float:
    """CPU time, without the collector of garbage, as `timeit` does it: the same for all."""
    gc.collect()
    gc.disable()
    began = time.process_time()
    work()
    spent = time.process_time() - began
    gc.enable()
    return spent


def charts(families: range, askers: int) -> Iterator[tuple[int, int]]:
    return ((family, asker) for family in families for asker in range(askers))


def expected(here: World, family: int, asker: int) -> list[int]:
    papers = here.in_play(family, asker)
    cases = [(here.case(family, asker, fact), int(here.subject[family, fact])) for fact in range(FACTS)]
    return [oracle(case, on_file(papers, person, case)) for case, person in cases]


class Rival:
    """One engine, or one way of ours, that answers chart by chart."""

    def __init__(self, name: str, chart: Callable[[World, int, int], object], numbers: Callable[[object], list[int]]):
        self.name, self.chart, self.numbers, self.best = name, chart, numbers, float("inf")

    def check(self, here: World) -> None:
        for family, asker in charts(range(CHECKED), here.askers):
            if self.numbers(self.chart(here, family, asker)) != expected(here, family, asker):
                sys.exit(f"{self.name} does not agree with the oracle; nothing is timed.")

    def run(self, here: World) -> None:
        asked = list(charts(range(CHECKED, CHECKED + TIMED), here.askers))
        spent = seconds(lambda: [self.chart(here, family, asker) for family, asker in asked])
        self.best = min(self.best, spent / len(asked))


def rivals() -> list[Rival]:
    engines = [_engine(name) for name in PEERS]
    return [
        *(Rival(engine.NAME, engine.chart, list) for engine in engines),
        Rival(ours.NAME, ours.chart, list),
        Rival("Kinbridge, once for all alike", ours.chart_once, lambda found: list(map(ours.number_of, found))),
    ]


def _engine(name: str) -> ModuleType:
    try:
        return import_module(f"peers.{name}")
    except ModuleNotFoundError:
        install = ".venv/bin/uv pip install --require-hashes -r requirements-bench.lock"
        sys.exit(f"{PEERS[name]} is not installed. The other engines come with: {install}")


def line(name: str, rate: float, chart_ms: float | None, best_peer: float) -> None:
    chart = "" if chart_ms is None else f"{chart_ms:.2f}"
    print(f"  {name:<46}{rate:>14,.0f}{chart:>12}{rate / best_peer:>12,.1f}", flush=True)


def chart_by_chart(here: World, *, runs: int) -> float:
    """The engines side by side; the best of the others, in decisions a second."""
    some = rivals()
    for one in some:
        one.check(here)
    for _ in range(runs):
        for one in some:
            one.run(here)
    rates = {one.name: FACTS / one.best for one in some}
    best_peer = max(rates[one.name] for one in some[: len(PEERS)])
    print(f"\n{'':<48}{'decisions/s':>14}{'ms a chart':>12}{'x best peer':>12}")
    for one in some:
        line(one.name, rates[one.name], 1000 * one.best, best_peer)
    return best_peer


def in_bulk(families: int, askers: int, best_peer: float, *, runs: int) -> None:
    """The bench policy over whole worlds, and the floor: a look into a table of every answer there can be."""
    *before, last = (Columns(world(families, askers=askers, seed=seed)) for seed in range(BEFORE + 1))
    every_answer()
    if not (ours.Bulk().numbers(last) == lookup(last)).all():
        sys.exit("The gate in bulk and the table do not agree; nothing is timed.")
    first, later, again, floor = [], [], [], []
    for _ in range(runs):
        ours.known.cache_clear()
        first.append(seconds(partial(ours.Bulk().which, last)))
        ours.known.cache_clear()
        bulk = ours.Bulk()
        for columns in before:
            bulk.which(columns)
        later.append(seconds(partial(bulk.which, last)))
        again.append(seconds(partial(bulk.which, last)))
        floor.append(seconds(partial(lookup, last)))
    decisions = last.world.decisions
    print(f"\n{decisions:,} answers, {len(PROVISIONS)} rules, {families:,} families, {askers} askers each")
    line("Kinbridge in bulk, nothing met before", decisions / min(first), None, best_peer)
    line(f"Kinbridge in bulk, after {BEFORE} other counties", decisions / min(later), None, best_peer)
    line("Kinbridge in bulk, the same county again", decisions / min(again), None, best_peer)
    line("NumPy, a table made beforehand", decisions / min(floor), None, best_peer)
    print(f"  {'':<46}{min(later) / min(floor):>14.2f} times the table's time")


def whole_law(families: int, askers: int, best_peer: float, *, runs: int) -> None:
    """The same for the law itself: papers matched, situations found and decided, each fact joined to its decision."""
    *before, last = (county(families, seed=seed) for seed in range(BEFORE + 1))
    found = _joined(last, askers)
    if not agrees(found, 500):
        sys.exit("The gate in bulk and the gate asked one by one do not agree; nothing is timed.")
    first, later, again = [], [], []
    for _ in range(runs):
        answer.cache_clear()
        first.append(seconds(partial(_joined, last, askers)))
        answer.cache_clear()
        for other in before:
            _joined(other, askers)
        later.append(seconds(partial(_joined, last, askers)))
        again.append(seconds(partial(_joined, last, askers)))
    answers = len(last.facts) * askers
    labels, papers = len(last.labels.sort), len(last.papers.form)
    print(f"\n{answers:,} answers, the law ({len(RULES)} rules), {families:,} families, {askers} askers each")
    print(f"  {labels:,} labels, {papers:,} papers; {len(found.decisions):,} situations, each decided once")
    line("Kinbridge in bulk, nothing met before", answers / min(first), None, best_peer)
    line(f"Kinbridge in bulk, after {BEFORE} other counties", answers / min(later), None, best_peer)
    line("Kinbridge in bulk, the same county again", answers / min(again), None, best_peer)


def _joined(here: County, askers: int) -> Answers:
    answers, places = here.asked(askers)
    answers.of(places)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=1000)
    parser.add_argument("--facts", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(f"{len(PROVISIONS)} rules, then {len(RULES)}; Python {platform.python_version()}, NumPy {np.__version__}")
    best_peer = chart_by_chart(world(CHECKED + TIMED), runs=asked.runs)
    in_bulk(asked.families, 6, best_peer, runs=asked.runs)
    whole_law(asked.families, 6, best_peer, runs=asked.runs)
    big = -(-asked.facts // FACTS)
    in_bulk(big, 1, best_peer, runs=asked.runs)
    whole_law(big, 1, best_peer, runs=asked.runs)


if __name__ == "__main__":
    main()
