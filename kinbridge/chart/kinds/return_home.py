from __future__ import annotations

from typing import Literal

from kinbridge.chart.kinds.kind import Body, Kind
from kinbridge.core.vocabulary import Category


class ReturnHome(Body, frozen=True):
    to_home_of: Literal["mother", "father", "both", "kin"]

    def words(self) -> str:
        return (
            "The child came home to "
            + {"both": "both parents", "kin": "kin"}.get(self.to_home_of, f"the {self.to_home_of}")
            + "."
        )


KIND = Kind("return_home", "Return home", Category.CHILD_PROTECTION, ReturnHome)
