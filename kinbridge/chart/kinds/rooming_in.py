from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class RoomingIn(Body, frozen=True):
    hours: Annotated[int, Meta(ge=0, le=24)]

    def words(self) -> str:
        return f"Together in one room for {self.hours} hour{'' if self.hours == 1 else 's'} of the day."


KIND = Kind("rooming_in", "Rooming in", Category.GENERAL_HEALTH, RoomingIn)
