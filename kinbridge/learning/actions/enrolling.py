"""Begin a time through a course, one of ours or of another maker."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Enrollment


@transaction.atomic
def enroll(*, course: str, version: str, by: Viewer, at: datetime) -> tuple[Enrollment, bool]:
    """The one under way if there is one, and whether it begins now."""
    enrollment, made = Enrollment.objects.get_or_create(
        user_id=by.worker,
        coalition_id=by.coalition_id,
        course=course,
        finished_at=None,
        defaults={"program_id": by.acting_for, "version": version, "began_at": at},
    )
    if made:
        audit("learning.began", by=by, at=at, about=f"enrollment:{enrollment.pk}")
    return enrollment, made
