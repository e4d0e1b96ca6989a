"""EPDS: mood around birth. Answers are options down the page, 1 to 4; seven items run from 3 points down to 0.

Any answer but "never" on item 10 is acted on today, whatever the total and however much is unanswered.
"""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

EPDS = PUBLISHED["epds"]


def points(item: str, option: int) -> int:
    return 4 - option if item in EPDS.scale["runs_downwards"] else option - 1


def epds(sheet: Sheet, _context: Context) -> Score:
    chosen = {item: sheet.whole(item, *EPDS.points) for item in EPDS.items}
    given = {item: points(item, option) for item, option in chosen.items() if option is not None}
    total = sum(given.values())
    self_harm = given.get(EPDS.scale["red_flag_item"], 0)
    flags = [EPDS.scale["red_flag"]] if self_harm else []
    positive = total >= EPDS.cutoffs["possible"] or self_harm > 0
    if sheet.missing:
        return incomplete(sheet, lower_bound=total, positive=positive or None, flags=flags)
    return complete(score=total, q10_points=self_harm, positive=positive, band=EPDS.band(total), flags=flags)
