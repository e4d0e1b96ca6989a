"""A planning session: questions for one point of intervention, and dots that put what is missing in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DOTS = 3
"""Each person has so many dots, and may put more than one on the same thing."""
PRIORITIES = 5
"""As many as a community can work on at once; three to five."""
PROMPTS = {
    "first": "Who first meets the parent or the infant here? How do they find out, and is everyone asked the same way?",
    "next": "What happens in the next 24 hours, 7 days and 30 days? Who is told, and with what consent?",
    "away": "What do we do that drives people away? Think of testing, waiting, no child care, places far apart.",
    "family": "What would the family say works? Who among us has lived it?",
    "count": "What do we count today, what would we have to count, and who holds it?",
    "change": "Which rule, form or contract has to change, and who owns it?",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Something with its dots; `priority` says whether it is among the few the plan works on."""

    key: int
    dots: int
    priority: bool


def ranked(dots: Iterable[tuple[int, int]]) -> tuple[Ranked, ...]:
    """Keys with their dots, most first. What ties with the last priority is one too; without dots nothing is."""
    ordered = sorted(dots, key=lambda pair: (-pair[1], pair[0]))
    least = ordered[PRIORITIES - 1][1] if len(ordered) >= PRIORITIES else 1
    return tuple(Ranked(key, count, count > 0 and count >= least) for key, count in ordered)
