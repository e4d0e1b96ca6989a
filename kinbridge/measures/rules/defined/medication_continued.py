from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

QUIET, DAYS, GRACE = 31, 180, 30


@measure(
    "medication_continued",
    "Medication continued for 180 days",
    topic=Topic.TREATMENT,
    of="new starts of medication for opioid use disorder",
    counts=("not ended for 180 days, and still on record then",),
    source="After the measure of pharmacotherapy for opioid use disorder; not that measure itself",
    follow=DAYS + GRACE,
    without="people with medication on record in the 31 days before",
    confirm="Gaps between doses are not on record, so only an end that was recorded counts as one.",
)
def medication_continued(t: Tables) -> Rows:
    """Of the new starts of medication, how many had not ended after 180 days and were still on record then."""
    medication = t.of("medication")
    dosed = t.of("attendance", code="dosing", flag=True)
    signs = medication.filter(medication.code != "ended").union(dosed)
    starts = t.of("medication", code="started").select(*PERSON, "day").distinct()
    starts = first(starts, medication, "earlier", of=PERSON, since=-QUIET, until=-1)
    starts = starts.filter(starts.earlier.isnull())
    starts = first(starts, t.of("medication", code="ended"), "ended", of=PERSON, until=DAYS)
    starts = first(starts, signs, "still", of=PERSON, since=DAYS - GRACE, until=DAYS + GRACE)
    return starts.select("family", "day", level=level(starts.ended.isnull() & starts.still.notnull()))
