"""Two clocks that cannot both be kept: which, by how many days, whose they are, and what practice suggests."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from kinbridge.clocks.rules.deadline import Deadline, Status
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

GUIDANCE = Path(__file__).with_name("guidance.toml")
GONE = frozenset({Status.SUPERSEDED, Status.MET, Status.MET_LATE, Status.EXEMPT})


@dataclass(frozen=True, slots=True)
class Guidance:
    """What practice says about one pattern: the two owners, the responses on offer, and the paper that closes it."""

    title: str
    owners: tuple[str, ...]
    responses: tuple[str, ...]
    closes: str
    source: str
    confidence: Confidence


@lru_cache(maxsize=1)
def guidance() -> dict[str, Guidance]:
    """The guidance table, by pattern."""
    rows = tomllib.loads(GUIDANCE.read_text(encoding="utf-8"))
    return {
        pattern: Guidance(
            row["title"],
            tuple(row["owners"]),
            tuple(row["responses"]),
            row["closes"],
            row["source"],
            Confidence(row["confidence"]),
        )
        for pattern, row in rows.items()
    }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question, not a fact: treatment starts on a day and lasts some months; the child comes home on a day."""

    starts: date | None = None
    months: int | None = None
    returns: date | None = None

    @property
    def finish(self) -> date | None:
        return None if self.starts is None or self.months is None else add_months(self.starts, self.months)


@dataclass(frozen=True)
class View:
    """One family's deadlines and facts, planned ones too, on a day; and perhaps a what-if laid over them."""

    deadlines: tuple[Deadline, ...]
    facts: tuple[Fact, ...]
    on: date
    what_if: WhatIf = field(default_factory=WhatIf)

    @cached_property
    def by_kind(self) -> dict[Kind, tuple[Fact, ...]]:
        found: dict[Kind, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda fact: fact.on):
            found.setdefault(fact.kind, []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    def all(self, *kinds: Kind) -> tuple[Fact, ...]:
        return tuple(fact for kind in kinds for fact in self.by_kind.get(kind, ()))

    def running(self, *rules: str) -> tuple[Deadline, ...]:
        """Dated deadlines of these rules that still matter."""
        return tuple(d for d in self.deadlines if d.rule in rules and d.due is not None and d.status not in GONE)

    @cached_property
    def treatment(self) -> tuple[date, str] | None:
        """When treatment is expected to end and where that comes from; None when nobody has said."""
        if self.what_if.finish is not None:
            return (
                self.what_if.finish,
                f"if treatment starts {self.what_if.starts} and lasts {self.what_if.months} months",
            )
        for fact in reversed(self.all(Kind.TREATMENT)):
            if fact.until is not None and fact.until >= self.on:
                return fact.until, "the treatment's planned end"
            if fact.until is None and fact.amount is not None:
                return add_months(fact.on, fact.amount), f"a program of {fact.amount} months that began or begins then"
        return None

    @cached_property
    def home_again(self) -> tuple[date, str] | None:
        """When the child is expected home: a planned date, else the expected end of treatment."""
        if self.what_if.returns is not None:
            return self.what_if.returns, "if the child comes home then"
        planned = [f for f in self.all(Kind.EXIT, Kind.TRIAL_HOME_VISIT) if f.on > self.on]
        return (min(f.on for f in planned), "the planned return home") if planned else self.treatment


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash found. `edge` is the date that holds, `finish` the one that comes too late; `gap_days` lies between."""

    pattern: str
    says: str
    edge: date | None
    finish: date | None
    why: tuple[str, ...]
    subject: str = ""

    @property
    def gap_days(self) -> int:
        return 0 if self.edge is None or self.finish is None else abs((self.finish - self.edge).days)

    @property
    def guidance(self) -> Guidance:
        return guidance()[self.pattern]


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern's body answers."""

    edge: date | None
    finish: date | None
    why: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One of the ways clocks collide: its id, the sentence a worker reads, and how to see it."""

    id: str
    says: str
    body: Callable[[View], Iterator[Found]]

    def __call__(self, view: View) -> Iterator[Clash]:
        for found in self.body(view):
            yield Clash(self.id, self.says, found.edge, found.finish, found.why, found.subject)


def pattern(pattern_id: str) -> Callable[[Callable[[View], Iterator[Found]]], Pattern]:
    """Make a pattern of a function; its docstring is what people read."""

    def make(body: Callable[[View], Iterator[Found]]) -> Pattern:
        if not body.__doc__:
            raise TypeError(f"{body.__name__}: write the docstring; it is the sentence people will read.")
        return Pattern(pattern_id, " ".join(body.__doc__.split()), body)

    return make


def too_late(view: View, rules: tuple[str, ...], finish: tuple[date, str] | None) -> Iterator[Found]:
    """Every running deadline of these rules that comes before the expected finish."""
    if finish is None:
        return
    day, where = finish
    for deadline in view.running(*rules):
        if deadline.due is not None and day > deadline.due:
            yield Found(deadline.due, day, (f"expected end: {where}", *deadline.why[:1]), deadline.subject)
