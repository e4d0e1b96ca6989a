from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class FamilyTime(Body, frozen=True):
    step: Literal["supervised", "monitored", "unsupervised", "overnight"]
    kept: bool
    why_not: Literal["", "transport", "illness", "program_rule", "staff", "weather", "other"] = ""

    def words(self) -> str:
        return f"Family time ({self.step}): " + (
            "it took place." if self.kept else f"it did not take place ({spoken(self.why_not) or 'no reason given'})."
        )


KIND = Kind("family_time", "Family time", Category.CHILD_PROTECTION, FamilyTime)
