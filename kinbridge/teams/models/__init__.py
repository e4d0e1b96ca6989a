"""A team, who sits at its table, the families it serves together, its meetings and what was agreed."""

from kinbridge.teams.models.meeting import Action, AgendaItem, AgendaReason, Attendance, Meeting
from kinbridge.teams.models.team import Enrollment, Seat, Team
from kinbridge.teams.roles.models import RoleChange

__all__ = [
    "Action",
    "AgendaItem",
    "AgendaReason",
    "Attendance",
    "Enrollment",
    "Meeting",
    "RoleChange",
    "Seat",
    "Team",
]
