"""The lines of a strategy: what stands under what, how far a line is, and the five steps it may belong to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    OBJECTIVE = "objective"
    STRATEGY = "strategy"
    ACTIVITY = "activity"


BELOW = {"": Kind.OBJECTIVE, Kind.OBJECTIVE: Kind.STRATEGY, Kind.STRATEGY: Kind.ACTIVITY}
"""What stands under a goal (""), and under a line of each kind. Under an activity stands nothing."""


class Status(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    NEEDS_HELP = "needs_help"
    DONE = "done"
    SET_ASIDE = "set_aside"


STATUS_WORDS = {
    Status.PLANNED: "Not begun",
    Status.UNDER_WAY: "Under way",
    Status.NEEDS_HELP: "Needs help from another partner",
    Status.DONE: "Done",
    Status.SET_ASIDE: "Set aside",
}
OVER = frozenset({Status.DONE, Status.SET_ASIDE})
SAYS_WHY = frozenset({Status.NEEDS_HELP, Status.SET_ASIDE})
"""Whoever says so says why: a partner must know what to help with, and a later reader why it was given up."""


class Phase(StrEnum):
    ASSESSMENT = "assessment"
    CAPACITY = "capacity"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    EVALUATION = "evaluation"


PHASE_WORDS = {
    Phase.ASSESSMENT: "Assessment: find out what happens here, to whom, and why",
    Phase.CAPACITY: "Capacity: bring together the people, skills and means that are needed",
    Phase.PLANNING: "Planning: choose what to do, with reasons that others can check",
    Phase.IMPLEMENTATION: "Implementation: do it, the way it was meant",
    Phase.EVALUATION: "Evaluation: see what came of it, and change course",
}


def is_late(*, status: str, due_on: date | None, on: date) -> bool:
    return status not in OVER and due_on is not None and due_on < on
