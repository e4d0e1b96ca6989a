from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

WEEK = 7


@measure(
    "medication_prompt",
    "From asking to the first dose",
    topic=Topic.TARGETS,
    of="requests for medication",
    counts=("medication begun within 7 days",),
    source="CHARM collaborative, target 2",
    follow=WEEK,
    waits=1,
)
def medication_prompt(t: Tables) -> Rows:
    """Of the requests for medication, how many were followed by a first dose within seven days."""
    asked = t.of("treatment_request", code="medication").select("family", "person", "day").distinct()
    asked = first(asked, t.of("medication", code="started"), "dose", of=PERSON, until=WEEK)
    return asked.select("family", "day", level=level(asked.dose.notnull()), wait_1=asked.dose - asked.day)
