"""Write a line of the strategy, and change one: by the lead, or whoever answers for it or for what it stands under."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.coalition.actions.goals import NotTheirs, keep_change, leads, refuse_if_changed, write
from kinbridge.coalition.models import Goal, Indicator, Line
from kinbridge.coalition.rules.strategy import BELOW
from kinbridge.directory.models import Viewer

WHO = "The coalition's coordinator changes this, or whoever answers for it or for what it stands under."


def may_change(*, of: Goal | Line, by: Viewer) -> bool:
    if leads(by):
        return True
    owners: set[int | None] = set()
    line = of if isinstance(of, Line) else None
    while line is not None:
        owners.add(line.owner_id)
        line = line.parent
    owners.add(of.goal.owner_id if isinstance(of, Line) else of.owner_id)
    return by.user_id is not None and by.user_id in owners


@transaction.atomic
def write_line(
    *,
    under: Goal | Line,
    facts: Mapping[str, Any],
    indicator: Mapping[str, Any] | None = None,
    by: Viewer,
    at: datetime,
) -> Line:
    """A line under a goal or under another line. Raises `NotTheirs`; ValueError under an activity."""
    if not may_change(of=under, by=by):
        raise NotTheirs(WHO)
    above = under if isinstance(under, Line) else None
    kind = BELOW.get(above.kind if above else "")
    if kind is None:
        raise ValueError("Nothing stands under an activity. Write another activity beside it.")
    goal = under.goal if isinstance(under, Line) else under
    line = Line(coalition_id=goal.coalition_id, goal=goal, parent=above, kind=kind, **facts)
    line.indicator = _looked_at(line, indicator)
    line.save()
    keep_change(of=line, why="", by=by, at=at)
    audit("strategy.line_written", by=by, at=at, about=f"line:{line.pk}", detail={"kind": kind.value})
    return line


@transaction.atomic
def change_line(
    *,
    line: Line,
    facts: Mapping[str, Any],
    version: int,
    why: str,
    indicator: Mapping[str, Any] | None = None,
    by: Viewer,
    at: datetime,
) -> Line:
    """What the line says from now on. Raises `NotTheirs`, and `ChangedMeanwhile` where `version` is an older one."""
    if not may_change(of=line, by=by):
        raise NotTheirs(WHO)
    kept = Line.objects.select_for_update(of=("self",)).select_related("goal", "indicator").get(pk=line.pk)
    refuse_if_changed(kept, version)
    kept.indicator = _looked_at(kept, indicator)
    write(kept, facts)
    keep_change(of=kept, why=why, by=by, at=at)
    audit("strategy.line_changed", by=by, at=at, about=f"line:{kept.pk}", detail={"status": kept.status})
    return kept


def _looked_at(line: Line, indicator: Mapping[str, Any] | None) -> Indicator | None:
    """The line's indicator as it is now said. Once there it stays, for values hang on it."""
    if indicator is None:
        return line.indicator
    if line.indicator is None:
        return Indicator.objects.create(coalition_id=line.coalition_id, **indicator)
    for name, value in indicator.items():
        setattr(line.indicator, name, value)
    line.indicator.save(update_fields=list(indicator))
    return line.indicator
