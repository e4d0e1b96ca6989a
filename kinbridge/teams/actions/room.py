"""Who gives the pledge, who comes, and who is in the room: members, and guests without an account."""

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
    return _pledged(_attendance(meeting_id, user, program), by=by, at=at)


@transaction.atomic
def place(*, meeting_id: int, user: int, program: UUID, in_room: bool, by: Viewer, at: datetime) -> Attendance:
    """They came in, or stepped out. Whoever came counts toward the quorum even after they left."""
    return _placed(_attendance(meeting_id, user, program), in_room=in_room, by=by, at=at)


@transaction.atomic
def invite(*, meeting_id: int, name: str, stated: str, program: UUID | None, by: Viewer, at: datetime) -> Attendance:
    """Put a guest without an account on the attendance, as they said who they are. Twice is once."""
    held, new = Attendance.objects.get_or_create(
        meeting=open_meeting(meeting_id), guest=name, stated=stated, defaults={"program_id": program}
    )
    if new:
        detail = {"guest": held.pk, "program": str(program or "")}
        audit("meeting.invited", by=by, at=at, about=f"meeting:{meeting_id}", detail=detail)
    return held


@transaction.atomic
def guest_pledges(*, meeting_id: int, guest: int, by: Viewer, at: datetime) -> Attendance:
    """The guest gave the pledge aloud or on paper, and `by` writes it down."""
    return _pledged(_of_guest(meeting_id, guest), by=by, at=at)


@transaction.atomic
def place_guest(*, meeting_id: int, guest: int, in_room: bool, by: Viewer, at: datetime) -> Attendance:
    """The guest came in, or stepped out. A guest makes no quorum: partners signed, and a guest sits for none."""
    return _placed(_of_guest(meeting_id, guest), in_room=in_room, by=by, at=at)


def _pledged(held: Attendance, *, by: Viewer, at: datetime) -> Attendance:
    if held.pledged_at is None:
        held.pledged_at = at
        held.recorded_by_id = None if by.user_id == held.user_id else by.user_id
        held.save(update_fields=["pledged_at", "recorded_by"])
        audit("meeting.pledged", by=by, at=at, about=f"meeting:{held.meeting_id}", detail=_whose(held))
    return held


def _placed(held: Attendance, *, in_room: bool, by: Viewer, at: datetime) -> Attendance:
    held.in_room = in_room
    if in_room and held.came_at is None:
        held.came_at = at
    held.save(update_fields=["in_room", "came_at"])
    detail = {**_whose(held), "in_room": in_room}
    audit("meeting.attendance", by=by, at=at, about=f"meeting:{held.meeting_id}", detail=detail)
    return held


def _whose(held: Attendance) -> dict[str, int | None]:
    return {"member": held.user_id} if held.user_id else {"guest": held.pk}


def _attendance(meeting_id: int, user: int, program: UUID) -> Attendance:
    held, _ = Attendance.objects.select_for_update().get_or_create(
        meeting=open_meeting(meeting_id), user_id=user, defaults={"program_id": program}
    )
    return held


def _of_guest(meeting_id: int, guest: int) -> Attendance:
    rows = Attendance.objects.select_for_update().filter(meeting=open_meeting(meeting_id), user__isnull=True)
    return rows.get(pk=guest)
