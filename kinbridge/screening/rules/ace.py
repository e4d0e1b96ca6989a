"""ACE: how many of ten kinds of childhood adversity. A marker in populations; never a gate, never a verdict."""

from __future__ import annotations

from kinbridge.screening.rules.answers import BadAnswer, Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

ACE = PUBLISHED["ace"]
_COUNT = "yes_count"


def ace(sheet: Sheet, _context: Context) -> Score:
    """Either the ten answers or only their count, which tells the listener nothing about which."""
    answers = _ten_answers(sheet)
    if answers is None:
        total = sheet.whole(_COUNT, 0, len(ACE.items)) or 0
    elif sheet.has(_COUNT):
        raise BadAnswer("yes_count and the ten answers are both given; keep one")
    else:
        total = sum(answers.yes_no(item) or False for item in answers)
    if sheet.missing:
        return incomplete(sheet, lower_bound=total)
    return complete(score=total, band=ACE.band(total))


def _ten_answers(sheet: Sheet) -> Sheet | None:
    """The itemized answers as a list, under the labels of a local form, or as q1 to q10."""
    if sheet.has("items"):
        return sheet.row("items", sheet.raw("items"), len(ACE.items))
    named = [item for item in sheet if item not in (_COUNT, "items")]
    if not named:
        return None
    items = named if len(named) == len(ACE.items) else ACE.items
    return Sheet({item: sheet.raw(item) for item in items}, part_of=sheet)
