from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, affected, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

PREGNANCY, MONTH = 280, 30


@measure(
    "plan_made",
    "Plans of safe care made and handed over",
    topic=Topic.PLANS,
    of="infants born affected",
    counts=("a parent signed the plan", "it was handed over to who follows it up"),
    source="42 USC 5106a(b)(2)(B)(iii)",
    follow=MONTH,
)
def plan_made(t: Tables) -> Rows:
    """Of the infants born affected, how many had a signed plan 30 days after birth, and one that was handed over."""
    born = first(affected(t), t.of("plan_step", code="signed"), "signed", of=FAMILY, since=-PREGNANCY, until=MONTH)
    given = t.of("plan_step", code=("handed_over", "acknowledged"))
    born = first(born, given, "given", of=FAMILY, since=-PREGNANCY, until=MONTH)
    return born.select("family", "day", level=level(born.signed.notnull(), born.given.notnull()))
