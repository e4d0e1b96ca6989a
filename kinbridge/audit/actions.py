"""Write an audit line, in the caller's transaction. `audit.chain` checks that none was changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from kinbridge.audit.models import Head, Line


class Actor(Protocol):
    """Whoever acts: a signed-in viewer, or the system itself when a command runs."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def organization_id(self) -> UUID | None: ...


def record(
    act: str,
    *,
    by: Actor,
    at: datetime,
    family_id: int | None = None,
    about: str = "",
    because: str = "",
    citations: Iterable[str] = (),
    detail: Mapping[str, object] | None = None,
) -> Line:
    """Append one line to the family's chain. Must run inside the transaction of the act it tells of."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"Record {act} inside the transaction of the act itself.")
    return Line.objects.create(
        at=at,
        family_id=family_id,
        actor_id=by.user_id,
        organization_id=by.organization_id,
        act=act,
        about=about,
        because=because,
        citations=list(dict.fromkeys(citations)),
        detail=dict(detail or {}),
    )


def wait_turn(*, family_id: int) -> None:
    """Wait for whoever else writes in this family's chain. A verb that will hold another row that others hold after
    they have written takes its turn first: then no two can wait for each other.
    """
    Head.objects.select_for_update().filter(family_id=family_id).first()
