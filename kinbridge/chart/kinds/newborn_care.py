from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class NewbornCare(Body, frozen=True):
    method: Literal["eat_sleep_console", "finnegan", "observation"]
    needs_medication: bool = False
    rooming_in: bool = False

    def words(self) -> str:
        return (
            "Newborn withdrawal care by "
            + spoken(self.method)
            + ("; medication needed" if self.needs_medication else "; no medication needed")
            + ("; rooming in." if self.rooming_in else ".")
        )


KIND = Kind("newborn_care", "Newborn care", Category.GENERAL_HEALTH, NewbornCare)
