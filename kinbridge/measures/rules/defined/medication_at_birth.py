from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, last, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "medication_at_birth",
    "Medication at birth",
    topic=Topic.TARGETS,
    of="births to parents in treatment",
    counts=("on medication for opioid use disorder on the day of birth",),
    source="CHARM collaborative, target 2",
    without="parents with no treatment on record by then",
    version="2",
)
def medication_at_birth(t: Tables) -> Rows:
    """Of the births to parents with treatment on record, how many were on medication that day."""
    taken, ended = t.of("medication", code=("started", "continued", "changed")), t.of("medication", code="ended")
    births = deliveries(t).select("family", "day")
    births = last(births, t.of("admission"), "admitted", of=FAMILY)
    births = last(births, taken, "taken", of=FAMILY)
    births = last(births, ended, "ended", of=FAMILY)
    births = births.filter(births.admitted.notnull() | births.taken.notnull())
    on_it = births.taken.notnull() & (births.ended.isnull() | (births.ended < births.taken))
    return births.select("family", "day", level=level(on_it))
