"""The strategy on one page of letter paper, however much there is: first the letters get smaller, then lines go."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import typst

from kinbridge.coalition.reading.strategy import Branch, Row, Strategy
from kinbridge.coalition.rules.strategy import STATUS_WORDS, Status
from kinbridge.coalition.values import plain
from kinbridge.directory.models import Viewer

TEMPLATE = Path(__file__).parent / "one_page.typ"
WHOLE = 99
DETAIL = ((WHOLE, WHOLE, WHOLE), (WHOLE, WHOLE, 0), (3, 2, 0), (2, 1, 0), (1, 0, 0), (0, 0, 0))
"""How many objectives of a goal, strategies of each and activities of each of those: the first that fits stands."""


def as_pdf(strategy: Strategy, *, by: Viewer, on: date) -> bytes:
    """PDF/UA-1 bytes of one tagged page."""
    given = {"strategy": json.dumps(data(strategy, by=by, on=on))}
    made: bytes = typst.compile(TEMPLATE, sys_inputs=given, pdf_standards=["ua-1"])
    return made


def data(strategy: Strategy, *, by: Viewer, on: date) -> dict[str, object]:
    """Everything the paper may say, in one version for each amount of detail; the paper takes the first that fits."""
    return {
        "coalition": by.coalition_name,
        "printed": f"Printed {_day(on)}",
        "versions": [[_goal(branch, most) for branch in strategy.branches] for most in DETAIL],
    }


def _goal(branch: Branch, most: tuple[int, int, int]) -> dict[str, object]:
    goal, value = branch.card.goal, branch.card.value
    shown, more = _first(branch.objectives, most[0])
    when = f", {_day(value.on)}" if value.on else ""
    return {
        "title": str(goal),
        "owner": f"{goal.owner}, {branch.place}" if goal.owner else "Nobody answers for it yet",
        "value": f"{goal.indicator.words}: {value.text}{when}{_target(goal.indicator.target, goal.indicator.unit)}",
        "standing": str(branch.card.standing),
        "objectives": [_objective(row, most[1:]) for row in shown],
        "more": _more(more, "objective"),
    }


def _objective(row: Row, most: tuple[int, ...]) -> dict[str, object]:
    value = ""
    if row.value is not None and row.line.indicator is not None:
        value = f"{row.line.indicator.words}: {row.value.text}"
        value += _target(row.line.indicator.target, row.line.indicator.unit)
    shown, more = _first(row.under, most[0])
    lines = [_lines(approach, most[1]) for approach in shown]
    return {"line": _words(row), "value": value, "strategies": lines, "more": _more(more, "strategy")}


def _lines(row: Row, most: int) -> dict[str, object]:
    shown, more = _first(row.under, most)
    return {"line": _words(row), "activities": [_words(one) for one in shown], "more": _more(more, "activity")}


def _first(rows: Iterable[Row], most: int) -> tuple[list[Row], int]:
    """The first of those that were not set aside, and how many more there are."""
    kept = [row for row in rows if row.line.status != Status.SET_ASIDE]
    return kept[:most], len(kept) - len(kept[:most])


def _more(count: int, kind: str) -> str:
    if not count:
        return ""
    many = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    return f"and {count} {kind if count == 1 else many}"


def _words(row: Row) -> str:
    line = row.line
    state = "Late" if row.late else STATUS_WORDS[Status(line.status)].split(" from ")[0]
    facts = [str(line.owner) if line.owner else "nobody yet", _day(line.due_on) if line.due_on else "", state.lower()]
    return f"{line.title} ({', '.join(filter(None, facts))})"


def _target(target: float | None, unit: str) -> str:
    return f"; target {plain(target)} {unit}" if target is not None else ""


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
