"""TAPS: four questions about the past year, then for each substance a gate and its follow-ups about three months."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete
from kinbridge.screening.rules.summed import Context

TAPS_1 = PUBLISHED["taps_1"]
TAPS_2 = PUBLISHED["taps_2"]


def taps_1(sheet: Sheet, _context: Context) -> Score:
    """Anything other than never goes on to TAPS-2 for that substance."""
    further = [item for item in TAPS_1.items if sheet.one_of(item, TAPS_1.scale["how_often"]) not in (None, "never")]
    if sheet.missing:
        lower_bound, positive = len(further), already(len(further), 1)
        return incomplete(sheet, lower_bound=lower_bound, positive=positive, continue_to_taps2=further)
    return complete(positive=bool(further), continue_to_taps2=further)


def taps_2(sheet: Sheet, _context: Context) -> Score:
    """One point for each yes. A no at the gate scores 0, and its follow-ups are not read."""
    substances: dict[str, object] = {}
    lower_bound: dict[str, int] = {}
    for name, answers in sheet.mapped("substances").items():
        questions = TAPS_2.scale["questions_by_substance"].get(name, TAPS_2.scale["questions"])
        row = sheet.row(name, answers, questions)
        gate, *follow_ups = row
        asked = [gate] if row.has(gate) and not row.yes_no(gate) else [gate, *follow_ups]
        lower_bound[name] = points = sum(row.yes_no(item) or False for item in asked)
        substances[name] = {"lower_bound": points} if row.missing else {"score": points, "band": TAPS_2.band(points)}
    if sheet.missing:
        return incomplete(sheet, lower_bound=lower_bound, substances=substances)
    return complete(substances=substances)
