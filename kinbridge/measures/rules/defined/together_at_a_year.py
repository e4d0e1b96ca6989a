from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

YEAR = 365


@measure(
    "together_at_a_year",
    "Never removed in the first year",
    topic=Topic.OUTCOMES,
    of="infants born",
    counts=("not removed from home within a year",),
    source="CHARM collaborative, overall outcomes",
    follow=YEAR,
)
def together_at_a_year(t: Tables) -> Rows:
    """Of the infants born, how many were not removed from home in their first year."""
    births = t.of("birth")
    born = births.group_by(*PERSON).agg(day=births.day.min())
    born = first(born, t.of("removal"), "removed", of=PERSON, until=YEAR)
    return born.select("family", "day", level=level(born.removed.isnull()))
