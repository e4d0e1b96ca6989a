"""What a clock says: a due date with its status and its reasons. Recomputed from facts each time, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from kinbridge.clocks.rules.facts import Fact
from kinbridge.core.decision import Confidence

DUE_SOON_DAYS = 14


class Lane(StrEnum):
    CHILD_WELFARE = "child_welfare"
    BENEFITS = "benefits"
    RECOVERY = "recovery"
    CHILD_DEVELOPMENT = "child_development"
    SYSTEM_RESPONSE = "system_response"


class Status(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    PAUSED = "paused"
    EXEMPT = "exempt"
    BLOCKED = "blocked"
    SUPERSEDED = "superseded"


OPEN = frozenset({Status.RUNNING, Status.DUE_SOON, Status.OVERDUE, Status.PAUSED, Status.BLOCKED})


class Deadline(Struct, frozen=True, gc=False):
    """One date a rule asks for, as it stands on a day.

    `why` says in sentences how it came about. `part` tells apart the dates of one rule, such as `court_approval`.
    `due` is the last day that is in time, `opens` the first day that counts, both None when the law sets no day. `raw`
    is the date before a weekend moved it. `refs` name the entries it was computed from.
    """

    rule: str
    lane: Lane
    subject: str
    due: date | None
    status: Status
    reasons: tuple[str, ...]
    cite: str
    confidence: Confidence
    says: str
    title: str = ""
    part: str = ""
    due_at: datetime | None = None
    opens: date | None = None
    raw: date | None = None
    met_on: date | None = None
    exempt_because: str = ""
    paused_days: int = 0
    start: Fact | None = None
    refs: tuple[str, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons as sentences: what started the clock, then what the rule adds."""
        begun = () if self.start is None else (f"{self.start.words}.",)
        return (*begun, *(f"{reason[0].upper()}{reason[1:]}".rstrip(".") + "." for reason in self.reasons))

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


def due_within(deadlines: Iterable[Deadline], days: int, *, on: date) -> tuple[Deadline, ...]:
    """Open deadlines that fall due in the next `days` days or are already overdue, the earliest first."""
    last = on + timedelta(days=days)
    chosen = [d for d in deadlines if d.is_open and d.due is not None and d.due <= last]
    return tuple(sorted(chosen, key=by_due))


def by_due(deadline: Deadline) -> tuple[date, str, str, str]:
    """Sort key: earliest first, dateless last, and the same order every time."""
    return (deadline.due or date.max, deadline.rule, deadline.part, deadline.subject)
