from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Toxicology(Body, frozen=True):
    result: Literal["negative", "as_prescribed", "unexpected"]

    def words(self) -> str:
        return f"Toxicology result: {spoken(self.result)}. A result is not a measure of parenting."


KIND = Kind("toxicology", "Toxicology", Category.SUD_TOXICOLOGY, Toxicology)
