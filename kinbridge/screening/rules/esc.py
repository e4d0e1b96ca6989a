"""Eat, Sleep, Console: how the newborn functions. There is no score; a yes calls people together."""

from __future__ import annotations

from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_list, unsaid
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

ESC = PUBLISHED["esc"]
CONTINUE = "continue_nonpharmacologic_care"
HUDDLE = "caregiver_huddle_optimise_nonpharmacologic"
FULL_HUDDLE = "full_care_team_huddle"
_HARDEST_TO_SOOTHE = 3


def esc(sheet: Sheet, context: Context) -> Score:
    """Any yes, or the most soothing needed, calls a caregiver huddle; the same again calls the full care team."""
    yes_items = [item for item in ESC.items if sheet.yes_no(item)]
    soothing = ESC.scale["soothing_item"]
    hard_to_soothe = sheet.whole(soothing, *ESC.points) == _HARDEST_TO_SOOTHE
    before = _before(context)
    concerns = {*yes_items, *([soothing] if hard_to_soothe else [])}
    action = (FULL_HUDDLE if concerns & before else HUDDLE) if concerns else CONTINUE
    if sheet.missing:
        return incomplete(
            sheet, any_yes=True if yes_items else None, yes_items=yes_items, action=action if concerns else None
        )
    return complete(any_yes=bool(yes_items), yes_items=yes_items, action=action)


def _before(context: Context) -> set[str]:
    """What was a concern at the last assessment."""
    items = as_list("previous_yes_items", context.get("previous_yes_items") or [])
    if not all(isinstance(item, str) and item in ESC.items for item in items):
        raise BadAnswer(f"previous_yes_items must be among: {', '.join(ESC.items)}")
    before = {str(item) for item in items}
    level = context.get("previous_soothing_support_level")
    if unsaid(level) is None and level == _HARDEST_TO_SOOTHE:
        before.add(ESC.scale["soothing_item"])
    return before
