from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.notified import PREGNANCY, YEAR, notified, plans_made
from kinbridge.measures.rules.tables import Rows, Tables


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
    infants = first(notified(t), plans_made(t), "plan", of=FAMILY, since=-PREGNANCY, until=YEAR)
    return infants.select("family", "day", level=level(infants.plan.notnull()))
