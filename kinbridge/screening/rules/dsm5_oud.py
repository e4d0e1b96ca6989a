"""Count of opioid use disorder criteria that a clinician found. It supports a diagnosis and does not make one."""

from __future__ import annotations

from kinbridge.screening.rules.answers import BadAnswer, Sheet, unsaid
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

OUD = PUBLISHED["dsm5_oud"]


def dsm5_oud(sheet: Sheet, context: Context) -> Score:
    """Tolerance and withdrawal do not count while opioids, also those that treat, are taken as prescribed."""
    met = list(sheet.listed("criteria_met"))
    if not all(isinstance(criterion, str) and criterion for criterion in met):
        raise BadAnswer("criteria_met must be a list of labels")
    if len(set(met)) < len(met) or len(met) > OUD.scale["criteria"]:
        raise BadAnswer(f"criteria_met names a criterion twice, or more than {OUD.scale['criteria']}")
    if sheet.missing:
        return incomplete(sheet, lower_bound=0)
    left_out = OUD.scale["not_counted_when_prescribed"] if _as_prescribed(context) else []
    excluded = [criterion for criterion in met if criterion in left_out]
    total = len(met) - len(excluded)
    shown: dict[str, object] = {"excluded": excluded} if left_out else {}
    return complete(score=total, band=OUD.band(total), **shown)


def _as_prescribed(context: Context) -> bool:
    """Sites name this in their own ways: yes, the medication by name, or the plan group of people in treatment."""
    named = (said for name, said in context.items() if any(word in name for word in OUD.scale["as_prescribed"]))
    return any(said is True or _is_yes(said) for said in named) or context.get("group") in ("P2", "p2")


def _is_yes(said: object) -> bool:
    return isinstance(said, str) and unsaid(said) is None and said.strip().casefold() not in ("no", "none", "unknown")
