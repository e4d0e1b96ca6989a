from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Finnegan(Body, frozen=True):
    """The total of one scoring, as the nurse has it on the unit's own sheet."""

    total: Annotated[int, Meta(ge=0, le=60)]

    def words(self) -> str:
        return f"Finnegan score: {self.total}."


KIND = Kind("finnegan", "Finnegan score", Category.GENERAL_HEALTH, Finnegan)
