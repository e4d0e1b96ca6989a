"""Who keeps the coalition's surveys."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer

KEEPERS = frozenset({Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.EVALUATOR, Role.ADMINISTRATOR})


class NotKept(PermissionDenied):
    """Someone changes a survey who does not keep it."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def must_keep(by: Viewer) -> None:
    if not keeps(by):
        raise NotKept("The coalition's coordinators and evaluators keep the surveys. Tell them what you know.")
