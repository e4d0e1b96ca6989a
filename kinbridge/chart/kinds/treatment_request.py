from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class TreatmentRequest(Body, frozen=True):
    service: Literal["assessment", "medication", "counseling", "residential"]
    pregnant: bool = False
    injects: bool = False

    def words(self) -> str:
        return f"Asked for {self.service}" + (" while pregnant." if self.pregnant else ".")


KIND = Kind("treatment_request", "Treatment asked for", Category.SOCIAL_NEEDS, TreatmentRequest)
