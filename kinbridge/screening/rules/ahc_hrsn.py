"""Accountable Health Communities, core health-related social needs: which of five needs a family has today."""

from __future__ import annotations

from kinbridge.screening.rules.answers import BadAnswer, Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, already, complete, incomplete
from kinbridge.screening.rules.summed import Context

AHC = PUBLISHED["ahc_hrsn_core"]
_HOW_TRUE = ("never", "sometimes", "often", "never_true", "sometimes_true", "often_true")
_UTILITIES = ("no", "yes", "already_shut_off", "shut_off")


def ahc_hrsn_core(sheet: Sheet, _context: Context) -> Score:
    """A need is any underlined answer of the form; safety is a sum above 10."""
    housing = [_unsteady(sheet), _problems(sheet)]
    food = [sheet.one_of(item, _HOW_TRUE) not in (None, "never", "never_true") for item in ("food_worry", "food_last")]
    transport = bool(sheet.yes_no("transport"))
    utilities = _utilities(sheet)
    points = _safety(sheet)
    safety = sum(points)
    found = {
        "housing": any(housing),
        "food": any(food),
        "transport": transport,
        "utilities": utilities,
        "safety": safety >= AHC.cutoffs["safety"],
    }
    needs = [need for need, has in found.items() if has]
    if sheet.missing:
        lower_bound = len(needs)
        return incomplete(sheet, lower_bound=lower_bound, positive=already(lower_bound, 1), needs=needs)
    return complete(needs=needs, safety_score=safety, positive=bool(needs))


def _unsteady(sheet: Sheet) -> bool:
    """Every answer but a steady place is underlined; translations of the form label the others in their own ways."""
    if not sheet.answered("living_situation"):
        return False
    said = sheet.raw("living_situation")
    if not isinstance(said, str):
        raise BadAnswer("living_situation must be one of: steady, worried_losing, no_steady_place")
    return said.strip().casefold() != "steady"


def _problems(sheet: Sheet) -> bool:
    problems = sheet.listed("place_problems")
    if not all(isinstance(problem, str) for problem in problems):
        raise BadAnswer("place_problems must be a list of labels, or none alone")
    if "none" in problems and len(problems) > 1:
        raise BadAnswer("place_problems says none and also names a problem; keep one")
    return any(problem != "none" for problem in problems)


def _utilities(sheet: Sheet) -> bool:
    """The form has yes, no, and already shut off."""
    if isinstance(sheet.raw("utilities"), bool):
        return bool(sheet.yes_no("utilities"))
    return sheet.one_of("utilities", _UTILITIES) not in (None, "no")


def _safety(sheet: Sheet) -> list[int]:
    if not sheet.answered("safety"):
        return []
    row = sheet.row("safety", sheet.raw("safety"), AHC.scale["safety_items"])
    return [points for place in row if (points := row.whole(place, *AHC.points)) is not None]
