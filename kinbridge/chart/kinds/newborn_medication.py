from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category


class NewbornMedication(Body, frozen=True):
    """One day on medicine for withdrawal; the days are counted from these."""

    medication: Literal["morphine", "methadone", "buprenorphine", "clonidine", "phenobarbital"]
    step: Literal["started", "given", "as_needed", "lowered", "ended"]

    def words(self) -> str:
        return f"Medicine for withdrawal, {self.medication}: {spoken(self.step)}."


KIND = Kind("newborn_medication", "Medicine for the baby", Category.GENERAL_HEALTH, NewbornMedication)
