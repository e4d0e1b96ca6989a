"""Facts in, deadlines out. Recomputed each time, never stored."""

from __future__ import annotations

from kinbridge.clocks.rules.deadline import Deadline, Lane, Status, by_due, due_within
from kinbridge.clocks.rules.engine import deadlines, deadlines_under, due_under, kinds_for
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.pack import RULES
from kinbridge.clocks.rules.terms import Terms, known_states, terms_for

__all__ = [
    "RULES",
    "Deadline",
    "Fact",
    "Kind",
    "Lane",
    "Status",
    "Terms",
    "by_due",
    "deadlines",
    "deadlines_under",
    "due_under",
    "due_within",
    "kinds_for",
    "known_states",
    "terms_for",
]
