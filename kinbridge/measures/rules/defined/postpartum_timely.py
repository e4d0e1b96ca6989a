from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "postpartum_timely",
    "A visit after the birth",
    topic=Topic.CARE,
    of="births",
    counts=("a visit kept 7 to 84 days after",),
    source="After the CMS and HEDIS measure of postpartum care; not that measure itself",
    follow=84,
    waits=1,
)
def postpartum_timely(t: Tables) -> Rows:
    """Of the births, how many were followed by a visit of the mother's kept 7 to 84 days later."""
    births = first(deliveries(t), t.of("postpartum_visit", flag=True), "visit", of=FAMILY, since=7, until=84)
    return births.select("family", "day", level=level(births.visit.notnull()), wait_1=births.visit - births.day)
