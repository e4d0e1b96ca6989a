from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

Strength = Annotated[int, Meta(ge=0, le=10)]


class OwnNote(Body, frozen=True):
    """How a day was, as the person noted it: 0 is none, 10 the strongest they know. Never read as how they parent."""

    text: Annotated[str, Meta(max_length=400)] = ""
    craving: Strength | None = None
    withdrawal: Strength | None = None

    def words(self) -> str:
        said = [f"“{self.text}”"] if self.text else []
        said += [f"Craving: {self.craving} of 10."] if self.craving is not None else []
        said += [f"Withdrawal: {self.withdrawal} of 10."] if self.withdrawal is not None else []
        return " ".join(said)


KIND = Kind("own_note", "Own note", Category.OWN_NOTES, OwnNote)
