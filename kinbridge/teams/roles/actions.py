"""Change for the county who does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.teams.roles.models import RoleChange
from kinbridge.teams.roles.rules import Row, checked

COORDINATORS = frozenset({Role.TEAM_COORDINATOR})


def may_change(by: Viewer) -> bool:
    return by.role in COORDINATORS and by.user_id is not None


@transaction.atomic
def change_row(
    *, row: Row, parts: Mapping[str, str], because: str, since: date, by: Viewer, at: datetime
) -> RoleChange:
    """From `since` on the county does this task so. Raises `RolesUnclear` unless exactly one partner answers for it."""
    if not may_change(by):
        raise PermissionError("The team's coordinator changes who does what.")
    held = checked(replace(row, parts={code: part for code, part in parts.items() if part}))
    change = RoleChange.objects.create(
        coalition_id=by.coalition_id,
        task=row.task,
        group=row.group,
        parts=dict(held.parts),
        because=because,
        since=since,
        changed_by_id=by.worker,
        changed_at=at,
    )
    detail = {"task": row.task, "group": row.group, "since": since.isoformat(), "answers": held.accountable}
    audit("roles.changed", by=by, at=at, about=f"role_change:{change.pk}", detail=detail)
    return change
