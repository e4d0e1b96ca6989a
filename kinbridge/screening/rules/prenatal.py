"""Short screens for pregnancy: 5Ps, 4Ps and SURP-P. A yes opens a conversation; it is not a finding."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete, verdict
from kinbridge.screening.rules.summed import Context

FIVE_PS = PUBLISHED["five_ps_integrated"]
FOUR_PS = PUBLISHED["four_ps"]
SURP_P = PUBLISHED["surp_p"]
_FOLLOW_UPS = {"violence": "safety_follow_up", "emotional_health": "mental_health_follow_up"}


def five_ps_integrated(sheet: Sheet, _context: Context) -> Score:
    """The person's own use is listed apart, so that nobody reads a parent's or a partner's use as theirs."""
    said = {item: sheet.yes_no(item) for item in FIVE_PS.items}
    positive_items = [item for item in FIVE_PS.scale["positive_items"] if said[item]]
    own_use_items = [item for item in FIVE_PS.scale["own_use_items"] if said[item]]
    flags = [flag for item, flag in _FOLLOW_UPS.items() if said[item]]
    found = {"positive_items": positive_items, "flags": flags, "own_use_items": own_use_items}
    if sheet.missing:
        lower_bound = len(positive_items)
        return incomplete(sheet, lower_bound=lower_bound, positive=already(lower_bound, 1), **found)
    return complete(positive=bool(positive_items), **found)


def four_ps(sheet: Sheet, _context: Context) -> Score:
    positive_items = [item for item in FOUR_PS.items if sheet.yes_no(item)]
    if sheet.missing:
        lower_bound = len(positive_items)
        positive = already(lower_bound, 1)
        return incomplete(sheet, lower_bound=lower_bound, positive=positive, positive_items=positive_items)
    return complete(positive=bool(positive_items), positive_items=positive_items)


def surp_p(sheet: Sheet, context: Context) -> Score:
    """One point each. Low-risk clinics act on 1, high-risk on 2; where that is not stated, 1 decides nothing."""
    marijuana, alcohol, cut_down = SURP_P.items
    total = sum((bool(sheet.yes_no(marijuana)), _any_drinks(sheet, alcohol), bool(sheet.yes_no(cut_down))))
    population = context.get("population")
    cutoff = SURP_P.cutoffs.get(population) if isinstance(population, str) else None
    cutoffs = SURP_P.cutoffs.values() if cutoff is None else (cutoff,)
    if sheet.missing:
        return incomplete(sheet, lower_bound=total, cutoff=cutoff, positive=already(total, max(cutoffs)))
    return complete(score=total, band=SURP_P.band(total), cutoff=cutoff, positive=verdict(total, cutoffs))


def _any_drinks(sheet: Sheet, item: str) -> bool:
    """A number of drinks, or yes or no: what counts is any or none."""
    said = sheet.raw(item)
    return bool(sheet.yes_no(item) if isinstance(said, bool | str) else sheet.whole(item, 0, 999))
