from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

FIRST_TRIMESTER = 14


@measure(
    "early_prenatal",
    "Early prenatal care",
    topic=Topic.TARGETS,
    of="births",
    counts=("first visit before week 14",),
    source="CHARM collaborative, target 1",
    version="2",
)
def early_prenatal(t: Tables) -> Rows:
    """Of the births, how many followed a prenatal visit kept before week 14 of the same pregnancy."""
    visits = t.of("prenatal_visit", flag=True)
    early = visits.filter(visits.number < FIRST_TRIMESTER)
    births = deliveries(t)
    births = first(births, early, "visit", of=FAMILY, since=-7 * births.weeks, until=0)
    return births.select("family", "day", level=level(births.visit.notnull()))
