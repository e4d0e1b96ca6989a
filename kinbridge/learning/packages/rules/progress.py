"""When a part, and so a course of another maker, is done. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.learning.packages.rules.manifest import MoveOn


@dataclass(frozen=True, slots=True)
class Done:
    """What is known of one learner in one part. `passed` is None until the part said either."""

    opened: bool = False
    completed: bool = False
    passed: bool | None = None


def satisfied(move_on: MoveOn, done: Done) -> bool:
    """Whether the learner may move on. cmi5 lets NotApplicable pass unseen; a record of training asks for a look."""
    return {
        MoveOn.PASSED: done.passed is True,
        MoveOn.COMPLETED: done.completed,
        MoveOn.BOTH: done.completed and done.passed is True,
        MoveOn.EITHER: done.completed or done.passed is True,
        MoveOn.OPENED: done.opened,
        MoveOn.NOT_FAILED: done.passed is not False and (done.completed or done.passed is True),
    }[move_on]
