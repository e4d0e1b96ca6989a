"""Write what a learner did into the learning record store, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kinbridge.learning.models import Enrollment
from kinbridge.learning.rules.courses import Course, Module
from kinbridge.learning.rules.statements import statement
from kinbridge.xapi.actions import Store, store_statements

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
    authority = {"objectType": "Agent", "account": {"homePage": home, "name": ITSELF}}
    store_statements(store=Store(enrollment.coalition_id, authority), statements=[said], at=at)
