"""CRAFFT 2.1+N: days of use decide which questions are asked; the car question always is."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

CRAFFT = PUBLISHED["crafft_2_1_n"]
_NICOTINE_COUNT = "honc_yes_count"


def crafft_2_1_n(sheet: Sheet, _context: Context) -> Score:
    """Without use in the past year only the car question counts. Vaping or smoking opens the nicotine checklist."""
    use_days = [sheet.whole(item, 0, 366) for item in CRAFFT.scale["use_items"]]
    nicotine_days = sheet.whole(CRAFFT.scale["nicotine_item"], 0, 366)
    # One kind of use is enough to know; that there was none takes all three answers.
    used = True if any(use_days) else None if None in use_days else False
    required = list(CRAFFT.items) if used else ["car"]
    total = sum(sheet.yes_no(item) or False for item in required)
    checklist = nicotine_days is not None and nicotine_days > 0
    nicotine = sheet.whole(_NICOTINE_COUNT, 0, 10) if checklist else None
    found: dict[str, object] = {
        "past_year_use": used,
        "required_items": required,
        "nicotine_module_required": None if nicotine_days is None else checklist,
    }
    if nicotine is not None:
        found["nicotine_flag"] = nicotine >= CRAFFT.cutoffs["nicotine"]
    cutoff = CRAFFT.cutoffs["positive"]
    if sheet.missing:
        certain: dict[str, object] = {"positive": True} if total >= cutoff else {}
        return incomplete(sheet, lower_bound=total, **found, **certain)
    return complete(score=total, band=_band(total, used=bool(used)), positive=total >= cutoff, **found)


def _band(total: int, *, used: bool) -> str:
    if used and total >= CRAFFT.cutoffs["positive"]:
        return "high"
    return "medium" if used or total else "low"
