from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Item = Literal[
    "safety", "family_time", "recovery", "people", "basics", "children", "services_after", "court", "own_view"
]


class Readiness(Body, frozen=True):
    """One thing that must be so before the children come home, as somebody sees it: words, never a score."""

    item: Item
    stands: Literal["not_yet", "getting_there", "steady"]
    evidence: Annotated[str, Meta(max_length=600)]
    said_by: Literal["worker", "parent"] = "worker"

    def words(self) -> str:
        who = "The parent says" if self.said_by == "parent" else "Toward going home"
        return f"{who}, {spoken(self.item)}: {spoken(self.stands)}. {self.evidence}"


KIND = Kind("readiness", "Ready to go home", Category.CHILD_PROTECTION, Readiness)
