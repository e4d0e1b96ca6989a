from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Need(Body, frozen=True):
    need: Literal[
        "housing",
        "food",
        "transport",
        "income",
        "child_care",
        "utilities",
        "phone",
        "safety",
        "legal",
        "support_person",
    ]
    step: Literal["found", "referred", "met", "declined"]

    def words(self) -> str:
        return f"{spoken(self.need).capitalize()}: {self.step}."


KIND = Kind("need", "Need", Category.SOCIAL_NEEDS, Need)
