from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class TeamDecision(Body, frozen=True):
    text: Annotated[str, Meta(max_length=500)]
    meeting: int
    because: Annotated[str, Meta(max_length=300)] = ""

    def words(self) -> str:
        return f"{self.text} Why: {self.because}" if self.because else self.text


KIND = Kind("team_decision", "Decision of the team", Category.SOCIAL_NEEDS, TeamDecision)
