"""Instruments that stop at their first question when its answer is no: RODS and PC-PTSD-5."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete
from kinbridge.screening.rules.summed import Context, cutoff_from

RODS = PUBLISHED["rods"]
PC_PTSD_5 = PUBLISHED["pc_ptsd_5"]


def rods(sheet: Sheet, _context: Context) -> Score:
    """Three or more of items 2 to 8. Nobody who never used an opioid is asked them."""
    cutoff = RODS.cutoffs["positive"]
    used = sheet.yes_no(RODS.scale["gate"])
    if used is False:
        return complete(score=0, positive=False, skipped=True)
    total = sum(sheet.yes_no(item) or False for item in RODS.items)
    if sheet.missing:
        return incomplete(sheet, lower_bound=total, positive=already(total, cutoff))
    return complete(score=total, positive=total >= cutoff)


def pc_ptsd_5(sheet: Sheet, context: Context) -> Score:
    """Five questions for people who lived through something terrible. Sites choose 4, or 3 as often used for women."""
    women = context.get("sex_for_scoring") == "female"
    cutoff = cutoff_from(context, PC_PTSD_5.cutoffs["often_for_women" if women else "default"])
    exposed = sheet.yes_no(PC_PTSD_5.scale["gate"])
    if exposed is False:
        return complete(score=0, cutoff=cutoff, positive=False, skipped=True)
    total = sum(sheet.yes_no(item) or False for item in _items(sheet))
    if sheet.missing:
        return incomplete(sheet, lower_bound=total, cutoff=cutoff, positive=already(total, cutoff))
    return complete(score=total, cutoff=cutoff, positive=total >= cutoff, skipped=False)


def _items(sheet: Sheet) -> tuple[str, ...]:
    """Forms label the five questions in their own ways; five labels other than the gate are those five."""
    named = tuple(item for item in sheet if item != PC_PTSD_5.scale["gate"])
    return named if len(named) == len(PC_PTSD_5.items) else PC_PTSD_5.items
