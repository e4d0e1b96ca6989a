from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Benefit(Body, frozen=True):
    benefit: Literal["medicaid", "tanf", "snap", "wic", "housing_voucher"]
    step: Literal["applied", "started", "renewal_due", "ended"]

    def words(self) -> str:
        return f"{self.benefit.upper()}: {spoken(self.step)}."


KIND = Kind("benefit", "Benefit", Category.SOCIAL_NEEDS, Benefit)
