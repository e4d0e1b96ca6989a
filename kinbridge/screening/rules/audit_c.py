"""AUDIT-C: alcohol in the past year. The cut-off depends on the sex used for scoring: ask, never infer."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet, as_yes_no, unsaid
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete, verdict
from kinbridge.screening.rules.summed import Context

AUDIT_C = PUBLISHED["audit_c"]


def audit_c(sheet: Sheet, context: Context) -> Score:
    total = sum(point for item in AUDIT_C.items if (point := sheet.whole(item, *AUDIT_C.points)) is not None)
    sex = context.get("sex_for_scoring")
    cutoff = AUDIT_C.cutoffs.get(sex.strip().casefold()) if isinstance(sex, str) else None
    cutoffs = AUDIT_C.cutoffs.values() if cutoff is None else (cutoff,)
    flags = ["any_alcohol_in_pregnancy_follow_up"] if _pregnant(context) and total > 0 else []
    if sheet.missing:
        positive = already(total, max(cutoffs))
        return incomplete(sheet, lower_bound=total, cutoff=cutoff, positive=positive, flags=flags)
    return complete(score=total, cutoff=cutoff, positive=verdict(total, cutoffs), flags=flags)


def _pregnant(context: Context) -> bool:
    said = context.get("pregnant")
    return unsaid(said) is None and as_yes_no("pregnant", said)
