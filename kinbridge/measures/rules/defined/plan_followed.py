from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

TAKEN_UP, LOOKED_AT = 30, 180


@measure(
    "plan_followed",
    "Plans of safe care followed up",
    topic=Topic.PLANS,
    of="infants whose plan was handed over",
    counts=("whoever follows it up confirmed within 30 days", "reviewed within 180 days"),
    source="42 USC 5106a(b)(2)(B)(iii)(II), which has states monitor the plans; the days are the coalition's own goal",
    follow=LOOKED_AT,
    waits=1,
)
def plan_followed(t: Tables) -> Rows:
    """Of the infants whose plan was handed over, how many have one that was taken up, and reviewed in half a year."""
    given = t.of("plan_step", code="handed_over")
    given = given.group_by("family", "person").agg(day=given.day.min())
    given = first(given, t.of("plan_step", code="acknowledged"), "taken", of=FAMILY, until=TAKEN_UP)
    given = first(given, t.of("plan_step", code="reviewed"), "reviewed", of=FAMILY, until=LOOKED_AT)
    reached = level(given.taken.notnull(), given.reviewed.notnull())
    return given.select("family", "day", level=reached, wait_1=given.taken - given.day)
