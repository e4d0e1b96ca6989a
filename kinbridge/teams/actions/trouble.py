"""What may stand in the way of any verb of a meeting."""

from __future__ import annotations

from kinbridge.teams.models import Meeting


class MeetingClosed(Exception):
    """The minutes are signed off; what comes later belongs to the next meeting."""


def open_meeting(meeting_id: int) -> Meeting:
    """The meeting, locked until the transaction ends. Raises `MeetingClosed`."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting_id)
    if meeting.closed_at is not None:
        raise MeetingClosed("This meeting is closed. Write it down for the next one.")
    return meeting
