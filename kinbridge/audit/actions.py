"""Write an audit line, in the caller's transaction; check a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from kinbridge.audit.models import Line


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


CHECK = """
    SELECT position FROM (
        SELECT position, previous, digest,
               lag(digest, 1, '') OVER (ORDER BY position) AS expected,
               row_number() OVER (ORDER BY position) AS place,
               encode(sha256(convert_to(concat_ws('|', previous, position, COALESCE(family_id, 0),
                   COALESCE(actor_id, 0), COALESCE(organization_id::text, ''), act, about, because,
                   array_to_string(citations, ';'), detail::text,
                   to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8')), 'hex') AS computed
        FROM audit_line WHERE COALESCE(family_id, 0) = %(family)s
    ) AS link
    WHERE previous <> expected OR digest <> computed OR position <> place
    UNION ALL
    SELECT length FROM audit_head WHERE family_id = %(family)s
        AND length <> (SELECT count(*) FROM audit_line WHERE COALESCE(family_id, 0) = %(family)s)
    ORDER BY position LIMIT 1
"""


def first_broken_link(*, family_id: int) -> int | None:
    """The position of the first line of this chain that was changed or is missing; None when the chain is whole."""
    with connection.cursor() as cursor:
        cursor.execute(CHECK, {"family": family_id})
        row = cursor.fetchone()
    return None if row is None else int(row[0])
