"""What a record should say, and when two records say one thing twice. Each check gives the sentence a worker reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from kinbridge.core.vocabulary import MINORS
from kinbridge.measures.rules.suppression import rate_is_safe

PAST_DUE = timedelta(days=21)
"""A pregnancy that long past its due date has ended in some way that nobody wrote down."""
SOON = timedelta(days=3)
"""A fact that is on file within so many days counts as written down in time."""
BACK = timedelta(days=90)
"""How far back facts are looked at."""
LEAST = 0.8
"""The share from which on the coalition's table calls a source in good order. Ours, to be talked about; no law's."""
MOST = 0.05
"""The share of families with something at odds, or on file twice, up to which it does. Ours as well."""
ROUNDED = 10
"""To what a number of another program's families is rounded down."""


@dataclass(frozen=True, slots=True)
class Someone:
    """What a check needs of a person."""

    id: int
    name: str
    relation: str
    birth_date: date | None
    carried: bool
    """It is, or was, expected; before birth it has no birthday."""
    race_ethnicity: str
    payer: str

    @property
    def minor(self) -> bool:
        return self.relation in MINORS


def missing(one: Someone) -> Iterator[str]:
    """What is not known of a person and keeps clocks, matching or fair counting from working."""
    if one.birth_date is None and not one.carried:
        yield (
            "No birth date. Clocks for children count from it."
            if one.minor
            else "No birth date. It tells one person from another of the same name."
        )
    if not one.minor and not one.race_ethnicity:
        yield "Nobody asked how they describe their race or ethnicity; unfair differences stay unseen."
    if not one.minor and not one.payer:
        yield "It is not known who pays for their care; services cannot be matched to it."


def twins_on_file(people: Iterable[Someone]) -> Iterator[tuple[Someone, Someone]]:
    """Two records of one household that are probably one person: the same name and the same birthday."""
    alike: dict[Hashable, list[Someone]] = defaultdict(list)
    for one in people:
        if one.birth_date is not None and one.name:
            alike[one.name.casefold(), one.birth_date].append(one)
    for these in alike.values():
        yield from combinations(sorted(these, key=lambda one: one.id), 2)


@dataclass(frozen=True, slots=True)
class Written:
    """A fact as far as telling it from another goes."""

    id: int
    what: Hashable
    """Kind, label and content; not who sent it, nor the hour."""
    on: date


def written_twice(facts: Iterable[Written]) -> Iterator[tuple[Written, Written]]:
    """The same thing on the same day, written down more than once: each later one with the first."""
    first: dict[Hashable, Written] = {}
    for fact in sorted(facts, key=lambda one: one.id):
        stands = first.setdefault((fact.what, fact.on), fact)
        if stands is not fact:
            yield stands, fact


def past_due(due_on: date, *, on: date) -> bool:
    return on > due_on + PAST_DUE


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many people's records. Nothing is said of fewer people than the county's threshold."""

    of: int
    good: int
    people: int

    def told(self, threshold: int) -> str:
        """In whole percent; `too few` under the threshold, `none yet` of nothing."""
        if self.of == 0:
            return "none yet"
        return "too few" if self.people < threshold else f"{round(100 * self.good / self.of)} %"

    def in_order(self, threshold: int) -> bool | None:
        """Whether it reaches what we aim at; None where nothing is told."""
        return None if self.of == 0 or self.people < threshold else self.good >= LEAST * self.of


@dataclass(frozen=True, slots=True)
class Wrong:
    """In so many of the families that a program works with something waits to be mended."""

    of: int
    found: int

    @property
    def in_full(self) -> str:
        """For the program whose own records they are, who can open each of them."""
        return "none" if self.found == 0 else f"{self.found:,} of {self.of:,} families"

    def told(self, threshold: int) -> str:
        """For everyone else: hidden while small, and then in tens, so that one family more does not show."""
        if self.of == 0:
            return "none yet"
        if not rate_is_safe(self.found, self.of, threshold=threshold):
            return "too few"
        return f"{self.found - self.found % ROUNDED:,} or more families" if self.found else "none"

    @property
    def few(self) -> bool:
        """Whether it stays under what we aim at."""
        return self.found <= MOST * self.of

    def in_order(self, threshold: int) -> bool | None:
        """The same for everyone else; None where nothing is told."""
        return self.few if rate_is_safe(self.found, self.of, threshold=threshold) else None
