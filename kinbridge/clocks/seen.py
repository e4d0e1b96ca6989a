"""What readers of chart entries are handed, and what they say of themselves: from which entries, to which facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple, Protocol

from kinbridge.clocks.rules import Fact, Kind

FAMILY = ""  # the subject of facts about the whole family: a report, the first contact


class Labelled(Protocol):
    """A label, as far as clocks need it."""

    subject_id: int


class Recorded(Protocol):
    """A chart entry, as far as clocks need it."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def label(self) -> Labelled: ...


class Seen(NamedTuple):
    """One entry with its subject, the subject's birthing parent if known, and its local time."""

    ref: str
    subject: str
    parent: str | None
    body: Mapping[str, Any]
    at: datetime

    @property
    def on(self) -> date:
        return self.at.date()

    def fact(self, kind: Kind, **more: Any) -> Fact:
        at = self.at
        if not more:
            return Fact(kind=kind, on=at.date(), subject=self.subject, at=at, ref=self.ref)
        given: dict[str, Any] = {"on": at.date(), "subject": self.subject, "at": at, "ref": self.ref} | more
        return Fact(kind=kind, **given)


Some = Sequence[Seen]


class Reader(NamedTuple):
    """Turns entries into facts: handed those of each kind in `entries`, and no others; what it makes is of `makes`."""

    read: Callable[..., Iterable[Fact]]
    entries: tuple[str, ...]
    makes: frozenset[Kind]


def reads(*entries: str, makes: Iterable[Kind]) -> Callable[[Callable[..., Iterable[Fact]]], Reader]:
    """Make a reader of a function that looks at the entries of these kinds together, each kind an argument."""
    return lambda read: Reader(read, entries, frozenset(makes))


def each(entry: str, *, makes: Iterable[Kind]) -> Callable[[Callable[[Seen], Iterable[Fact]]], Reader]:
    """The same of a function that reads one entry by itself."""
    return lambda read: Reader(lambda some: chain.from_iterable(map(read, some)), (entry,), frozenset(makes))


def ended(start: Seen, ends: Iterable[Seen]) -> date | None:
    return next((end.on for end in ends if end.subject == start.subject and end.at >= start.at), None)
