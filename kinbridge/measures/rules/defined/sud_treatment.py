from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, days_with, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

QUIET, BEGUN, KEPT_UP, FURTHER = 194, 13, 34, 2


@measure(
    "sud_treatment",
    "Treatment begun and kept up",
    topic=Topic.TREATMENT,
    of="new requests for treatment",
    counts=("a service or medication within 14 days", "at least two more within the next 34"),
    source="After the CMS and HEDIS measure of initiation and engagement; not that measure itself",
    follow=BEGUN + KEPT_UP,
    waits=1,
    without="people with a request or a treatment service in the 194 days before",
    confirm="A request takes the place of the diagnosis that claims would show.",
)
def sud_treatment(t: Tables) -> Rows:
    """Of the new requests for treatment, how many led to a service within 14 days, and to two more in the next 34."""
    asked = t.of("treatment_request")
    served = t.of("attendance", flag=True).union(t.of("medication", code=("started", "continued", "changed")))
    served = served.union(t.of("admission"))
    before = asked.union(served)
    new = first(asked.select(*PERSON, "day").distinct(), before, "before", of=PERSON, since=-QUIET, until=-1)
    new = new.filter(new.before.isnull())
    new = first(new, served, "begun", of=PERSON, until=BEGUN)
    wait = new.begun - new.day
    new = days_with(new.mutate(wait=wait), served, "further", of=PERSON, since=wait + 1, until=wait + KEPT_UP)
    reached = level(new.wait.notnull(), new.further >= FURTHER)
    return new.select("family", "day", level=reached, wait_1=new.wait)
