"""The federal order of a treatment program's waiting list, and its clocks: what is owed, to whom, and by when.

It binds programs with money from the federal treatment block grant (45 CFR part 96, subpart L). The clocks of a
family (`clocks.rules`) use the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

INTERIM_HOURS = 48
ADMIT_DAYS = 14
ADMIT_DAYS_WITH_INTERIM = 120
FULL_AT = 0.9
NOTICE_DAYS = 7
ORDER_CITE = "45 CFR 96.131(a)"
NOTICE_CITE = "45 CFR 96.126(a)"
SOON = timedelta(hours=12)
PRIORITY: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"pregnant", "injects"}), "first: pregnant and injecting"),
    (frozenset({"pregnant"}), "second: pregnant"),
    (frozenset({"injects"}), "third: injecting"),
    (frozenset(), "then everyone else"),
)
"""Who is offered a place first, by what is said of them; the first line that holds is theirs."""


class State(StrEnum):
    DONE = "done"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Wait:
    """Someone asked for treatment and no place was open."""

    asked_at: datetime
    pregnant: bool = False
    injects: bool = False
    interim_at: datetime | None = None

    @property
    def rank(self) -> int:
        """0 is offered a place first."""
        marks = {name for name in ("pregnant", "injects") if getattr(self, name)}
        return next(rank for rank, (needed, _words) in enumerate(PRIORITY) if needed <= marks)

    @property
    def order_words(self) -> str:
        return PRIORITY[self.rank][1]

    @property
    def order(self) -> tuple[int, datetime]:
        """Within a rank, whoever asked first."""
        return self.rank, self.asked_at


@dataclass(frozen=True, slots=True)
class Owed:
    """Something the program owes by a moment, and whether it did."""

    what: str
    due_at: datetime
    state: State
    why: str
    cite: str


def owed_to(wait: Wait, *, at: datetime) -> Iterator[Owed]:
    """What the program owes someone who still waits. Nothing has a federal date for those in neither group."""
    if wait.rank == len(PRIORITY) - 1:
        return
    by = wait.asked_at + timedelta(hours=INTERIM_HOURS)
    in_time = wait.interim_at is not None and wait.interim_at <= by
    yield Owed(
        "Interim services",
        by,
        state_of(by, done=wait.interim_at is not None, at=at),
        f"{INTERIM_HOURS} hours after they asked; weekends count",
        "45 CFR 96.131(d)" if wait.pregnant else "45 CFR 96.126(b)",
    )
    if wait.injects:
        days = ADMIT_DAYS_WITH_INTERIM if in_time else ADMIT_DAYS
        admit_by = wait.asked_at + timedelta(days=days)
        why = f"{days} days after they asked" + (", as interim services began in time" if in_time else "")
        yield Owed("Admission", admit_by, state_of(admit_by, done=False, at=at), why, "45 CFR 96.126(b)")


def state_of(due_at: datetime, *, done: bool, at: datetime) -> State:
    if done:
        return State.DONE
    return State.LATE if at > due_at else State.SOON if due_at - at <= SOON else State.RUNNING


def is_full(stated: Iterable[tuple[int, int | None]]) -> bool:
    """Whether 90 percent of a program's places are taken, from pairs (open, in all). Pairs without a total count
    for nothing.
    """
    known = [(open_, total) for open_, total in stated if total]
    in_all = sum(total for _open, total in known)
    return bool(known) and sum(total - open_ for open_, total in known) >= FULL_AT * in_all


def notice_due(reached_at: datetime) -> datetime:
    """When the State has to be told, at the latest, that a program reached 90 percent."""
    return reached_at + timedelta(days=NOTICE_DAYS)
