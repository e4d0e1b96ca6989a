from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class CourtFinding(Body, frozen=True):
    finding: Literal[
        "abuse_or_neglect",
        "reasonable_efforts_made",
        "reasonable_efforts_not_made",
        "contrary_to_welfare",
        "aggravated_circumstances",
    ]

    def words(self) -> str:
        return f"The court found: {spoken(self.finding)}."


KIND = Kind("court_finding", "Court finding", Category.JUVENILE_COURT, CourtFinding)
