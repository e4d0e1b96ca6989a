"""Write down time: a grant's, or advocacy's. Never both."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.policy.actions.authority import must_keep
from kinbridge.policy.models import Contact, Source, TimeSpent
from kinbridge.policy.models.time_spent import TAKEN


class Taken(ValueError):
    """Some of the time is on file already."""


@transaction.atomic
def spend(
    *,
    what: str,
    begins: datetime,
    ends: datetime,
    source: Source | None = None,
    contact: Contact | None = None,
    by: Viewer,
    at: datetime,
) -> TimeSpent:
    """One's own time: with a source it is that grant's, without one it is advocacy. Raises `NotKept`, `Taken`."""
    must_keep(by)
    purse = TimeSpent.Purse.ADVOCACY if source is None else TimeSpent.Purse.GRANT
    try:
        with transaction.atomic():
            spent = TimeSpent.objects.create(
                coalition_id=by.coalition_id,
                who_id=by.worker,
                begins=begins,
                ends=ends,
                purse=purse,
                source=source,
                contact=contact,
                what=what,
            )
    except IntegrityError as error:
        raise Taken(TAKEN) from error
    audit(f"policy.time_{purse}", by=by, at=at, about=f"time:{spent.pk}")
    return spent


@transaction.atomic
def take_out(*, spent: TimeSpent, by: Viewer, at: datetime) -> None:
    """Take out one's own entry that was wrong; the audit keeps what kind it was. Raises PermissionError."""
    if spent.who_id != by.user_id:
        raise PermissionError("Only whoever wrote this time down takes it out.")
    audit("policy.time_taken_out", by=by, at=at, about=f"time:{spent.pk}", detail={"purse": spent.purse})
    spent.delete()
