"""Instruments that add up: points per item, a total, a band and a cut-off, all as tabled in `instruments.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_whole
from kinbridge.screening.rules.published import PUBLISHED, Published
from kinbridge.screening.rules.result import Score, already, complete, incomplete

Context = Mapping[str, object]
Rule = Callable[[Sheet, Context], Score]


def cutoff_from(context: Context, otherwise: int) -> int:
    """The cut-off this site uses, if it says so; sources differ, so a result names the one it used."""
    chosen = context.get("cutoff")
    return otherwise if chosen is None else as_whole("cutoff", chosen, 0, 100)


def _item_points(instrument: Published, sheet: Sheet) -> list[int | None]:
    scale = instrument.scale
    if scale.get("yes_no"):
        turned = scale.get("reversed", ())
        said = [(item, sheet.yes_no(item)) for item in instrument.items]
        return [None if yes is None else int(yes != (item in turned)) for item, yes in said]
    low, high = instrument.points
    if "listed_as" in scale:
        name = scale["listed_as"]
        row = sheet.row(instrument.key, sheet.raw(name), scale["length"]) if sheet.answered(name) else Sheet({})
        return [row.whole(place, low, high) for place in row]
    return [sheet.whole(item, low, high) for item in instrument.items]


def _red_flags(instrument: Published, sheet: Sheet) -> dict[str, object]:
    item = instrument.scale.get("red_flag_item")
    if item is None:
        return {}
    raised = sheet.has(item) and as_whole(item, sheet.raw(item), *instrument.points) > 0
    return {"flags": [instrument.scale["red_flag"]] if raised else []}


def summed(key: str) -> Rule:
    """The rule of an instrument whose points are simply added."""
    instrument = PUBLISHED[key]
    default = instrument.cutoffs[instrument.scale.get("cutoff_used", "positive")]

    def rule(sheet: Sheet, context: Context) -> Score:
        total = sum(point for point in _item_points(instrument, sheet) if point is not None)
        cutoff = cutoff_from(context, default)
        shown: dict[str, object] = {"cutoff": cutoff} if instrument.scale.get("shows_cutoff") else {}
        shown |= _red_flags(instrument, sheet)
        if sheet.missing:
            return incomplete(sheet, lower_bound=total, positive=already(total, cutoff), **shown)
        if instrument.bands:
            shown["band"] = instrument.band(total)
        return complete(score=total, positive=total >= cutoff, **shown)

    return rule


def rated(key: str) -> Rule:
    """The rule of an instrument whose items each allow their own points; a total only when all of them are rated."""
    instrument = PUBLISHED[key]
    allowed: Mapping[str, list[int]] = instrument.scale["allowed"]

    def rule(sheet: Sheet, _context: Context) -> Score:
        total = sum(_allowed_points(sheet, item, choices) for item, choices in allowed.items())
        if sheet.missing:
            return incomplete(sheet, lower_bound=total)
        return complete(score=total, band=instrument.band(total))

    return rule


def _allowed_points(sheet: Sheet, item: str, choices: list[int]) -> int:
    if not sheet.answered(item):
        return 0
    points = sheet.raw(item)
    if isinstance(points, bool) or not isinstance(points, int | float):
        raise BadAnswer(f"{item} must be one of {choices}")
    if points not in choices:
        raise BadAnswer(f"{item}={points} not an allowed value {choices}")
    return int(points)
