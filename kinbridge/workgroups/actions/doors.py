"""Who may do what in a group: its lead and the coalition's coordinator run it, its members vote and rate."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.models import Group, Member

CONVENERS = frozenset({Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
"""Who starts groups, and may run any of them."""


class NotTheLead(PermissionDenied):
    """Someone runs a group that they do not lead."""

    def __init__(self) -> None:
        super().__init__("The group's lead and the coalition's coordinator do this. Tell them what you would change.")


class NotAMember(PermissionDenied):
    """Someone votes or rates in a group at whose table they have no vote today."""

    def __init__(self) -> None:
        super().__init__("The members of this group who have a vote do this. Its lead can give you a seat.")


class NotYet(ValueError):
    """It is closed, or was done already; the message says which."""


def convenes(by: Viewer) -> bool:
    return by.role in CONVENERS


def leads(group: Group, *, by: Viewer) -> bool:
    return convenes(by) or (by.user_id is not None and group.lead_id == by.user_id)


def must_lead(group: Group, *, by: Viewer) -> None:
    if not leads(group, by=by):
        raise NotTheLead


def member_of(group: Group, *, by: Viewer, on: date) -> Member | None:
    """The viewer's seat with a vote, if they have one that day."""
    return Member.objects.on(on).filter(group=group, user=by.user_id, votes=True).first() if by.user_id else None


def must_vote(group: Group, *, by: Viewer, on: date) -> Member:
    member = member_of(group, by=by, on=on)
    if member is None:
        raise NotAMember
    return member
