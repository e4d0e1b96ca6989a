from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "prenatal_timely",
    "Prenatal care on time",
    topic=Topic.CARE,
    of="births",
    counts=("a visit kept 280 to 176 days before",),
    source="After the CMS and HEDIS measure of timeliness of prenatal care; not that measure itself",
)
def prenatal_timely(t: Tables) -> Rows:
    """Of the births, how many followed a prenatal visit kept 280 to 176 days before."""
    births = first(deliveries(t), t.of("prenatal_visit", flag=True), "visit", of=FAMILY, since=-280, until=-176)
    return births.select("family", "day", level=level(births.visit.notnull()))
