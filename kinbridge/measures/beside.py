"""One's own county beside others: each told its own release, and each hid its own small numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinbridge.measures.board import Sheet, latest
from kinbridge.measures.charts import says
from kinbridge.measures.models import Release
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure


@dataclass(frozen=True)
class SideBySide:
    """One measure, as each county told it."""

    measure: Measure
    sheets: tuple[Sheet, ...]

    @property
    def told(self) -> Iterator[tuple[str, Sheet, str]]:
        """The county, the sheet, and what it says of the year's first step."""
        for sheet in self.sheets:
            yield sheet.release.coalition.county, sheet, says(sheet.year.everyone)


def releases(own: int) -> list[Release]:
    """The newest of one's own county first, then the newest that each other coalition opened to everyone."""
    mine = latest(own)
    opened = Release.objects.filter(opened_at__isnull=False).exclude(coalition=own).select_related("coalition")
    newest = {one.coalition_id: one for one in opened.order_by("quarter_end")}
    others = sorted(newest.values(), key=lambda one: (one.coalition.county, one.coalition_id))
    return [*([mine] if mine is not None else []), *others]


def side_by_side(own: int) -> tuple[SideBySide, ...]:
    """Every measure that at least one of these releases tells of."""
    found = releases(own)
    rows = (SideBySide(one, tuple(Sheet(one, each) for each in found if one.key in each.body)) for one in MEASURES)
    return tuple(one for one in rows if one.sheets)
