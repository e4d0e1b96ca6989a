from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Contact(Body, frozen=True):
    how: Literal["visit", "call", "text", "office", "video"]
    outcome: Literal["met", "no_answer", "left_word"]
    first: bool = False

    def words(self) -> str:
        return ("First contact" if self.first else "Contact") + f" by {self.how}: {spoken(self.outcome)}."


KIND = Kind("contact", "Contact with the family", Category.CHILD_PROTECTION, Contact)
