from __future__ import annotations

from functools import reduce
from operator import or_

from kinbridge.measures.rules.events import PERSON, first, last, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

INFANT, WRITTEN_DOWN = 365, 30
USE = (
    "caretaker_alcohol_use",
    "caretaker_drug_use",
    "child_alcohol_use",
    "child_drug_use",
    "prenatal_alcohol_exposure",
    "prenatal_drug_exposure",
)
"""AFCARS elements 82 to 87."""


@measure(
    "removal_for_use",
    "Substance use at the removal of an infant",
    topic=Topic.FEDERAL,
    of="removals of infants",
    counts=("alcohol or drugs were recorded among the circumstances",),
    source="AFCARS, 45 CFR 1355.44(d)(6): elements 82 to 87",
    follow=WRITTEN_DOWN,
    direction="down",
    without="removals whose circumstances were not recorded within 30 days",
    confirm="States record these circumstances very differently: read how before comparing.",
)
def removal_for_use(t: Tables) -> Rows:
    """Of the removals before the first birthday, how many had alcohol or drugs recorded among the circumstances."""
    removed = t.of("removal").select(*PERSON, "day").distinct()
    removed = last(removed, t.of("birth"), "born", of=PERSON, since=-INFANT)
    removed = removed.filter(removed.born.notnull())
    told = t.of("removal_circumstances")
    removed = first(removed, told, "told", of=PERSON, until=WRITTEN_DOWN)
    removed = removed.filter(removed.told.notnull())
    use = told.filter(reduce(or_, (told.code.contains(one) for one in USE)))
    removed = first(removed, use, "use", of=PERSON, until=WRITTEN_DOWN)
    return removed.select("family", "day", level=level(removed.use.notnull()))
