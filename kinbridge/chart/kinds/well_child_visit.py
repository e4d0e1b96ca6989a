from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class WellChildVisit(Body, frozen=True):
    months: Annotated[int, Meta(ge=0, le=72)]
    kept: bool

    def words(self) -> str:
        return f"Well-child visit at {self.months} months: " + ("kept." if self.kept else "not kept.")


KIND = Kind("well_child_visit", "Well-child visit", Category.GENERAL_HEALTH, WellChildVisit)
