"""Write what a learner did into the learning record store, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from kinbridge.learning.models import Enrollment
from kinbridge.learning.rules.courses import Course, Module
from kinbridge.learning.rules.statements import statement
from kinbridge.xapi.actions import Store, store_statements
from kinbridge.xapi.calls import authority_named

ITSELF = "kinbridge"


def tell(
    verb: str,
    *,
    enrollment: Enrollment,
    course: Course,
    at: datetime,
    module: Module | None = None,
    right: int = 0,
    of: int = 0,
) -> None:
    home = settings.KINBRIDGE_ADDRESS
    said = statement(
        verb,
        home=home,
        learner=enrollment.user_id,
        enrollment=enrollment.pk,
        course=course,
        module=module,
        right=right,
        of=of,
    )
    write_down(said, coalition_id=enrollment.coalition_id, at=at)


def write_down(said: dict[str, Any], *, coalition_id: int, at: datetime) -> None:
    """One statement that this site itself vouches for."""
    store_statements(store=Store(coalition_id, authority_named(ITSELF)), statements=[said], at=at)
