from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class ReferralStep(Body, frozen=True):
    referral: int
    step: Literal[
        "sent",
        "received",
        "accepted",
        "declined",
        "waitlisted",
        "scheduled",
        "first_kept",
        "first_missed",
        "engaged",
        "completed",
        "closed",
        "withdrawn",
        "entered_in_error",
    ]
    service: str = ""
    reason: str = ""

    def words(self) -> str:
        return (
            "Referral"
            + (f" for {self.service}" if self.service else "")
            + f": {spoken(self.step).replace('first', 'first visit').replace('missed', 'not kept')}"
            + (f" ({spoken(self.reason)})." if self.reason else ".")
        )


KIND = Kind("referral_step", "Referral", Category.SOCIAL_NEEDS, ReferralStep)
