"""Who gives the pledge, who comes, and who is in the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.teams.actions.trouble import open_meeting
from kinbridge.teams.models import Attendance


@transaction.atomic
def pledge(*, meeting_id: int, user: int, program: UUID, by: Viewer, at: datetime) -> Attendance:
    """This member keeps what they hear to the team's work. Given once for each meeting; the first one stays.

    Where `by` is someone else, they write down a pledge that was given aloud or on paper.
    """
    held = _attendance(meeting_id, user, program)
    if held.pledged_at is None:
        held.pledged_at = at
        held.recorded_by_id = None if by.user_id == user else by.user_id
        held.save(update_fields=["pledged_at", "recorded_by"])
        audit("meeting.pledged", by=by, at=at, about=f"meeting:{meeting_id}", detail={"member": user})
    return held


@transaction.atomic
def place(*, meeting_id: int, user: int, program: UUID, in_room: bool, by: Viewer, at: datetime) -> Attendance:
    """They came in, or stepped out. Whoever came counts toward the quorum even after they left."""
    held = _attendance(meeting_id, user, program)
    held.in_room = in_room
    if in_room and held.came_at is None:
        held.came_at = at
    held.save(update_fields=["in_room", "came_at"])
    detail = {"member": user, "in_room": in_room}
    audit("meeting.attendance", by=by, at=at, about=f"meeting:{meeting_id}", detail=detail)
    return held


def _attendance(meeting_id: int, user: int, program: UUID) -> Attendance:
    held, _ = Attendance.objects.select_for_update().get_or_create(
        meeting=open_meeting(meeting_id), user_id=user, defaults={"program_id": program}
    )
    return held
