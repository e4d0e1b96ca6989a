from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Discharge(Body, frozen=True):
    to: Literal["mother", "father", "kin", "foster_home", "transfer"]

    def words(self) -> str:
        return f"Discharged: {spoken(self.to)}."


KIND = Kind("discharge", "Discharge from hospital", Category.GENERAL_HEALTH, Discharge)
