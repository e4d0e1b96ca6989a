from __future__ import annotations

from datetime import date
from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Hearing(Body, frozen=True):
    type: Literal["shelter", "adjudication", "disposition", "review", "permanency", "termination"]
    held: bool
    outcome: Literal["", "continued", "found", "not_found", "reunify", "extend", "close"] = ""
    next_on: date | None = None

    def words(self) -> str:
        return (
            f"{self.type.capitalize()} hearing "
            + ("held" if self.held else "set")
            + (f"; {spoken(self.outcome)}" if self.outcome else "")
            + "."
        )


KIND = Kind("hearing", "Hearing", Category.JUVENILE_COURT, Hearing)
