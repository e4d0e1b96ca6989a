from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.notified import notified
from kinbridge.measures.rules.tables import Rows, Tables

PREGNANCY, YEAR = 280, 365


@measure(
    "capta_plan",
    "Infants with a plan of safe care",
    topic=Topic.FEDERAL,
    of="infants identified as affected and handed over to child protection",
    counts=("a plan of safe care was made",),
    source="42 USC 5106a(d)(18)(A) and (B)",
)
def capta_plan(t: Tables) -> Rows:
    """Of the infants identified and handed over, how many have a plan of safe care that was signed or handed over."""
    made = t.of("plan_step", code=("signed", "handed_over", "acknowledged", "reviewed"))
    infants = first(notified(t), made, "plan", of=FAMILY, since=-PREGNANCY, until=YEAR)
    return infants.select("family", "day", level=level(infants.plan.notnull()))
