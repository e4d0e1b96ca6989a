from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class Admission(Body, frozen=True):
    level: Literal[
        "outpatient",
        "intensive_outpatient",
        "opioid_treatment",
        "residential",
        "residential_with_children",
        "withdrawal_management",
    ]

    def words(self) -> str:
        return f"Started treatment: {spoken(self.level)}."


KIND = Kind("admission", "Start of treatment", Category.SUD_TREATMENT, Admission)
