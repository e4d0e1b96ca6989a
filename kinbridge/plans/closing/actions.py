"""End a plan, with what was still missing and why it may end all the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.plans.milestones import milestone
from kinbridge.plans.models import Closing, Plan
from kinbridge.plans.purposes import act_of


class NoReason(ValueError):
    """Something is missing, and nobody said why the plan may end all the same."""


@transaction.atomic
def close(*, plan: Plan, because: str, gaps: Iterable[str], reason: str, by: Viewer, at: datetime) -> Closing:
    """The plan ends today; its words stay. Raises `NoReason` where something is missing and nobody said why."""
    missing = list(gaps)
    if missing and not reason.strip():
        raise NoReason("Say why the plan may end with what is missing.")
    own = {"family_id": plan.family_id, "coalition_id": plan.coalition_id}
    closing = Closing.objects.create(
        plan=plan, because=because, gaps=missing, reason=reason.strip(), closed_by_id=by.worker, closed_at=at, **own
    )
    Plan.objects.filter(pk=plan.pk).update(closed_on=day_of(at))
    version = plan.versions.order_by("-number")[0].number
    milestone(plan, version=version, step="closed", by=by, at=at)
    detail = {"because": because, "missing": len(missing)}
    audit(act_of(plan, "closed"), by=by, at=at, family_id=plan.family_id, about=f"plan:{plan.pk}", detail=detail)
    return closing
