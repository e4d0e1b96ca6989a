from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, first, level
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
    births = first(births, t.of("admission"), "admitted", of=FAMILY, since=-36_500, until=0)
    births = _last(births, taken, "taken")
    births = _last(births, ended, "ended")
    births = births.filter(births.admitted.notnull() | births.taken.notnull())
    on_it = births.taken.notnull() & (births.ended.isnull() | (births.ended < births.taken))
    return births.select("family", "day", level=level(on_it))


def _last(births: Rows, steps: Rows, name: str) -> Rows:
    """The last of these steps up to the birth."""
    theirs = steps.select(their_family=steps.family, their_day=steps.day)
    both = births.left_join(theirs, births.family == theirs.their_family)
    last = both.their_day.max(where=both.their_day <= both.day)
    return both.group_by(*births.columns).agg(**{name: last})
