from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

YEAR = 365


@measure(
    "reentry",
    "Removed again within 12 months",
    topic=Topic.OUTCOMES,
    of="children who returned home",
    counts=("removed again within 12 months",),
    source="After CFSR re-entry by exits, and C4 of the Regional Partnership Grants; not those themselves",
    follow=YEAR,
    direction="down",
    confirm="The national definition and its value are to be checked against the data dictionary in force.",
)
def reentry(t: Tables) -> Rows:
    """Of the children who returned home, how many were removed again within 12 months."""
    home = t.of("return_home").select(*PERSON, "day").distinct()
    home = first(home, t.of("removal"), "again", of=PERSON, since=1, until=YEAR)
    return home.select("family", "day", level=level(home.again.notnull()))
