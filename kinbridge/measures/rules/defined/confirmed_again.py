from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SAME_EVENT, YEAR = 15, 365
CONFIRMED = ("substantiated", "indicated", "alternative_response_victim")


@measure(
    "confirmed_again",
    "Maltreatment confirmed again within 12 months",
    topic=Topic.OUTCOMES,
    of="children of whom a report was confirmed",
    counts=("another was confirmed within 12 months",),
    source="After CFSR recurrence of maltreatment, and C2 of the Regional Partnership Grants; not those themselves",
    follow=YEAR,
    direction="down",
    without="a second finding within 14 days, which is taken for the same event",
    confirm="The day of the finding stands for that of the report. The national definition and value: confirm.",
)
def confirmed_again(t: Tables) -> Rows:
    """Of the children of whom a report was confirmed, how many had another confirmed within 12 months."""
    found = t.of("disposition", code=CONFIRMED)
    cases = found.select(*PERSON, "day").distinct()
    cases = first(cases, found, "before", of=PERSON, since=-SAME_EVENT + 1, until=-1)
    cases = cases.filter(cases.before.isnull())
    cases = first(cases, found, "again", of=PERSON, since=SAME_EVENT, until=YEAR)
    return cases.select("family", "day", level=level(cases.again.notnull()))
