from __future__ import annotations

from datetime import date
from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

WORDS = {
    "asked": "The prescriber was asked to look at the dose after birth",
    "same": "The dose was looked at after birth and stays",
    "changed": "The dose was changed after birth",
}


class DoseReview(Body, frozen=True):
    """After birth the body clears the medicine more slowly: a dose that was raised in pregnancy may be too much."""

    medication: Literal["methadone", "buprenorphine"]
    outcome: Literal["asked", "same", "changed"]
    next_dose_on: date | None = None
    covered: bool | None = None

    def words(self) -> str:
        cover = {None: "", True: "; cover for closed days arranged", False: "; no cover for closed days yet"}
        day = f"; next dose {self.next_dose_on:%B} {self.next_dose_on.day}" if self.next_dose_on else ""
        return f"{WORDS[self.outcome]}{day}{cover[self.covered]}."


KIND = Kind("dose_review", "Dose after birth", Category.SUD_MEDICATION, DoseReview)
