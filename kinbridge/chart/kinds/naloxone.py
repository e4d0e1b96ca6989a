from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Naloxone(Body, frozen=True):
    kits: Annotated[int, Meta(ge=1, le=10)] = 1
    expires_on: date | None = None

    def words(self) -> str:
        expires = f"; expires {self.expires_on:%B} {self.expires_on.year}" if self.expires_on else ""
        return f"Naloxone given: {self.kits} kit{'' if self.kits == 1 else 's'}{expires}."


KIND = Kind("naloxone", "Naloxone given", Category.SOCIAL_NEEDS, Naloxone)
