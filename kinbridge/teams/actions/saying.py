"""What is said and agreed of a family at a meeting. Each is a fact of the record of whoever says it: the gate decides.

`source` is the label of another program's record that it tells of: then it goes only where that record may go.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.chart.received import record_received
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.teams.actions.trouble import open_meeting
from kinbridge.teams.models import Action, AgendaItem
from kinbridge.teams.rules import category_of


@transaction.atomic
def update(
    *, item: AgendaItem, text: str, by: Viewer, at: datetime, topic: str = "needs", source: int | None = None
) -> Entry:
    """A partner's update on one family, on one topic."""
    open_meeting(item.meeting_id)
    return _write("team_update", item, {"text": text, "topic": topic}, topic=topic, by=by, at=at, source=source)


@transaction.atomic
def decide(
    *, item: AgendaItem, text: str, by: Viewer, at: datetime, because: str = "", source: int | None = None
) -> Entry:
    """What the team decided, and why. It binds no one by law: a named person still acts on it."""
    open_meeting(item.meeting_id)
    return _write("team_decision", item, {"text": text, "because": because}, by=by, at=at, source=source)


@transaction.atomic
def tell_family(*, item: AgendaItem, text: str, by: Viewer, at: datetime, answer: str = "") -> Entry:
    """What the family was told of the meeting, and what they said. It comes after the meeting as often as not."""
    return _write("family_told", item, {"text": text, "answer": answer}, by=by, at=at, source=None)


@transaction.atomic
def agree(
    *, item: AgendaItem, text: str, owner: Viewer, due_on: date, by: Viewer, at: datetime, source: int | None = None
) -> Action:
    """A named member takes something on by a day."""
    open_meeting(item.meeting_id)
    said = f"{owner.name}, by {due_on:%B} {due_on.day}: {text}"
    entry = _write("team_action", item, {"text": said}, by=by, at=at, source=source)
    action = Action.objects.create(
        family_id=item.family_id,
        coalition_id=item.coalition_id,
        item=item,
        entry=entry,
        text=text,
        owner_id=owner.worker,
        program_id=owner.acting_for,
        due_on=due_on,
    )
    audit(
        "action.agreed",
        by=by,
        at=at,
        family_id=item.family_id,
        about=f"action:{action.pk}",
        because=Purpose.STAFFING_MEETING,
    )
    return action


@transaction.atomic
def finish(*, action_id: int, by: Viewer, at: datetime, family_told_on: date | None = None) -> Action | None:
    """The owner says it is done. None when there is no such action of theirs."""
    action = Action.objects.select_for_update().filter(pk=action_id, owner=by.user_id).first()
    if action is None:
        return None
    if action.done_at is None:
        action.done_at, action.family_told_on = at, family_told_on
        action.save(update_fields=["done_at", "family_told_on"])
        audit("action.done", by=by, at=at, family_id=action.family_id, about=f"action:{action.pk}")
    return action


def _write(
    kind: str,
    item: AgendaItem,
    said: dict[str, Any],
    *,
    by: Viewer,
    at: datetime,
    source: int | None,
    topic: str = "needs",
) -> Entry:
    family, body = item.family, {**said, "meeting": item.meeting_id}
    if source is not None:
        return record_received(family=family, label_id=source, kind=kind, body=body, occurred_at=at, by=by, at=at)
    return record_entry(
        family=family,
        subject=item.enrollment.person,
        kind=kind,
        body=body,
        occurred_at=at,
        by=by,
        at=at,
        category=category_of(topic, part2=by.is_part2),
    )
