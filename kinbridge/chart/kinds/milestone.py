from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from kinbridge.chart.kinds.kind import Body, Kind, spoken
from kinbridge.core.vocabulary import Category

Code = Annotated[str, Meta(pattern=r"^[a-z0-9_]{3,80}$")]


class Milestone(Body, frozen=True):
    """A step some duty waits for, that has no kind of its own. `what` is the step as the clocks name it."""

    what: Code
    until: date | None = None
    marks: tuple[Code, ...] = ()
    note: Annotated[str, Meta(max_length=60)] = ""

    def words(self) -> str:
        said = spoken(self.what)
        ending = f", until {self.until:%B} {self.until.day}, {self.until.year}" if self.until else ""
        return f"{said[0].upper()}{said[1:]}{ending}" + (f" ({spoken(self.note)})." if self.note else ".")


KIND = Kind("milestone", "Step toward a due date", Category.CHILD_PROTECTION, Milestone)
