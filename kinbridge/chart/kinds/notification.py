from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category

WORDS = {
    "without_names": "Child protection was notified of an affected infant, without any name.",
    "with_names": "Child protection was notified of an affected infant. A notification is not a report.",
    "report": "A report was made.",
}


class Notification(Body, frozen=True):
    way: Literal["without_names", "with_names", "report"]
    how: Literal["phone", "portal", "fax", "hand"]

    def words(self) -> str:
        return WORDS[self.way]


KIND = Kind("notification", "Notification", Category.GENERAL_HEALTH, Notification)
