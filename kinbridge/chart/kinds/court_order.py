from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Code = Annotated[str, Meta(pattern=r"^[a-z0-9_]{3,40}$")]


class CourtOrder(Body, frozen=True):
    """One service that an order names for one person, and the day by which the referral is to be made."""

    service: Code
    refer_by: date
    number: Annotated[str, Meta(max_length=40)] = ""

    def words(self) -> str:
        day = f"{self.refer_by:%B} {self.refer_by.day}, {self.refer_by.year}"
        return f"The court ordered: {spoken(self.service)}. Refer by {day}."


KIND = Kind("court_order", "Service ordered by the court", Category.JUVENILE_COURT, CourtOrder)
