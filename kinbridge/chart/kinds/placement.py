from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Placement(Body, frozen=True):
    setting: Literal["kin", "foster_home", "with_parent_in_treatment", "hospital", "group_home", "trial_home_visit"]

    def words(self) -> str:
        return f"The child is staying in: {spoken(self.setting)}."


KIND = Kind("placement", "Placement", Category.CHILD_PROTECTION, Placement)
