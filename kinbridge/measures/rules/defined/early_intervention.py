from __future__ import annotations

from kinbridge.measures.rules.events import PERSON, firsts, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

REFERRED, MEETING = 7, 45


@measure(
    "early_intervention",
    "Early intervention",
    topic=Topic.PROMPT,
    of="children identified",
    counts=("referred within 7 days", "evaluated, with a first plan meeting, within 45 days"),
    source="34 CFR 303.303(a)(2)(i) and 303.310(a)",
    follow=REFERRED + MEETING,
    waits=2,
    without="children whose parents declined",
)
def early_intervention(t: Tables) -> Rows:
    """Of the children identified, how many were referred within 7 days, and had a plan meeting 45 days after that."""
    steps = t.of("ei_referral", code=("identified", "referred"))
    known = steps.group_by(*PERSON).agg(day=steps.day.min())
    later = {"referred": ("referred",), "meeting": ("plan_meeting",), "declined": ("declined",)}
    known = firsts(known, t.of("ei_referral"), "code", of=PERSON, until=REFERRED + MEETING, **later)
    known = known.filter(known.declined.isnull())
    in_time = known.meeting - known.referred <= MEETING
    return known.select(
        "family",
        "day",
        level=level(known.referred - known.day <= REFERRED, in_time),
        wait_1=known.referred - known.day,
        wait_2=known.meeting - known.referred,
    )
