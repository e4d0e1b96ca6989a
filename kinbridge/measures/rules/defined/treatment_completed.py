from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "treatment_completed",
    "Treatment completed",
    topic=Topic.TREATMENT,
    of="treatments that ended",
    counts=("completed",),
    source="After A2 of the Regional Partnership Grants, retention; not that indicator itself",
    without="people who moved away or went on to another program",
    confirm="The wording of the indicator was not read; the grant's own guide stands over this.",
)
def treatment_completed(t: Tables) -> Rows:
    """Of the treatments that ended, how many were completed rather than left."""
    ended = t.of("treatment_end", code=("completed", "left")).select(*PERSON, "day").distinct()
    ended = first(ended, t.of("treatment_end", code="completed"), "completed", of=PERSON, until=0)
    return ended.select("family", "day", level=level(ended.completed.notnull()))
