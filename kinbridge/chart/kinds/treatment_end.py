from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class TreatmentEnd(Body, frozen=True):
    how: Literal["completed", "transferred", "left", "moved"]

    def words(self) -> str:
        return f"Treatment ended: {self.how}."


KIND = Kind("treatment_end", "End of treatment", Category.SUD_TREATMENT, TreatmentEnd)
