from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class TeamAction(Body, frozen=True):
    text: Annotated[str, Meta(max_length=500)]
    done: bool = False
    meeting: int | None = None

    def words(self) -> str:
        return ("Done: " if self.done else "To do: ") + self.text


KIND = Kind("team_action", "Team action", Category.SOCIAL_NEEDS, TeamAction)
