from __future__ import annotations

from kinbridge.measures.rules.events import firsts, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SAME_NEED = ("family", "person", "code")
DAYS = 90


@measure(
    "needs_met",
    "Basic needs met",
    topic=Topic.TARGETS,
    of="needs found",
    counts=("confirmed as met within 90 days",),
    source="CHARM collaborative, target 4",
    follow=DAYS,
    waits=1,
    without="needs for which help was declined",
    version="2",
)
def needs_met(t: Tables) -> Rows:
    """Of the needs found, how many were confirmed as met within 90 days."""
    found = t.of("need", other="found").select(*SAME_NEED, "day").distinct()
    steps = t.of("need", other=("met", "declined"))
    found = firsts(found, steps, "other", of=SAME_NEED, until=DAYS, met=("met",), declined=("declined",))
    found = found.filter(found.declined.isnull())
    return found.select("family", "day", level=level(found.met.notnull()), wait_1=found.met - found.day)
