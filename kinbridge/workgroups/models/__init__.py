"""Groups and their meetings, practices and the votes on them, rounds without names, planning sessions."""

from kinbridge.workgroups.models.groups import Attendance, Decision, Group, Meeting, Member, Minutes
from kinbridge.workgroups.models.planning import Action, Answer, Dot, Item, Session
from kinbridge.workgroups.models.practices import Motion, Origin, Practice, Vote
from kinbridge.workgroups.models.rounds import Delphi, Rated, Round

__all__ = [
    "Action",
    "Answer",
    "Attendance",
    "Decision",
    "Delphi",
    "Dot",
    "Group",
    "Item",
    "Meeting",
    "Member",
    "Minutes",
    "Motion",
    "Origin",
    "Practice",
    "Rated",
    "Round",
    "Session",
    "Vote",
]
