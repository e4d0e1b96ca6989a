from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

SAID = {"accepted": "accepted", "later": "asked to talk about it later", "declined": "declined"}


class ScreeningOffer(Body, frozen=True):
    """What the person said to the help offered after a screen; `screen` is the entry of the screen."""

    screen: int
    name: str
    answer: Literal["accepted", "later", "declined"]

    def words(self) -> str:
        return f"After the screen, help was offered: {SAID[self.answer]}."


KIND = Kind("screening_offer", "Help offered", Category.GENERAL_HEALTH, ScreeningOffer)
