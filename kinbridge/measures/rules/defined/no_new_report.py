from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, deliveries, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SETTLED, YEAR = 30, 365


@measure(
    "no_new_report",
    "No new report in the first year",
    topic=Topic.OUTCOMES,
    of="births",
    counts=("no report accepted from day 30 to the first birthday",),
    source="CHARM collaborative, overall outcomes",
    follow=YEAR,
)
def no_new_report(t: Tables) -> Rows:
    """Of the births, how many were followed by no report that was accepted, from day 30 to the first birthday."""
    reports = t.of("report", code=("investigation", "assessment"))
    births = first(deliveries(t), reports, "report", of=FAMILY, since=SETTLED, until=YEAR)
    return births.select("family", "day", level=level(births.report.isnull()))
