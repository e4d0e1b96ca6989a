"""Who keeps the register, who looks at rules, and who may read of advocacy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer

KEEPERS = frozenset({Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.ADMINISTRATOR})
LOOKERS = frozenset({Role.ADMINISTRATOR, Role.COUNSEL})
"""Those who answer for the rules of the program: they are shown what an adopted policy touches."""
ADVOCATES = KEEPERS | {Role.COUNSEL}
"""Whoever counts and reports for funders reads nothing of advocacy here."""


class NotKept(PermissionDenied):
    """Someone changes the register who does not keep it."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def looks(by: Viewer) -> bool:
    return by.role in LOOKERS


def advocates(by: Viewer) -> bool:
    return by.role in ADVOCATES


def must_keep(by: Viewer) -> None:
    """Raises `NotKept`."""
    if not keeps(by):
        raise NotKept("The coalition's coordinators keep this register. Tell them what you know.")


def must_advocate(by: Viewer) -> None:
    """Raises `NotKept`. Counsel reads and does not write."""
    if not (keeps(by) and advocates(by)):
        raise NotKept("The coalition's coordinators keep the log of advocacy. Tell them whom you spoke with.")
