"""Where referrals are lost: how many reach each step, of those sent in the period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

STEPS = (
    ("sent", "Sent", frozenset({"sent"})),
    ("answered", "Answered", frozenset({"accepted", "declined", "waitlisted"})),
    ("accepted", "Accepted", frozenset({"accepted"})),
    ("first_kept", "First visit kept", frozenset({"first_kept"})),
    ("completed", "Completed", frozenset({"completed"})),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the funnel: how many reached it, and the median days it took from being sent."""

    key: str
    title: str
    count: int
    median_days: float | None


def funnel(referrals: Iterable[Iterable[tuple[str, date]]]) -> tuple[Rung, ...]:
    """Each referral is its steps as (status, day). Reaching a later step counts for every earlier one."""
    days: dict[str, list[int]] = {key: [] for key, _, _ in STEPS}
    for steps in referrals:
        reached = sorted(steps, key=lambda step: step[1])
        sent = next((on for status, on in reached if status == "sent"), None)
        if sent is None:
            continue
        later: date | None = None
        for key, _, statuses in reversed(STEPS):
            first = min((on for status, on in reached if status in statuses), default=None)
            if first is None and key != "answered" and later is None:
                continue
            first = first if first is not None else later
            if first is None:
                continue
            later = first
            days[key].append((first - sent).days)
    return tuple(Rung(key, title, len(days[key]), _median(days[key])) for key, title, _ in STEPS)


def _median(values: list[int]) -> float | None:
    return float(median(values)) if values else None
