from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Report(Body, frozen=True):
    track: Literal["investigation", "assessment", "not_accepted"]
    priority: Literal["immediate", "24_hours", "72_hours", "standard"] = "standard"

    def words(self) -> str:
        return (
            f"A report was received; the response is an {self.track}."
            if self.track != "not_accepted"
            else "A report was received and not accepted."
        )


KIND = Kind("report", "Report received", Category.CHILD_PROTECTION, Report)
