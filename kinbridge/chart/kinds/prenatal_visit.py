from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class PrenatalVisit(Body, frozen=True):
    weeks: Annotated[int, Meta(ge=3, le=44)]
    kept: bool

    def words(self) -> str:
        return f"Prenatal visit in week {self.weeks}: " + ("kept." if self.kept else "not kept.")


KIND = Kind("prenatal_visit", "Prenatal visit", Category.GENERAL_HEALTH, PrenatalVisit)
