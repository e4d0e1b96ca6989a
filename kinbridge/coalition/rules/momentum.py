"""Signs of momentum, each shown by itself: one number for all of them would hide what moves and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from kinbridge.coalition.rules.strategy import Status


@dataclass(frozen=True, slots=True)
class Told:
    """What a line's history says of one moment: the day, and the status from then on."""

    on: date
    status: str


@dataclass(frozen=True, slots=True)
class Help:
    """Someone asked other partners for help, from one day to another; still open if it has no end."""

    since: date
    until: date | None

    def days(self, *, on: date) -> int:
        return ((self.until or on) - self.since).days


def calls_for_help(history: Sequence[Told]) -> list[Help]:
    """Each time a line needed help, from its history in order of time."""
    found: list[Help] = []
    asking = False
    for told in history:
        needs = told.status == Status.NEEDS_HELP
        if needs and not asking:
            found.append(Help(told.on, None))
        elif asking and not needs:
            found[-1] = Help(found[-1].since, told.on)
        asking = needs
    return found


def on_time(done: Iterable[tuple[date, date]]) -> tuple[int, int]:
    """Of the activities that were done and had a day, how many were done by it. Pairs of (done, due)."""
    pairs = list(done)
    return sum(one <= due for one, due in pairs), len(pairs)


def between(days: Iterable[date]) -> float | None:
    """The median of days from one to the next; None for fewer than two."""
    gaps = [(after - before).days for before, after in pairwise(sorted(days))]
    return median(gaps) if gaps else None
