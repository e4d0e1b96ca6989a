from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class CasePlan(Body, frozen=True):
    step: Literal["drafted", "signed", "declined", "handed_over", "reviewed", "closed"]
    review: str = ""

    def words(self) -> str:
        if self.step == "declined":
            return "The parent read the family case plan and did not sign it."
        return f"The family case plan was {spoken(self.step)}" + (
            f" ({self.review} after coming home)." if self.review else "."
        )


KIND = Kind("case_plan", "Case plan", Category.CHILD_PROTECTION, CasePlan)
