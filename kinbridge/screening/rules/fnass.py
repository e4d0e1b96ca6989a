"""Finnegan signs of newborn withdrawal: one scoring, and a run of scorings that asks the team to review medication."""

from __future__ import annotations

from collections.abc import Sequence

from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_map, as_whole, label
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

FNASS = PUBLISHED["fnass_item"]
RUN = PUBLISHED["fnass_run"]

_SIGNS = {
    name: (sign, level["points"])
    for sign, levels in FNASS.scale["signs"].items()
    for level in levels
    for name in level["labels"]
}


def fnass_item(sheet: Sheet, _context: Context) -> Score:
    """The points of every sign seen. A sign is marked at one level only."""
    total = 0
    seen: set[str] = set()
    for mark in sheet.listed("present"):
        if not isinstance(mark, str) or mark not in _SIGNS:
            raise BadAnswer(f"{label(mark)} is not a sign of this form")
        sign, points = _SIGNS[mark]
        if sign in seen:
            raise BadAnswer(f"{sign} is marked at more than one level; keep the highest")
        seen.add(sign)
        total += points
    return incomplete(sheet, lower_bound=0) if sheet.missing else complete(score=total)


def fnass_run(sheet: Sheet, context: Context) -> Score:
    """Three scores of 8 or more in a row, or two of 12 or more, ask for a review. A missed scoring breaks the row."""
    row = sheet.row("scores", sheet.raw("scores")) if sheet.answered("scores") else Sheet({})
    scores = [row.whole(place, *RUN.points) for place in row]
    met = [name for name, (length, least) in _runs(context).items() if _in_a_row(scores, length, least)]
    if sheet.missing:
        return incomplete(sheet, trigger=True if met else None, rules=met)
    return complete(trigger=bool(met), rules=met)


def _runs(context: Context) -> dict[str, tuple[int, int]]:
    """The hospital's own runs when it has them: {name: [how many in a row, at least]}."""
    runs: dict[str, tuple[int, int]] = {}
    for name, pair in as_map("runs", context.get("runs") or RUN.scale["runs"]).items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise BadAnswer("runs must be pairs of how many in a row and at least which score")
        runs[name] = (as_whole("runs", pair[0], 1, 99), as_whole("runs", pair[1], *RUN.points))
    return runs


def _in_a_row(scores: Sequence[int | None], length: int, least: int) -> bool:
    row = 0
    for score in scores:
        row = row + 1 if score is not None and score >= least else 0
        if row >= length:
            return True
    return False
