"""What may happen to a referral, in which order, by whom and by when; and how each state reads on the wire."""

from kinbridge.referrals.rules.due import answer_due
from kinbridge.referrals.rules.states import (
    CLOSE_REASONS,
    DECLINE_REASONS,
    NEEDS_REASON,
    NOT_SENT,
    OPEN,
    REASONS,
    TAKES_ON,
    WAITING,
    WORDS,
    Party,
    Status,
    may_follow,
    next_steps,
)

__all__ = [
    "CLOSE_REASONS",
    "DECLINE_REASONS",
    "NEEDS_REASON",
    "NOT_SENT",
    "OPEN",
    "REASONS",
    "TAKES_ON",
    "WAITING",
    "WORDS",
    "Party",
    "Status",
    "answer_due",
    "may_follow",
    "next_steps",
]
