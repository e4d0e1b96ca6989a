from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Medication(Body, frozen=True):
    medication: Literal["methadone", "buprenorphine", "naltrexone"]
    step: Literal["started", "continued", "changed", "ended"]

    def words(self) -> str:
        return f"{self.medication.capitalize()}: {self.step}."


KIND = Kind("medication", "Medication for OUD", Category.SUD_MEDICATION, Medication)
