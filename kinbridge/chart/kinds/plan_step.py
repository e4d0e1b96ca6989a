from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class PlanStep(Body, frozen=True):
    plan: int
    version: int
    step: Literal["started", "signed", "declined", "handed_over", "acknowledged", "reviewed", "closed"]
    review: str = ""

    def words(self) -> str:
        which = f", {self.review}" if self.review else ""
        return f"Plan of safe care, version {self.version}: {spoken(self.step)}{which}."


KIND = Kind("plan_step", "Plan of safe care", Category.GENERAL_HEALTH, PlanStep)
