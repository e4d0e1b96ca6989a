from __future__ import annotations

from typing import Any

import msgspec

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class ScreeningResult(Body, frozen=True):
    instrument: str
    status: str
    result: dict[str, Any]
    answers: dict[str, Any] = msgspec.field(default_factory=dict)

    def words(self) -> str:
        score = self.result.get("score")
        return f"Screen {self.instrument.replace('_', '-').upper()}: " + (
            f"score {score}." if score is not None else f"{spoken(self.status)}."
        )


KIND = Kind("screening_result", "Screening", Category.GENERAL_HEALTH, ScreeningResult)
