from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, days_with, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

BEGUN, KEPT_UP, VISITS = 14, 45, 4


@measure(
    "counseling",
    "Counseling begun and kept up",
    topic=Topic.TARGETS,
    of="starts of treatment",
    counts=("a counseling visit within 14 days", "at least four within 45 days"),
    source="CHARM collaborative, target 3",
    follow=KEPT_UP,
    waits=1,
    version="2",
)
def counseling(t: Tables) -> Rows:
    """Of the starts of treatment, how many led to counseling within 14 days, and to four visits within 45."""
    visits = t.of("attendance", code=("counseling", "group"), flag=True)
    starts = t.of("admission").select("family", "person", "day").distinct()
    starts = first(starts, visits, "visit", of=PERSON, until=BEGUN)
    starts = days_with(starts, visits, "visits", of=PERSON, until=KEPT_UP)
    reached = level(starts.visit.notnull(), starts.visits >= VISITS)
    return starts.select("family", "day", level=reached, wait_1=starts.visit - starts.day)
