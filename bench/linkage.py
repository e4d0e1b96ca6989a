"""Record linkage with weights that were trained before, against Splink as it comes; and how right its pairs are.

    ./run bench linkage [--people 100000] [--runs 3]      one run of each kind in turn, with peak memory
    ./run bench linkage --quality                          precision and recall, by who is looked for
    ./run bench linkage --train                            train the weights again and write them

The people are invented, and so are their slips: public pairs with mothers, due dates and babies without a name are not
at hand. Each side runs in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
WEIGHTS = ROOT / "kinbridge/identity/rules/weights.json"
SEED_OF_TRAINING, SEED_OF_TEST = 7, 11
SELDOM, HARDLY = 0.01, 1e-5
"""The least that a level counts among records of one person, and of two. Invented slips are fewer than life's."""
HOW = (
    "Splink {splink} on {count:,} invented people in each of two systems (bench/_people.py, seed {seed}): "
    "the share among two people from random pairs, the share among one person from the pairs that are known"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000, help="in each of the two systems")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quality", action="store_true", help="only how right the pairs are")
    parser.add_argument("--train", action="store_true", help="only train the weights and write them")
    parser.add_argument("--side", choices=("reused", "as_it_comes"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    from kinbridge.web.steps import libraries

    libraries("analytics")
    if asked.side:
        one_side(asked.side, asked.people)
    elif asked.train:
        WEIGHTS.write_text(json.dumps(trained(asked.people), indent=1) + "\n", "utf-8")
        print(f"written: {WEIGHTS.relative_to(ROOT)}")
    elif asked.quality:
        quality(asked.people)
    else:
        in_turn(asked.people, asked.runs)


def in_turn(count: int, runs: int) -> None:
    best: dict[str, dict[str, float]] = {}
    for _ in range(runs):
        for side in ("reused", "as_it_comes"):
            command = [sys.executable, __file__, "--side", side, "--people", str(count)]
            said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
            best[side] = min(best.get(side, said), said, key=lambda one: one["seconds"])
    print(f"{count:,} x {count:,} records, best of {runs}")
    for side, said in best.items():
        print(
            f"  {side.replace('_', ' '):<12} {said['seconds']:8.2f} s, peak {said['peak']:5.2f} GB "
            f"(before it began {said['before']:.2f}), {said['pairs']:,.0f} pairs, "
            f"precision {said['precision']:.4f}, recall {said['recall']:.4f}"
        )
    ratio = best["as_it_comes"]["seconds"] / best["reused"]["seconds"]
    print(f"  trained weights reused: {ratio:.1f} times as fast")


def one_side(side: str, count: int) -> None:
    """Seconds from tables in memory to pairs, and the most memory that took."""
    from bench._people import SECOND, people
    from kinbridge.identity import splinking
    from kinbridge.identity.rules.weighing import shipped

    systems = people(count, seed=SEED_OF_TEST)
    both = systems.both
    tables = [splinking.table(systems.first), splinking.table(systems.second)]
    del systems
    gc.collect()
    before = peak()
    began = time.monotonic()
    found = splinking.candidates(tables, weights=shipped()) if side == "reused" else as_it_comes(tables)
    seconds = time.monotonic() - began
    pairs = {(min(one), max(one)) for one in ((row[0], row[1]) for row in found)}
    true = sum(second == first + SECOND for first, second in pairs)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "before": before,
                "peak": peak(),
                "pairs": len(pairs),
                "precision": true / max(len(pairs), 1),
                "recall": true / len(both),
            }
        )
    )


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def as_it_comes(tables: list) -> list:
    """Splink's own way, trained on these records: the prior, u by sampling, and m by expectation maximisation."""
    import duckdb
    from splink import block_on

    from kinbridge.identity import splinking
    from kinbridge.identity.rules.weighing import POSSIBLE

    linker = splinking.linker(tables, weights=None, engine=duckdb.connect())
    linker.training.estimate_probability_two_random_records_match([block_on("born", "family", "given")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("born"), block_on("family", "formal")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=POSSIBLE)
    return found.as_duckdbpyrelation().select("unique_id_l, unique_id_r, match_probability").fetchall()


# ── weights ──────────────────────────────────────────────────────────────────


def trained(count: int) -> dict[str, object]:
    import duckdb
    import pyarrow as pa
    import splink

    from bench._people import SECOND, people
    from kinbridge.identity import splinking
    from kinbridge.identity.rules.comparing import LEVELS, Field

    systems = people(count, seed=SEED_OF_TRAINING)
    tables = []
    for records in (systems.first, systems.second):
        label = pa.array([one.person % SECOND if one.person < 2 * SECOND else one.person for one in records])
        tables.append(splinking.table(records).append_column("label", label))
    linker = splinking.linker(tables, weights=None, engine=duckdb.connect())
    linker.training.estimate_u_using_random_sampling(max_pairs=1e8, seed=SEED_OF_TRAINING)
    linker.training.estimate_m_from_label_column("label")
    model = linker.misc.save_model_to_json()
    odds = {}
    for field, comparison in zip(Field, model["comparisons"], strict=True):
        levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
        odds[field.value] = {
            level.value: [max(one.get("m_probability") or 0, SELDOM), max(one.get("u_probability") or 0, HARDLY)]
            for level, one in zip(LEVELS[field], levels, strict=True)
        }
    today = datetime.now(tz=UTC).date().isoformat()
    how = HOW.format(splink=splink.__version__, count=count, seed=SEED_OF_TRAINING)
    return {"version": today, "trained_on": today, "how": how, "odds": odds}


# ── quality ──────────────────────────────────────────────────────────────────


def quality(count: int) -> None:
    """As a reviewer meets it: what Splink finds, less what `rules.apart` never proposes."""
    from bench._people import SECOND, people
    from kinbridge.identity import splinking
    from kinbridge.identity.rules.apart import why_apart
    from kinbridge.identity.rules.record import Record
    from kinbridge.identity.rules.weighing import LIKELY, shipped

    systems = people(count, seed=SEED_OF_TEST)
    known = {one.person: one for one in (*systems.first, *systems.second)}
    tables = [splinking.table(systems.first), splinking.table(systems.second)]

    def who(first: Record, second: Record | None) -> str:
        if not first.minor:
            return "grown-ups"
        if first.several:
            return "twins and more"
        return "babies without a name" if not (first.given and second and second.given) else "children"

    found, true, likely, likely_true = Counter(), Counter(), Counter(), Counter()
    for one, other, probability in splinking.candidates(tables, weights=shipped()):
        first, second = sorted((known[one], known[other]), key=lambda record: record.person)
        if why_apart(first, second):
            continue
        right, group = second.person == first.person + SECOND, who(first, second)
        for name in (group, "everyone"):
            found[name] += 1
            true[name] += right
            likely[name] += probability >= LIKELY
            likely_true[name] += right and probability >= LIKELY
    wanted = Counter()
    for person in systems.both:
        wanted[who(known[person], known[person + SECOND])] += 1
        wanted["everyone"] += 1
    print(f"{count:,} invented people in each of two systems, {wanted['everyone']:,} of them in both")
    print("| who | in both | proposed | precision | recall | precision of the likely ones |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in sorted(wanted, key=lambda name: -wanted[name]):
        right = [f"{true[name] / max(found[name], 1):.4f}", f"{true[name] / wanted[name]:.4f}"]
        best = f"{likely_true[name] / max(likely[name], 1):.4f}"
        print(f"| {name} | {wanted[name]:,} | {found[name]:,} | {right[0]} | {right[1]} | {best} |")


if __name__ == "__main__":
    main()
