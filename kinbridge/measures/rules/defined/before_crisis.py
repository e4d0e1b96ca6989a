from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, last, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

GIVEN = ("naloxone", "handed_out")
ACCEPTED = ("investigation", "assessment")
HALF_A_YEAR = 180


@measure(
    "before_crisis",
    "Reached before a crisis",
    topic=Topic.PROMPT,
    of="families first given something to be safe at home, or screened",
    counts=("before any accepted report or removal", "none in the 180 days after"),
    source="The coalition's goals, on preventing misuse among families; what counts as a crisis is our own reading",
    follow=HALF_A_YEAR,
    confirm="Nothing here says that the help was the cause. What is handed out without a name is in no family's chart.",
)
def before_crisis(t: Tables) -> Rows:
    """Of the families first given naloxone or safe storage, or screened, how many had no report or removal yet."""
    screened = (t.fact.kind == "screening_result") & (t.fact.code != "declined")
    helped = t.fact.filter(t.fact.kind.isin(GIVEN) | screened)
    helped = helped.group_by("family").agg(day=helped.day.min())
    reports, removals = t.of("report", code=ACCEPTED), t.of("removal")
    crises = reports.select("family", "day").union(removals.select("family", "day"))
    helped = last(helped, crises, "before", of=FAMILY)
    helped = first(helped, crises, "after", of=FAMILY, since=1, until=HALF_A_YEAR)
    return helped.select("family", "day", level=level(helped.before.isnull(), helped.after.isnull()))
