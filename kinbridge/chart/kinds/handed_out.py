from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

THINGS = {
    "lock_box": "lock box for medicine",
    "test_strips": "fentanyl test strips",
    "sleep_space": "safe place for a baby to sleep",
    "disposal": "bag to dispose of medicine",
    "sharps": "container for sharps",
    "car_seat": "car seat",
}


class HandedOut(Body, frozen=True):
    """What was left with a family to keep at home. Naloxone has a kind of its own, with its date."""

    thing: Literal["lock_box", "test_strips", "sleep_space", "disposal", "sharps", "car_seat"]
    count: Annotated[int, Meta(ge=1, le=50)] = 1

    def words(self) -> str:
        return f"Handed out to keep at home: {THINGS[self.thing]}, {self.count}."


KIND = Kind("handed_out", "Handed out", Category.SOCIAL_NEEDS, HandedOut)
