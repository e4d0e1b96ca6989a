"""The people at a team's table and its guests, each as the viewer they are when they sit there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinbridge.directory.models import Membership, Viewer
from kinbridge.teams.models import Attendance, Meeting, Seat, Team

GUEST = "guest"
"""The role of someone without an account: it opens no door by itself."""


@dataclass(frozen=True, slots=True)
class Member:
    """`attendance` is empty for one who has neither pledged nor come yet."""

    viewer: Viewer
    attendance: Attendance | None = None

    @property
    def key(self) -> str:
        """How a form names them: a guest has no account, but a line of the attendance."""
        guest = self.attendance is not None and self.attendance.user_id is None
        return f"guest-{self.attendance.pk}" if self.attendance is not None and guest else str(self.viewer.user_id)

    @property
    def pledged(self) -> bool:
        return self.attendance is not None and self.attendance.pledged_at is not None

    @property
    def in_room(self) -> bool:
        return self.attendance is not None and self.attendance.in_room

    @property
    def came(self) -> bool:
        return self.attendance is not None and self.attendance.came_at is not None


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in the room now, guests included. `lost` counts those who came for a partner and lost their seat since."""

    members: tuple[Member, ...]
    lost: int = 0

    @property
    def unpledged(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if not one.pledged)

    @property
    def whole(self) -> bool:
        """Whether everyone in it is known, is at the table today, and has given the pledge."""
        return bool(self.members) and not self.lost and not self.unpledged

    @property
    def viewers(self) -> tuple[Viewer, ...]:
        return tuple(one.viewer for one in self.members)


def seated(team: Team, *, on: date) -> tuple[Viewer, ...]:
    """Everyone with a seat who works for that partner today, by name of partner. Two queries."""
    seats = {(one.user_id, one.program_id) for one in Seat.objects.on(on).filter(team=team)}
    rows = (
        Membership.objects.on(on)
        .filter(user__in=[user for user, _ in seats])
        .select_related("user", "program__organization__coalition")
        .order_by("program__name", "user__last_name", "pk")
    )
    found = {(row.user_id, row.program_id): row for row in reversed(rows) if (row.user_id, row.program_id) in seats}
    return tuple(row.viewer() for row in reversed(found.values()))


def members_of(meeting: Meeting, *, on: date) -> tuple[Member, ...]:
    """Everyone with a seat on that day, with how they stand at this meeting."""
    rows = Attendance.objects.filter(meeting=meeting, user__isnull=False).select_related("recorded_by")
    there = {one.user_id: one for one in rows}
    return tuple(Member(viewer, there.get(viewer.worker)) for viewer in seated(meeting.team, on=on))


def guests_of(meeting: Meeting) -> tuple[Member, ...]:
    """Everyone without an account who was invited to this meeting, by name."""
    rows = meeting.attendance.filter(user__isnull=True).select_related("program__organization__coalition")
    return tuple(Member(_guest(one, meeting.team), one) for one in rows.order_by("guest", "pk"))


def _guest(one: Attendance, team: Team) -> Viewer:
    """Of the program the coordinator named, in no role; one whom nobody can place is of none, and may see nothing."""
    if one.program is not None:
        return one.program.viewer(user=None, name=one.guest, role=GUEST)
    return Viewer(name=one.guest, role=GUEST, coalition_id=team.coalition_id, state=team.coalition.state)


def room_of(meeting: Meeting, *, on: date) -> Room:
    """Who is in the room now, by what the coordinator wrote down."""
    members = tuple(one for one in members_of(meeting, on=on) if one.in_room)
    guests = tuple(one for one in guests_of(meeting) if one.in_room)
    there = Attendance.objects.filter(meeting=meeting, in_room=True, user__isnull=False).count()
    return Room((*members, *guests), lost=there - len(members))
