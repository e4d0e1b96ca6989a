"""What may follow what in a referral, and who may do it. Pure: the database decides races, this decides right."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Where a referral stands. Each value is the last thing that happened."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    SCHEDULED = "scheduled"
    FIRST_KEPT = "first_kept"
    FIRST_MISSED = "first_missed"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Party(StrEnum):
    SENDER = "sender"
    RECEIVER = "receiver"


OPEN = frozenset(
    {
        Status.SENT,
        Status.RECEIVED,
        Status.ACCEPTED,
        Status.WAITLISTED,
        Status.SCHEDULED,
        Status.FIRST_KEPT,
        Status.FIRST_MISSED,
    }
)
WAITING = frozenset({Status.SENT, Status.RECEIVED})

_BY_RECEIVER: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.SENT}),
    Status.ACCEPTED: frozenset({Status.SENT, Status.RECEIVED, Status.WAITLISTED}),
    Status.WAITLISTED: frozenset({Status.SENT, Status.RECEIVED}),
    Status.DECLINED: frozenset({Status.SENT, Status.RECEIVED, Status.WAITLISTED}),
    Status.SCHEDULED: frozenset({Status.ACCEPTED, Status.FIRST_MISSED, Status.SCHEDULED}),
    Status.FIRST_KEPT: frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.FIRST_MISSED}),
    Status.FIRST_MISSED: frozenset({Status.SCHEDULED, Status.ACCEPTED}),
    Status.COMPLETED: frozenset({Status.FIRST_KEPT}),
    Status.CLOSED: frozenset(
        {Status.ACCEPTED, Status.WAITLISTED, Status.SCHEDULED, Status.FIRST_KEPT, Status.FIRST_MISSED}
    ),
}
_BY_SENDER: dict[Status, frozenset[Status]] = {
    Status.SENT: frozenset({Status.DRAFT}),
    Status.WITHDRAWN: frozenset(OPEN),
}

DECLINE_REASONS = {
    "no_opening": "No opening now",
    "outside_criteria": "Outside what the program may take",
    "cannot_reach": "Could not reach the person",
    "person_declined": "The person chose not to start",
    "other_program_fits": "Another program fits better",
    "missing_information": "Something needed is missing",
}
CLOSE_REASONS = {
    "goals_met": "What was wanted is done",
    "moved": "The person moved",
    "lost_touch": "We lost touch",
    "person_ended": "The person chose to stop",
    "other_service": "Another service took over",
}
REASONS = DECLINE_REASONS | CLOSE_REASONS
WORDS = {
    Status.DRAFT: "Not sent yet",
    Status.SENT: "Sent, waiting for an answer",
    Status.RECEIVED: "Received, being looked at",
    Status.ACCEPTED: "Accepted",
    Status.WAITLISTED: "On the waiting list",
    Status.SCHEDULED: "First visit set",
    Status.FIRST_KEPT: "First visit kept",
    Status.FIRST_MISSED: "First visit not kept",
    Status.COMPLETED: "Completed",
    Status.DECLINED: "Declined",
    Status.WITHDRAWN: "Withdrawn",
    Status.CLOSED: "Closed",
}
NEEDS_REASON = frozenset({Status.DECLINED, Status.CLOSED})


def may_follow(now: Status, then: Status, *, party: Party) -> bool:
    """Whether this party may move a referral from `now` to `then`."""
    table = _BY_RECEIVER if party is Party.RECEIVER else _BY_SENDER
    return now in table.get(then, frozenset())


def next_steps(now: Status, *, party: Party) -> tuple[Status, ...]:
    """The steps this party may take from here, in the order of the work."""
    return tuple(step for step in Status if may_follow(now, step, party=party))


def answer_due(sent_on: date, *, urgent: bool) -> date:
    """When an answer is expected: one day for urgent referrals, otherwise three. A local habit, not a law."""
    return sent_on + timedelta(days=1 if urgent else 3)
