"""Record linkage with weights that were trained before, against Splink as it comes; and how right its pairs are.

    ./run bench linkage [--people 100000] [--runs 3]      one run of each kind in turn, with peak memory
    ./run bench linkage --spark                           the same weights on two workers of Apache Spark as well
    ./run bench linkage --quality                         precision and recall, by who is looked for
    ./run bench linkage --public                          the same on public sets, which are fetched
    ./run bench linkage --train                           train the weights again and write them

The people are invented, and so are their slips. Each side runs in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
WEIGHTS = ROOT / "kinbridge/identity/rules/weights.json"
SIDES = ("reused", "as_it_comes", "on_spark")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000, help="in each of the two systems")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spark", action="store_true", help="on Apache Spark as well; needs Java 17 or newer")
    parser.add_argument("--quality", action="store_true", help="only how right the pairs are")
    parser.add_argument("--public", action="store_true", help="only how right they are on the FEBRL sets")
    parser.add_argument("--train", action="store_true", help="only train the weights and write them")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    from kinbridge.web.steps import libraries

    libraries("spark" if asked.spark or asked.side == "on_spark" else "analytics")
    if asked.side:
        one_side(asked.side, asked.people)
    elif asked.train:
        from bench._linkage_training import trained

        WEIGHTS.write_text(json.dumps(trained(asked.people), indent=1) + "\n", "utf-8")
        print(f"written: {WEIGHTS.relative_to(ROOT)}")
    elif asked.quality:
        from bench._linkage_quality import by_group

        by_group(asked.people)
    elif asked.public:
        from bench._linkage_public import public

        public()
    else:
        in_turn(SIDES if asked.spark else SIDES[:2], asked.people, asked.runs)


def in_turn(sides: tuple[str, ...], count: int, runs: int) -> None:
    best: dict[str, dict[str, float]] = {}
    for _ in range(runs):
        for side in sides:
            command = [sys.executable, __file__, "--side", side, "--people", str(count)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, start_new_session=True)
            said = json.loads(done.stdout)
            best[side] = min(best.get(side, said), said, key=lambda one: one["cpu"])
    print(f"{count:,} x {count:,} records, best of {runs}")
    for side, said in best.items():
        print(
            f"  {side.replace('_', ' '):<12} CPU {said['cpu']:8.2f} s, on the wall {said['seconds']:8.2f} s, "
            f"peak {said['peak']:5.2f} GB (before it began {said['before']:.2f}), {said['pairs']:,.0f} pairs, "
            f"precision {said['precision']:.4f}, recall {said['recall']:.4f}, "
            f"{said['cpu'] / best['reused']['cpu']:.1f} times the CPU of the first"
        )


def one_side(side: str, count: int) -> None:
    """Seconds from tables in memory to pairs, and the most memory that this process took.

    Of Spark that begins when its workers are there; its CPU is theirs as well, its memory only this process's.
    """
    from bench._linkage_quality import SEED
    from bench._people import SECOND, people
    from kinbridge.identity.columns import table

    systems = people(count, seed=SEED)
    both = systems.both
    tables = [table(systems.first), table(systems.second)]
    del systems
    gc.collect()
    find = made_ready(side)
    before = peak()
    began, spent = time.monotonic(), cpu()
    found = find(tables)
    seconds, spent = time.monotonic() - began, cpu() - spent
    pairs = {(min(one), max(one)) for one in ((row[0], row[1]) for row in found)}
    true = sum(second == first + SECOND for first, second in pairs)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu": spent,
                "before": before,
                "peak": peak(),
                "pairs": len(pairs),
                "precision": true / max(len(pairs), 1),
                "recall": true / len(both),
            }
        )
    )


def made_ready(side: str):
    """What finds the pairs among tables, its engine already there."""
    from kinbridge.identity import on_duckdb
    from kinbridge.identity.rules.weighing import shipped
    from kinbridge.identity.splinking import candidates

    if side == "as_it_comes":
        return as_it_comes
    if side == "reused":
        engine = on_duckdb.engine()
    else:
        from kinbridge.exchange import link_on_spark

        engine = link_on_spark.engine()
    return lambda tables: candidates(tables, weights=shipped(), engine=engine)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def cpu() -> float:
    """Seconds of this process and of all it started, such as Spark's workers; its session is its own. Linux only."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, after_name = path.read_text().rpartition(")")
        except OSError:  # it ended meanwhile
            continue
        fields = after_name.split()
        if int(fields[3]) == os.getsid(0):
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def as_it_comes(tables: list) -> list:
    """Splink's own way, trained on these records: the prior, u by sampling, and m by expectation maximisation."""
    from splink import block_on

    from kinbridge.identity import on_duckdb, splinking
    from kinbridge.identity.rules.weighing import POSSIBLE

    linker = splinking.linker(tables, weights=None, engine=on_duckdb.engine())
    linker.training.estimate_probability_two_random_records_match([block_on("born", "family", "given")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("born"), block_on("family", "formal")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return splinking.rows(linker.inference.predict(threshold_match_probability=POSSIBLE))


if __name__ == "__main__":
    main()
