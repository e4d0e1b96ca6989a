from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class EiReferral(Body, frozen=True):
    step: Literal["identified", "referred", "evaluated", "plan_meeting", "declined"]

    def words(self) -> str:
        return f"Early intervention: {spoken(self.step)}."


KIND = Kind("ei_referral", "Early-intervention referral", Category.EARLY_INTERVENTION, EiReferral)
