from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Attendance(Body, frozen=True):
    service: Literal["dosing", "counseling", "group", "assessment"]
    attended: bool

    def words(self) -> str:
        return f"{self.service.capitalize()}: " + ("attended." if self.attended else "did not attend.")


KIND = Kind("attendance", "Attendance", Category.SUD_ATTENDANCE, Attendance)
