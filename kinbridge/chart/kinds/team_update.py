from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class TeamUpdate(Body, frozen=True):
    """`meeting` is empty for what a member asks time for before one."""

    text: Annotated[str, Meta(max_length=500)]
    meeting: int | None = None
    topic: str = ""

    def words(self) -> str:
        return self.text


KIND = Kind("team_update", "Update for the team", Category.SOCIAL_NEEDS, TeamUpdate)
