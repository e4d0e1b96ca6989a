"""Give a certificate for a course that was finished."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from kinbridge.learning.models import Certificate, Enrollment
from kinbridge.learning.rules.certificates import LENGTH, code_of


@dataclass(frozen=True, slots=True)
class Proof:
    """What a certificate says besides the name and the day. `hours` are contact hours."""

    title: str
    hours: Decimal
    approved_by: str = ""


@transaction.atomic
def certify(*, enrollment: Enrollment, proof: Proof, at: datetime) -> Certificate:
    """The certificate of this time through the course, with a code that anyone can check."""
    return Certificate.objects.create(
        enrollment=enrollment,
        code=code_of(secrets.token_bytes(LENGTH)),
        name=str(enrollment.user),
        title=proof.title,
        version=enrollment.version,
        hours=proof.hours,
        approved_by=proof.approved_by,
        at=at,
    )
