from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Handoff(Body, frozen=True):
    referral: int
    how: Literal["in_person", "call", "video"]
    family_there: bool

    def words(self) -> str:
        return f"Warm handoff made, {spoken(self.how)}; the family {'was' if self.family_there else 'was not'} there."


KIND = Kind("handoff", "Warm handoff", Category.SOCIAL_NEEDS, Handoff)
