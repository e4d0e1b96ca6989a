"""Ratings by trained workers: change in family functioning (NCFAS), what to act on (CANS, FAST)."""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.screening.rules.answers import BadAnswer, Sheet, as_whole, unsaid
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score, complete, incomplete
from kinbridge.screening.rules.summed import Context

NCFAS = PUBLISHED["ncfas_change"]
CANS = PUBLISHED["cans_fast_actions"]
_NEED_ACTIONS = {3: "act_now", 2: "act", 1: "watch"}
_USABLE = 1


def ncfas_change(sheet: Sheet, _context: Context) -> Score:
    """Closure minus intake for each domain: more is better."""
    intake, closure = (_ratings(sheet, when) for when in ("intake", "closure"))
    change = {domain: closure[domain] - intake[domain] for domain in intake if domain in closure}
    for when, rated, other in (("intake", intake, closure), ("closure", closure, intake)):
        left_open = [f"{when}.{domain}" for domain in other if domain not in rated]
        sheet.missing.extend(name for name in left_open if name not in sheet.missing and when not in sheet.missing)
    improved = [domain for domain, by in change.items() if by > 0]
    worse = [domain for domain, by in change.items() if by < 0]
    if sheet.missing:
        return incomplete(sheet, change=change, improved=improved, worse=worse)
    return complete(change=change, improved=improved, worse=worse)


def _ratings(sheet: Sheet, when: str) -> dict[str, int]:
    return {domain: _rating(said) for domain, said in _named(sheet, when).items()}


def _rating(said: object) -> int:
    try:
        return as_whole("rating", said, *NCFAS.points)
    except BadAnswer:
        raise BadAnswer("NCFAS rating") from None


def _named(sheet: Sheet, name: str) -> Mapping[str, object]:
    """The rated entries of one block; the unrated are noted as missing."""
    block = sheet.mapped(name)
    part = sheet.part(name, block)
    return {item: said for item, said in block.items() if part.answered(f"{name}.{item}")}


def cans_fast_actions(sheet: Sheet, _context: Context) -> Score:
    """Needs: 3 act now, 2 act, 1 watch. Strengths: 0 and 1 can be used today, 2 and 3 are to be built."""
    blocks = {name: _named(sheet, name) for name in ("needs", "strengths") if unsaid(sheet.raw(name)) is None}
    if not blocks:
        sheet.answered("needs")
    found: dict[str, list[str]] = {action: [] for action in (*_NEED_ACTIONS.values(), "use_strength", "build_strength")}
    for need, said in blocks.get("needs", {}).items():
        level = as_whole("needs", said, *CANS.points)
        if level in _NEED_ACTIONS:
            found[_NEED_ACTIONS[level]].append(need)
    for strength, said in blocks.get("strengths", {}).items():
        level = as_whole("strengths", said, *CANS.points)
        found["use_strength" if level <= _USABLE else "build_strength"].append(strength)
    return incomplete(sheet, **found) if sheet.missing else complete(**found)
