"""One person's facts as known on a day, and the terms of the place: what a rule is handed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.terms import Terms
from kinbridge.core.dates import Period


@dataclass(frozen=True, slots=True)
class Case:
    """Facts of one subject, by kind and in order of day; nothing later than `on` is known yet.

    `memo` keeps what several rules work out from the same facts, such as the stays in care.
    """

    subject: str
    on: date
    terms: Terms
    by_kind: dict[Kind, tuple[Fact, ...]] = field(default_factory=dict)
    at: datetime | None = None
    memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def all(self, kind: Kind) -> tuple[Fact, ...]:
        return self.by_kind.get(kind, ())

    def first(self, kind: Kind, *, since: date | None = None, until: date | None = None) -> Fact | None:
        """The earliest of a kind on or after `since` and before `until`."""
        for fact in self.by_kind.get(kind, ()):
            if (since is None or fact.on >= since) and (until is None or fact.on < until):
                return fact
        return None

    def last(self, kind: Kind, *, since: date | None = None, until: date | None = None) -> Fact | None:
        """The latest of a kind on or after `since` and before `until`."""
        for fact in reversed(self.by_kind.get(kind, ())):
            if (since is None or fact.on >= since) and (until is None or fact.on < until):
                return fact
        return None

    def stretches(self, *kinds: Kind) -> tuple[Period, ...]:
        """The stretches of these kinds that take up at least a day."""
        facts = [fact for kind in kinds for fact in self.by_kind.get(kind, ())]
        return tuple(f.stretch for f in facts if f.until is None or f.until > f.on)


def gather(facts: Iterable[Fact], *, on: date) -> dict[str, dict[Kind, tuple[Fact, ...]]]:
    """Facts known on `on`, by subject, then by kind, in order of day."""
    found: dict[str, dict[Kind, list[Fact]]] = {}
    for fact in facts:
        if fact.on <= on:
            found.setdefault(fact.subject, {}).setdefault(fact.kind, []).append(fact)
    return {subject: {kind: _in_order(these) for kind, these in kinds.items()} for subject, kinds in found.items()}


def _in_order(facts: list[Fact]) -> tuple[Fact, ...]:
    """As the chart gives them they mostly are already; only a shared day asks for the finer order."""
    if len(facts) > 1 and any(one.on >= two.on for one, two in pairwise(facts)):
        facts.sort(key=_when)
    return tuple(facts)


def _when(fact: Fact) -> tuple[date, str, str]:
    return (fact.on, fact.at.isoformat() if fact.at else "", fact.ref)
