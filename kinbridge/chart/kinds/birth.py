from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Birth(Body, frozen=True):
    weeks: Annotated[int, Meta(ge=20, le=44)]
    weight_grams: Annotated[int, Meta(ge=300, le=7000)]
    affected: Literal["no", "suspected", "yes"] = "no"

    def words(self) -> str:
        return f"Born in week {self.weeks}, {self.weight_grams} grams."


KIND = Kind("birth", "Birth", Category.GENERAL_HEALTH, Birth)
