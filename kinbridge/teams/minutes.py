"""The mark of a meeting's minutes: a digest of everything in them, also of what a reader may not see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kinbridge.chart.models import Entry
from kinbridge.teams.models import Action, AgendaItem, Attendance, Meeting

SAID = ("team_update", "team_decision", "team_action")
"""What a meeting leaves behind. What the family was told comes later, and is not under the mark."""


def digest(meeting: Meeting) -> str:
    """SHA-256 of who came, the list with its reasons, and what was said, decided and agreed, as they stand."""
    return hashlib.sha256(json.dumps(_minutes(meeting), sort_keys=True).encode()).hexdigest()


def unchanged(meeting: Meeting) -> bool:
    """Whether the minutes are still what was signed off."""
    return meeting.closed_at is not None and digest(meeting) == meeting.minutes_hash


def _minutes(meeting: Meeting) -> dict[str, Any]:
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position").prefetch_related("reasons"))
    families = [item.family_id for item in items]
    said = Entry.objects.filter(
        family__in=families, kind__in=SAID, body__meeting=meeting.pk, supersedes__isnull=True
    )  # a correction stands beside what it corrects, and neither changes what was said that day
    return {
        "team": meeting.team_id,
        "at": _stamp(meeting.at),
        "closed": _stamp(meeting.closed_at),
        "frozen": _stamp(meeting.agenda_locked_at),
        "came": list(_attendance(meeting.attendance.order_by("user", "pk"))),
        "list": [_place(item) for item in items],
        "said": [[one.pk, one.kind, one.label_id, one.recorded_by_id, one.body] for one in said.order_by("pk")],
        "agreed": list(_actions(Action.objects.filter(item__meeting=meeting).order_by("pk"))),
    }


def _attendance(rows: Iterable[Attendance]) -> Iterable[list[Any]]:
    for one in rows:
        who = [one.user_id] if one.user_id else [one.guest, one.stated]
        yield [*who, str(one.program_id), _stamp(one.pledged_at), _stamp(one.came_at)]


def _place(item: AgendaItem) -> list[Any]:
    reasons = [[reason.words, reason.entries] for reason in sorted(item.reasons.all(), key=lambda one: one.pk)]
    when = [_stamp(item.added_at), _stamp(item.begun_at), _stamp(item.discussed_at)]
    return [item.position, item.enrollment_id, item.why, item.minutes, *when, reasons]


def _actions(rows: Iterable[Action]) -> Iterable[list[Any]]:
    for one in rows:
        yield [one.entry_id, one.text, one.owner_id, one.due_on.isoformat()]


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
