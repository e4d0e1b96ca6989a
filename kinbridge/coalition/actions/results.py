"""Tell a win; record a result with what it is put down to, or correct one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.coalition.actions.goals import LEADS, ChangedMeanwhile, NotTheirs
from kinbridge.coalition.actions.looking import looked_at
from kinbridge.coalition.models import Result, Win
from kinbridge.coalition.rules.ideas import overclaims
from kinbridge.directory.models import Viewer

RECORDERS = LEADS | {Role.EVALUATOR}


class Overclaims(ValueError):
    """The result says more than its evidence does."""


@transaction.atomic
def tell_win(*, facts: Mapping[str, Any], by: Viewer, at: datetime) -> Win:
    """Anyone on staff may tell of something that went well. Raises `NotTheirs` for a family's own account."""
    if by.role == Role.PARENT:
        raise NotTheirs("This page is for the people who work with families.")
    win = Win.objects.create(coalition_id=by.coalition_id, by_id=by.worker, at=at, **facts)
    audit("win.told", by=by, at=at, about=f"win:{win.pk}")
    return win


@transaction.atomic
def record_result(
    *,
    facts: Mapping[str, Any],
    evidence: Mapping[str, str],
    instead_of: Result | None = None,
    by: Viewer,
    at: datetime,
) -> Result:
    """Record what changed and what the coalition had to do with it. `instead_of` stays readable behind this one.

    Raises `NotTheirs`, `Overclaims`, `NotCounted`, and `ChangedMeanwhile` if the older one was corrected already.
    """
    if by.role not in RECORDERS:
        raise NotTheirs("The coalition's coordinator and its evaluator record results. Tell them what changed.")
    claim = overclaims(attribution=facts["attribution"], evidence=evidence["evidence"], comparison=facts["comparison"])
    if claim:
        raise Overclaims(claim)
    looked = looked_at(**evidence, coalition_id=by.coalition_id)
    try:
        with transaction.atomic():
            result = Result.objects.create(
                coalition_id=by.coalition_id, instead_of=instead_of, by_id=by.worker, at=at, **facts, **looked
            )
    except IntegrityError as error:
        raise ChangedMeanwhile(
            "Someone corrected this result after you had opened it. Read theirs, and correct that one."
        ) from error
    act = "result.corrected" if instead_of else "result.recorded"
    audit(act, by=by, at=at, about=f"result:{result.pk}", detail={"attribution": result.attribution})
    return result
