from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class ConsentStep(Body, frozen=True):
    consent: int
    step: Literal["signed", "revoked", "entered_in_error", "replaced"]

    def words(self) -> str:
        return f"A consent was {spoken(self.step)}."


KIND = Kind("consent_step", "Consent", Category.DEMOGRAPHIC, ConsentStep)
