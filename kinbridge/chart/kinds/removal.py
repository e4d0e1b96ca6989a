from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class Removal(Body, frozen=True):
    from_home_of: Literal["mother", "father", "both", "kin"]
    emergency: bool = False

    def words(self) -> str:
        return (
            "The child was removed from the home of "
            + {"both": "both parents", "kin": "kin"}.get(self.from_home_of, f"the {self.from_home_of}")
            + "."
        )


KIND = Kind("removal", "Removal from home", Category.CHILD_PROTECTION, Removal)
