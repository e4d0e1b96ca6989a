from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SHORT_STAY, YEAR = 8, 365


@measure(
    "permanency",
    "Home within 12 months of removal",
    topic=Topic.OUTCOMES,
    of="children removed from home",
    counts=("returned home within 12 months",),
    source="After CFSR permanency in 12 months, and C5 of the Regional Partnership Grants; not those themselves",
    follow=YEAR,
    waits=1,
    without="stays of less than 8 days",
    confirm="Guardianship and adoption are not on record here; the national definition counts them as well.",
)
def permanency(t: Tables) -> Rows:
    """Of the children removed from home, how many returned home within 12 months."""
    removed = t.of("removal").select(*PERSON, "day").distinct()
    removed = first(removed, t.of("return_home"), "home", of=PERSON, until=YEAR)
    removed = removed.filter(removed.home.isnull() | (removed.home - removed.day >= SHORT_STAY))
    return removed.select("family", "day", level=level(removed.home.notnull()), wait_1=removed.home - removed.day)
