from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class FamilyTold(Body, frozen=True):
    """What the family was told of a meeting, in the words that were used, and what they said to it."""

    text: Annotated[str, Meta(max_length=500)]
    meeting: int
    answer: Annotated[str, Meta(max_length=500)] = ""

    def words(self) -> str:
        return f"{self.text} They said: {self.answer}" if self.answer else self.text


KIND = Kind("family_told", "What the family was told", Category.SOCIAL_NEEDS, FamilyTold)
