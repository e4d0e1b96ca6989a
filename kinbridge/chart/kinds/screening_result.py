from __future__ import annotations

from typing import Any

import msgspec

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class ScreeningResult(Body, frozen=True):
    """A screen with its raw answers, so that it can be scored again; `says` is its meaning in one line."""

    instrument: str
    status: str
    result: dict[str, Any]
    answers: dict[str, Any] = msgspec.field(default_factory=dict)
    context: dict[str, Any] = msgspec.field(default_factory=dict)
    name: str = ""
    says: str = ""
    language: str = "en"
    wording: str = ""
    rules_checked_on: str = ""

    def words(self) -> str:
        name = self.name or self.instrument.replace("_", "-").upper()
        if self.says:
            return f"Screen {name}: {self.says}"
        score = self.result.get("score")
        return f"Screen {name}: " + (f"score {score}." if score is not None else f"{spoken(self.status)}.")


KIND = Kind("screening_result", "Screening", Category.GENERAL_HEALTH, ScreeningResult)
