from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

WORDS = {
    "notification": "a notification, which is not a report",
    "report": "a report",
    "assessment": "help from child welfare through an assessment",
    "human_review": "a further look by a person",
    "nothing": "no notice",
}


class BirthPathway(Body, frozen=True):
    """What a named person decided. A report is filed under who reported, which stays closed."""

    decided: Literal["notification", "report", "assessment", "human_review", "nothing"]
    group: Literal["P1", "P2", "P3", ""] = ""

    def words(self) -> str:
        return f"Decided at birth: {WORDS[self.decided]}{f', group {self.group}' if self.group else ''}."


KIND = Kind("birth_pathway", "Decision at birth", Category.GENERAL_HEALTH, BirthPathway)
