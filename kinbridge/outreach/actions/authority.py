"""Who keeps the coalition's messages, campaigns and figures."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer

KEEPERS = frozenset({Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.TRAINER, Role.ADMINISTRATOR})


class NotKept(PermissionDenied):
    """Someone changes a message, a campaign or a figure who does not keep them."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def must_keep(by: Viewer) -> None:
    """Raises `NotKept`."""
    if not keeps(by):
        raise NotKept("The coalition's coordinators keep messages and campaigns. Tell them what you know.")
