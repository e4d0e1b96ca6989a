from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

DAYS = 2


@measure(
    "treatment_when_pregnant",
    "Treatment within 48 hours when pregnant",
    topic=Topic.PROMPT,
    of="requests for treatment by someone who was pregnant",
    counts=("treatment begun within two days",),
    source="45 CFR 96.131",
    follow=DAYS,
    waits=1,
    confirm="Days stand for hours here: up to the end of the second day.",
)
def treatment_when_pregnant(t: Tables) -> Rows:
    """Of the requests for treatment by someone who was pregnant, how many led to a start within two days."""
    began = t.of("admission").union(t.of("medication", code="started"))
    asked = t.of("treatment_request", flag=True).select(*PERSON, "day").distinct()
    asked = first(asked, began, "began", of=PERSON, until=DAYS)
    return asked.select("family", "day", level=level(asked.began.notnull()), wait_1=asked.began - asked.day)
