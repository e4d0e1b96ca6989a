from __future__ import annotations

from kinbridge.measures.rules.events import deliveries, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

TERM = 37


@measure(
    "born_at_term",
    "Born at term",
    topic=Topic.OUTCOMES,
    of="births",
    counts=("in week 37 or later",),
    source="CHARM collaborative, overall outcomes",
)
def born_at_term(t: Tables) -> Rows:
    """Of the births, how many were in week 37 or later."""
    births = deliveries(t)
    return births.select("family", "day", level=level(births.weeks >= TERM))
