"""NIDA Quick Screen and the NIDA-modified ASSIST that follows it, scored for each substance."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete
from kinbridge.screening.rules.summed import Context

QUICK = PUBLISHED["nida_quick_screen"]
ASSIST = PUBLISHED["nm_assist"]
INJECTION_FLAG = "injection_use_follow_up_hiv_hcv"
_AT_RISK = {"alcohol_heavy_days": "alcohol_at_risk", "tobacco": "tobacco_at_risk"}
_CONTINUE = ("rx_nonmedical", "illegal")
_SKIPPED_WITHOUT_RECENT_USE = ("q3", "q4", "q5")


def nida_quick_screen(sheet: Sheet, _context: Context) -> Score:
    """Any heavy drinking day or tobacco is at risk; prescription misuse or an illegal drug goes on."""
    used = {item for item in QUICK.items if sheet.one_of(item, QUICK.scale["how_often"]) not in (None, "never")}
    flags = [flag for item, flag in _AT_RISK.items() if item in used]
    further = any(item in used for item in _CONTINUE)
    if sheet.missing:
        positive, further_if_known = already(len(used), 1), further or None
        return incomplete(
            sheet, lower_bound=len(used), positive=positive, flags=flags, continue_to_nm_assist=further_if_known
        )
    return complete(flags=flags, continue_to_nm_assist=further, positive=bool(used))


def nm_assist(sheet: Sheet, _context: Context) -> Score:
    """Each substance ever used has its own score; the overall band is the highest. Injecting is acted on by itself."""
    substances: dict[str, object] = {}
    totals: dict[str, int] = {}
    for name, answers in sheet.mapped("substances").items():
        part = sheet.part(name, answers)
        totals[name] = total = _total(part, name)
        substances[name] = {"lower_bound": total} if part.missing else {"score": total, "band": ASSIST.band(total)}
    injected = sheet.one_of("q8_injected", ASSIST.scale["points_for"]["q6"])
    flags = [INJECTION_FLAG] if injected not in (None, "no") else []
    if sheet.missing:
        return incomplete(sheet, lower_bound=totals, substances=substances, flags=flags)
    return complete(substances=substances, band=ASSIST.band(max(totals.values(), default=0)), flags=flags)


def _total(part: Sheet, name: str) -> int:
    total = 0
    recent = None
    for question, points in ASSIST.scale["points_for"].items():
        item = f"{name}.{question}"
        # The form goes on to question 6 for a substance not used in the past 3 months.
        if recent == "never" and question in _SKIPPED_WITHOUT_RECENT_USE and not part.has(item):
            continue
        answer = part.one_of(item, points)
        recent = answer if question == "q2" else recent
        total += 0 if answer is None else points[answer]
    return total
