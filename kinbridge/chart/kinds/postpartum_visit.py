from __future__ import annotations

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class PostpartumVisit(Body, frozen=True):
    kept: bool

    def words(self) -> str:
        return "Visit after the birth: " + ("kept." if self.kept else "not kept.")


KIND = Kind("postpartum_visit", "Postpartum visit", Category.GENERAL_HEALTH, PostpartumVisit)
