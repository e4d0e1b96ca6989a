from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Pregnancy(Body, frozen=True):
    weeks: Annotated[int, Meta(ge=3, le=44)]

    def words(self) -> str:
        return f"Pregnancy, week {self.weeks}."


KIND = Kind("pregnancy", "Pregnancy", Category.GENERAL_HEALTH, Pregnancy)
