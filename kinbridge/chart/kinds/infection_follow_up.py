from __future__ import annotations

from datetime import date
from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

NAMES = {"hcv": "hepatitis C", "hiv": "HIV", "syphilis": "syphilis", "hbv": "hepatitis B"}
STEPS = {
    "test_due": "test to be done",
    "tested": "tested, result to come",
    "clear": "no infection",
    "care": "needs care",
    "vaccine": "vaccine given",
}


class InfectionFollowUp(Body, frozen=True):
    """For the clinicians who treat this person, and nobody else without a consent that names it."""

    infection: Literal["hcv", "hiv", "syphilis", "hbv"]
    step: Literal["test_due", "tested", "clear", "care", "vaccine"]
    due_on: date | None = None

    def words(self) -> str:
        day = f", by {self.due_on:%B} {self.due_on.day}, {self.due_on.year}" if self.due_on else ""
        return f"Follow-up of {NAMES[self.infection]}: {STEPS[self.step]}{day}."


KIND = Kind("infection_follow_up", "Infection follow-up", Category.HIV_STI, InfectionFollowUp)
