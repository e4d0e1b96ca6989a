from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

MONTHS_2, MONTHS_3 = 61, 90


@measure(
    "treatment_kept",
    "Still in treatment at 90 days",
    topic=Topic.TARGETS,
    of="starts of treatment",
    counts=("not ended, and a visit kept in the third month",),
    source="CHARM collaborative, target 3",
    follow=MONTHS_3,
    without="treatment completed within 90 days",
)
def treatment_kept(t: Tables) -> Rows:
    """Of the starts of treatment, how many had not ended after 90 days, with a visit kept in the third month."""
    starts = t.of("admission").select("family", "person", "day").distinct()
    starts = first(starts, t.of("treatment_end", code="completed"), "completed", of=PERSON, until=MONTHS_3)
    starts = starts.filter(starts.completed.isnull())
    starts = first(starts, t.of("treatment_end"), "ended", of=PERSON, until=MONTHS_3)
    starts = first(starts, t.of("attendance", flag=True), "visit", of=PERSON, since=MONTHS_2, until=MONTHS_3)
    return starts.select("family", "day", level=level(starts.ended.isnull() & starts.visit.notnull()))
