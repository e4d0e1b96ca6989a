"""The states of a referral: what may follow what, and who may do it. The database decides races, this decides right."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a referral stands. Each value is the last thing that happened; their order is the order of the work."""

    DRAFT = "draft"
    CHECKED = "checked"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    SCHEDULED = "scheduled"
    FIRST_KEPT = "first_kept"
    FIRST_MISSED = "first_missed"
    ENGAGED = "engaged"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    ENTERED_IN_ERROR = "entered_in_error"


class Party(StrEnum):
    """Who acts. The sender who may not know the answer (`UNTOLD`) is refused nothing for what the answer was: a
    refusal would tell it.
    """

    SENDER = "sender"
    UNTOLD = "untold"
    RECEIVER = "receiver"


NOT_SENT = frozenset({Status.DRAFT, Status.CHECKED})
"""Nobody but the sender knows of it yet."""
WAITING = frozenset({Status.SENT, Status.RECEIVED})
OPEN = WAITING | {
    Status.ACCEPTED,
    Status.WAITLISTED,
    Status.SCHEDULED,
    Status.FIRST_KEPT,
    Status.FIRST_MISSED,
    Status.ENGAGED,
}
TAKES_ON = frozenset({Status.ACCEPTED, Status.WAITLISTED})
"""Steps that rest on the consent the referral was sent under; one taken back in between stops them."""
TAKEN_BACK = frozenset({Status.WITHDRAWN, Status.ENTERED_IN_ERROR})

_BY_RECEIVER: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.SENT}),
    Status.ACCEPTED: frozenset({Status.SENT, Status.RECEIVED, Status.WAITLISTED}),
    Status.WAITLISTED: frozenset({Status.SENT, Status.RECEIVED}),
    Status.DECLINED: frozenset({Status.SENT, Status.RECEIVED, Status.WAITLISTED}),
    Status.SCHEDULED: frozenset({Status.ACCEPTED, Status.FIRST_MISSED, Status.SCHEDULED}),
    Status.FIRST_KEPT: frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.FIRST_MISSED}),
    Status.FIRST_MISSED: frozenset({Status.SCHEDULED, Status.ACCEPTED}),
    Status.ENGAGED: frozenset({Status.FIRST_KEPT}),
    Status.COMPLETED: frozenset({Status.FIRST_KEPT, Status.ENGAGED}),
    Status.CLOSED: OPEN - WAITING,
}
_BY_SENDER: dict[Status, frozenset[Status]] = {
    Status.CHECKED: frozenset({Status.DRAFT}),
    Status.SENT: frozenset({Status.CHECKED}),
    Status.WITHDRAWN: OPEN | NOT_SENT,
    Status.ENTERED_IN_ERROR: OPEN,
}
_BY_UNTOLD: dict[Status, frozenset[Status]] = {
    step: frozenset(Status) - NOT_SENT - TAKEN_BACK for step in (Status.WITHDRAWN, Status.ENTERED_IN_ERROR)
}
_TABLES = {Party.RECEIVER: _BY_RECEIVER, Party.SENDER: _BY_SENDER, Party.UNTOLD: _BY_UNTOLD}

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
    Status.CHECKED: "May be sent: the consent was checked",
    Status.SENT: "Sent, waiting for an answer",
    Status.RECEIVED: "Received, being looked at",
    Status.ACCEPTED: "Accepted",
    Status.WAITLISTED: "On the waiting list",
    Status.SCHEDULED: "First visit set",
    Status.FIRST_KEPT: "First visit kept",
    Status.FIRST_MISSED: "First visit not kept",
    Status.ENGAGED: "Taking part",
    Status.COMPLETED: "Completed",
    Status.DECLINED: "Declined",
    Status.WITHDRAWN: "Withdrawn",
    Status.CLOSED: "Closed",
    Status.ENTERED_IN_ERROR: "Sent by mistake",
}
NEEDS_REASON = frozenset({Status.DECLINED, Status.CLOSED})


def may_follow(now: Status, then: Status, *, party: Party) -> bool:
    """Whether this party may move a referral from `now` to `then`."""
    return now in _TABLES[party].get(then, frozenset())


def next_steps(now: Status, *, party: Party) -> tuple[Status, ...]:
    """The steps this party may take from here, in the order of the work."""
    return tuple(step for step in Status if may_follow(now, step, party=party))
