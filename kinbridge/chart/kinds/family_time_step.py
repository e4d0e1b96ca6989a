from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class FamilyTimeStep(Body, frozen=True):
    """How a parent and a child spend time together from a day on: who decided it, and who saw it otherwise."""

    step: Literal["supervised", "monitored", "unsupervised", "overnight", "trial_home_visit", "home"]
    decided: Literal["team", "agency", "court"]
    who: Annotated[str, Meta(max_length=200)]
    why: Annotated[str, Meta(max_length=400)] = ""
    dissent: Annotated[str, Meta(max_length=400)] = ""

    def words(self) -> str:
        said = f"Family time from now on: {spoken(self.step)}. Decided by the {self.decided} ({self.who})."
        if self.why:
            said += f" {self.why}"
        return said + (f" Seen otherwise: {self.dissent}" if self.dissent else "")


KIND = Kind("family_time_step", "Family time, next step", Category.CHILD_PROTECTION, FamilyTimeStep)
