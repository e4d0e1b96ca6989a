from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, last, lasts, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

TAKEN = ("started", "continued", "changed")


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
    births = last(deliveries(t).select("family", "day"), t.of("admission"), "admitted", of=FAMILY)
    births = lasts(births, t.of("medication"), "code", of=FAMILY, taken=TAKEN, ended=("ended",))
    births = births.filter(births.admitted.notnull() | births.taken.notnull())
    on_it = births.taken.notnull() & (births.ended.isnull() | (births.ended < births.taken))
    return births.select("family", "day", level=level(on_it))
