from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Note(Body, frozen=True):
    text: Annotated[str, Meta(max_length=4000)]

    def words(self) -> str:
        return self.text


KIND = Kind("note", "Note", Category.SOCIAL_NEEDS, Note)
