"""Facts that cannot both be true. Both are kept; a person corrects one; until then no clock runs on either."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kinbridge.clocks.rules.case import gather
from kinbridge.clocks.rules.facts import Fact, Kind

PREGNANCY_DAYS = 280
GRACE_DAYS = 14

# Each pair: the first cannot come after the second (for the same person, when the second has no earlier first).
NOT_BEFORE: tuple[tuple[tuple[Kind, ...], tuple[Kind, ...]], ...] = (
    (
        (Kind.REMOVAL, Kind.VOLUNTARY_PLACEMENT, Kind.ENTERED_CARE),
        (
            Kind.EXIT,
            Kind.REVIEW,
            Kind.PERMANENCY_HEARING,
            Kind.FINALIZE_FINDING,
            Kind.TRIAL_HOME_VISIT,
            Kind.TPR_PETITION,
        ),
    ),
    ((Kind.REPORT,), (Kind.FIRST_CONTACT, Kind.INVESTIGATION_DONE)),
    ((Kind.EI_REFERRAL,), (Kind.IFSP,)),
    ((Kind.IFSP,), (Kind.IFSP_REVIEW,)),
    (
        (Kind.BIRTH,),
        (
            Kind.REMOVAL,
            Kind.VOLUNTARY_PLACEMENT,
            Kind.ENTERED_CARE,
            Kind.DISCHARGE,
            Kind.AFFECTED,
            Kind.EI_REFERRAL,
            Kind.WELL_VISIT,
            Kind.HEARING_SCREEN,
        ),
    ),
    ((Kind.OTP_ADMISSION,), (Kind.OTP_EXAM,)),
)
PLACEMENTS = (
    Kind.RELATIVE_PLACEMENT,
    Kind.CO_PLACEMENT,
    Kind.INSTITUTION,
    Kind.QRTP,
    Kind.TRIAL_HOME_VISIT,
)
ONCE = (Kind.BIRTH,)
HELD_AGAINST: tuple[tuple[tuple[Kind, ...], tuple[Kind, ...]], ...] = (
    *((firsts, (*firsts, *seconds)) for firsts, seconds in NOT_BEFORE),
    *((seconds, firsts) for firsts, seconds in NOT_BEFORE),
    (PLACEMENTS, PLACEMENTS),
    ((Kind.REMOVAL,), (Kind.EXIT,)),
    ((Kind.PREGNANCY, Kind.DELIVERY), (Kind.PREGNANCY, Kind.DELIVERY)),
)
"""Kinds of fact, and those that are looked at to tell whether one of them is contradicted."""


ByKind = dict[Kind, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both be true (or one that cannot be true alone), and the sentence that says so."""

    first: Fact
    second: Fact | None
    says: str

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.first,) if self.second is None else (self.first, self.second)

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(fact.kind for fact in self.facts)


def with_what_may_contradict(kinds: frozenset[Kind]) -> frozenset[Kind]:
    """These kinds, and all by which a fact of one of them may be contradicted. Facts of others change nothing of it."""
    return kinds.union(*(others for these, others in HELD_AGAINST if not kinds.isdisjoint(these)))


def contradictions(facts: Iterable[Fact], *, on: date) -> tuple[Contradiction, ...]:
    """Every contradiction among the facts known on `on`."""
    return contradictions_in(gather(facts, on=on))


def contradictions_in(gathered: Mapping[str, ByKind]) -> tuple[Contradiction, ...]:
    """The same, of facts that stand by subject and kind already."""
    return tuple(
        clash
        for by_kind in gathered.values()
        for look in (_backwards, _out_of_order, _two_at_once, _twice, _unfinished_stays, _born_before)
        for clash in look(by_kind)
    )


def _backwards(by_kind: ByKind) -> Iterator[Contradiction]:
    for facts in by_kind.values():
        for fact in facts:
            if fact.until is not None and fact.until < fact.on:
                yield Contradiction(fact, None, f"{fact.words} ends before it starts; check both dates.")


def _out_of_order(by_kind: ByKind) -> Iterator[Contradiction]:
    for firsts, seconds in NOT_BEFORE:
        starts = [fact for kind in firsts for fact in by_kind.get(kind, ())]
        if not starts:
            continue
        start = min(starts, key=lambda fact: fact.on)
        for kind in seconds:
            for late in by_kind.get(kind, ()):
                if late.on < start.on:
                    yield Contradiction(late, start, f"{late.words} comes before {_then(start)}; one date is wrong.")


def _two_at_once(by_kind: ByKind) -> Iterator[Contradiction]:
    stays = sorted((f for kind in PLACEMENTS for f in by_kind.get(kind, ())), key=lambda f: (f.on, f.kind))
    for one, two in itertools.pairwise(stays):
        same = (one.kind, one.on, one.until) == (two.kind, two.on, two.until)
        if not same and one.until is not None and two.on < one.until:
            yield Contradiction(one, two, f"{one.words} overlaps {_then(two)}; a child is in one place at a time.")


def _twice(by_kind: ByKind) -> Iterator[Contradiction]:
    for kind in ONCE:
        facts = by_kind.get(kind, ())
        for other in facts[1:]:
            if other.on != facts[0].on:
                yield Contradiction(facts[0], other, f"{facts[0].words} and {_then(other)}: it happens once.")


def _unfinished_stays(by_kind: ByKind) -> Iterator[Contradiction]:
    removals = by_kind.get(Kind.REMOVAL, ())
    for one, two in itertools.pairwise(removals):
        left = any(one.on < out.on <= two.on for out in by_kind.get(Kind.EXIT, ()))
        if not left and one.on != two.on:
            says = f"{one.words} and {_then(two)}, with no exit between; one is wrong or an exit is missing."
            yield Contradiction(one, two, says)


def _born_before(by_kind: ByKind) -> Iterator[Contradiction]:
    """A pregnancy first recorded after the delivery that must have ended it."""
    for pregnancy in by_kind.get(Kind.PREGNANCY, ()):
        if pregnancy.until is None:
            continue
        began = pregnancy.until - timedelta(days=PREGNANCY_DAYS - GRACE_DAYS)
        for end in by_kind.get(Kind.DELIVERY, ()):
            if began <= end.on < pregnancy.on:
                yield Contradiction(end, pregnancy, f"{end.words} comes before {_then(pregnancy)}; one date is wrong.")


def _then(fact: Fact) -> str:
    text = fact.words
    return f"{text[0].lower()}{text[1:]}"
