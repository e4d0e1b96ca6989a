from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class CasePlan(Body, frozen=True):
    step: Literal["drafted", "signed", "reviewed"]

    def words(self) -> str:
        return f"The family case plan was {self.step}."


KIND = Kind("case_plan", "Case plan", Category.CHILD_PROTECTION, CasePlan)
