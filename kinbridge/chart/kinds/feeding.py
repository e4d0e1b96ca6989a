from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

WORDS = {
    "breast": "At the breast",
    "own_milk": "Mother's own milk by bottle",
    "both": "Breast and bottle",
    "formula": "Formula",
    "tube": "By tube",
}


class Feeding(Body, frozen=True):
    how: Literal["breast", "own_milk", "both", "formula", "tube"]
    weight_grams: Annotated[int, Meta(ge=300, le=9000)] | None = None

    def words(self) -> str:
        return f"{WORDS[self.how]}{f'; weight {self.weight_grams} grams' if self.weight_grams else ''}."


KIND = Kind("feeding", "Feeding", Category.GENERAL_HEALTH, Feeding)
