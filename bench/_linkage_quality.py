"""How right the proposed pairs are, as a reviewer meets them: less what `rules.apart` never proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench._people import SECOND, people
from kinbridge.identity import on_duckdb
from kinbridge.identity.columns import table
from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.record import Record
from kinbridge.identity.rules.weighing import LIKELY, shipped
from kinbridge.identity.splinking import candidates

SEED = 11
"""Other people than those the weights were trained on."""


@dataclass(frozen=True, slots=True)
class Score:
    proposed: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / max(self.proposed, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.proposed + self.wanted, 1)


def proposals(systems: Sequence[Iterable[Record]]) -> Iterator[tuple[Record, Record, float]]:
    """Pairs with how likely they are, by our levels and weights."""
    known = {one.person: one for records in systems for one in records}
    found = candidates([table(one) for one in systems], weights=shipped(), engine=on_duckdb.engine())
    for one, other, probability in found:
        first, second = sorted((known[one], known[other]), key=lambda record: record.person)
        if not why_apart(first, second):
            yield first, second, probability


def by_group(count: int) -> None:
    """Print a table: so many invented people in each system, by who is looked for."""
    systems = people(count, seed=SEED)
    known = {one.person: one for one in (*systems.first, *systems.second)}
    found, right, likely, likely_right, wanted = (Counter() for _ in range(5))
    for first, second, probability in proposals([systems.first, systems.second]):
        is_right = second.person == first.person + SECOND
        for name in (_group(first, second), "everyone"):
            found[name] += 1
            right[name] += is_right
            likely[name] += probability >= LIKELY
            likely_right[name] += is_right and probability >= LIKELY
    for person in systems.both:
        wanted[_group(known[person], known[person + SECOND])] += 1
        wanted["everyone"] += 1
    print(f"{count:,} invented people in each of two systems, {wanted['everyone']:,} of them in both")
    print("| who | in both | proposed | precision | recall | precision of the likely ones |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in sorted(wanted, key=lambda name: -wanted[name]):
        score = Score(found[name], right[name], wanted[name])
        best = Score(likely[name], likely_right[name], wanted[name])
        shares = f"{score.precision:.4f} | {score.recall:.4f} | {best.precision:.4f}"
        print(f"| {name} | {wanted[name]:,} | {found[name]:,} | {shares} |")


def _group(first: Record, second: Record) -> str:
    if not first.minor:
        return "grown-ups"
    if first.several:
        return "twins and more"
    return "children" if first.given and second.given else "babies without a name"


def scored(pairs: Iterable[tuple[int, int]], person_of: Mapping[int, str], *, wanted: int) -> Score:
    """Of pairs of ids, against whose each record is. `wanted` is how many pairs there are to find."""
    distinct = {frozenset(pair) for pair in pairs}
    right = sum(len({person_of[one] for one in pair}) == 1 for pair in distinct)
    return Score(len(distinct), right, wanted)
