from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, firsts, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

DAYS = 60


@measure(
    "home_with_mother",
    "Home from hospital with the mother",
    topic=Topic.OUTCOMES,
    of="infants who went home from hospital",
    counts=("with the mother",),
    source="CHARM collaborative, overall outcomes",
    follow=DAYS,
    without="infants moved to another hospital",
)
def home_with_mother(t: Tables) -> Rows:
    """Of the infants who went home from hospital within 60 days, how many went with the mother."""
    births = t.of("birth")
    born = births.group_by(*PERSON).agg(day=births.day.min())
    gone = {"home": ("mother", "father", "kin", "foster_home"), "mother": ("mother",)}
    born = firsts(born, t.of("discharge"), "code", of=PERSON, until=DAYS, **gone)
    born = born.filter(born.home.notnull())
    return born.select("family", "day", level=level(born.mother.notnull()))
