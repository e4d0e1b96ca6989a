"""Walk through a conversation: what was said so far, what it did, and what may be said next. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.learning.rules.courses import Choice, Practice, Step


@dataclass(frozen=True, slots=True)
class Turn:
    step: Step
    chosen: Choice


@dataclass(frozen=True, slots=True)
class Talk:
    """`now` is where the talk stands; with no choices left it has ended."""

    turns: tuple[Turn, ...]
    now: Step

    @property
    def over(self) -> bool:
        return not self.now.choices

    @property
    def points(self) -> int:
        return sum(turn.chosen.points for turn in self.turns)

    @property
    def of(self) -> int:
        """The most that could have been had at the same turns."""
        return sum(max(choice.points for choice in turn.step.choices) for turn in self.turns)

    @property
    def share(self) -> int:
        """Points in percent of what could be had; 0 before the first turn."""
        return self.points * 100 // self.of if self.of else 0


def walk(practice: Practice, path: tuple[int, ...]) -> Talk | None:
    """Where these choices (counted from 1) lead. None for a choice that is not offered there."""
    steps = {step.key: step for step in practice.steps}
    now, turns = practice.steps[0], []
    for number in path:
        if not 1 <= number <= len(now.choices):
            return None
        chosen = now.choices[number - 1]
        turns.append(Turn(now, chosen))
        now = steps[chosen.to]
    return Talk(tuple(turns), now)


def parse_path(text: str) -> tuple[int, ...] | None:
    """`1-3-2` as numbers; None when it is something else. The empty text is the beginning."""
    parts = text.split("-") if text else []
    good = len(parts) <= 30 and all(part.isascii() and part.isdecimal() and len(part) < 3 for part in parts)
    return tuple(map(int, parts)) if good else None
