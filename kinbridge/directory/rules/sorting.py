"""Services that were asked every question: those that fit, best first, and those that do not, by the first reason."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kinbridge.directory.rules.bits import Bits, positions_in, without
from kinbridge.directory.rules.match import EVIDENCE_ORDER, ORDERS, Preference
from kinbridge.directory.rules.question import Question
from kinbridge.directory.rules.questions import kind_of_service

Tier = Sequence[Bits]


@dataclass(frozen=True, slots=True)
class Group:
    """How many services one question ruled out; each service counts once, under the first no."""

    id: str
    words: str
    cite: str
    count: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """`fits` and `ask` are what a search shows, `out` what it leaves out and for which question."""

    keys: Sequence[Hashable]
    fits: Bits
    ask: Bits
    out: Sequence[tuple[Question, Bits]]
    close: Bits
    tiers: Sequence[Tier]

    @property
    def total(self) -> int:
        return self.fits.bit_count() + self.ask.bit_count()

    @property
    def left_out(self) -> int:
        """How many services of the kind asked for do not fit."""
        return sum(bits.bit_count() for question, bits in self.out if question is not kind_of_service)

    @property
    def groups(self) -> tuple[Group, ...]:
        """In the order of the questions; what is another kind of service altogether comes last."""
        listed = sorted(self.out, key=lambda one: one[0] is kind_of_service)
        return tuple(Group(one.id, one.no, one.cite, bits.bit_count()) for one, bits in listed)

    def best(self, start: int = 0, stop: int = 100) -> list[Hashable]:
        """Those that fit and those to ask, best first."""
        found = (self.keys[n] for some in (self.fits, self.ask) for n in in_order(some, self.tiers))
        return list(islice(found, start, stop))

    def ruled_out(self, by: str, start: int = 0, stop: int = 100) -> list[Hashable]:
        """Those that one question rules out, best first in all else."""
        bits = next((bits for question, bits in self.out if question.id == by), 0)
        return [self.keys[n] for n in islice(in_order(bits, self.tiers), start, stop)]

    def nearly(self, stop: int = 20) -> list[Hashable]:
        """Of the kind asked for, those that miss by one answer, then the others."""
        missed = 0
        for question, bits in self.out:
            missed |= 0 if question is kind_of_service else bits
        found = (n for some in (missed & self.close, without(missed, self.close)) for n in in_order(some, self.tiers))
        return [self.keys[n] for n in islice(found, stop)]


def in_order(bits: Bits, tiers: Sequence[Tier]) -> Iterator[int]:
    """The positions of `bits`: split by the first tier, then by the next; what is in no part of a tier comes last."""
    if not bits:
        return
    if not tiers:
        yield from positions_in(bits)
        return
    first, *rest = tiers
    for part in first:
        yield from in_order(bits & part, rest)
        bits = without(bits, part)
    yield from in_order(bits, rest)


def sorted_by(
    prefer: str,
    *,
    keys: Sequence[Hashable],
    fits: Bits,
    ask: Bits,
    out: Sequence[tuple[Question, Bits]],
    close: Bits,
    room: Tier,
    nearness: Tier,
    evidence: Mapping[str, Bits],
) -> Sorted:
    """With the tiers in the order that the family's preference gives."""
    ratings = [evidence.get(f"evidence {rating}", 0) for rating in EVIDENCE_ORDER]
    tiers = {"room": room, "nearness": nearness, "evidence": ratings}
    return Sorted(keys, fits, ask, out, close, [tiers[name] for name in ORDERS[Preference(prefer or "soonest")]])
