from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Known = Literal["yes", "no", "unknown"]


class Disposition(Body, frozen=True):
    """How the agency closed a report about a child, and the risk factors that it recorded; never who reported."""

    finding: Literal[
        "substantiated",
        "indicated",
        "alternative_response_victim",
        "alternative_response_not_a_victim",
        "unsubstantiated",
        "intentionally_false",
        "closed_without_finding",
        "no_maltreatment_alleged",
    ]
    child_alcohol: Known = "unknown"
    child_drug: Known = "unknown"
    caretaker_alcohol: Known = "unknown"
    caretaker_drug: Known = "unknown"

    def words(self) -> str:
        return f"The agency closed the report: {spoken(self.finding)}."


KIND = Kind("disposition", "How a report was closed", Category.CHILD_PROTECTION, Disposition)
