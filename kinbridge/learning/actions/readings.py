"""Sign that one read a wording."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Reading
from kinbridge.learning.rules.readings import Capacity, Sort, Verdict, mark_of

CAPACITIES = {
    Role.CLINICIAN: Capacity.CLINICIAN,
    Role.COUNSELOR: Capacity.CLINICIAN,
    Role.DOSING_NURSE: Capacity.CLINICIAN,
    Role.HOSPITAL_SOCIAL_WORKER: Capacity.CLINICIAN,
    Role.PEER: Capacity.LIVED,
    Role.COUNSEL: Capacity.LAWYER,
}
"""As what someone may sign, by their role; nobody chooses it. Everyone else at work signs from practice."""


def capacity_of(by: Viewer) -> Capacity:
    return CAPACITIES.get(Role(by.role), Capacity.PRACTICE)


@transaction.atomic
def sign_reading(
    *, sort: Sort, key: str, words: str, verdict: Verdict, remarks: str, by: Viewer, at: datetime
) -> Reading:
    """The viewer read exactly these words. Raises PermissionDenied for an account of no program."""
    if by.program_id is None or by.person_id is not None:
        raise PermissionDenied("People at work with a partner sign that they read a wording.")
    reading = Reading.objects.create(
        coalition_id=by.coalition_id,
        sort=sort,
        key=key,
        mark=mark_of(words),
        reader_id=by.worker,
        capacity=capacity_of(by),
        verdict=verdict,
        remarks=remarks,
        at=at,
    )
    audit("wording.read", by=by, at=at, about=f"reading:{reading.pk}", detail={"sort": sort.value, "key": key})
    return reading
