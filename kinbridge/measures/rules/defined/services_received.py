from __future__ import annotations

from kinbridge.measures.rules.events import first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SAME = ("family", "number")
DAYS = 60


@measure(
    "services_received",
    "Services received",
    topic=Topic.PLANS,
    of="referrals sent",
    counts=("accepted", "first visit kept within 60 days"),
    source="CHARM collaborative, target 4: a service received, not only a referral sent",
    follow=DAYS,
    waits=True,
    without="referrals that were withdrawn",
)
def services_received(t: Tables) -> Rows:
    """Of the referrals sent, how many were accepted, and led to a first visit within 60 days."""
    sent = t.of("referral_step", code="sent")
    sent = sent.group_by(*SAME).agg(day=sent.day.min())
    sent = first(sent, t.of("referral_step", code="withdrawn"), "withdrawn", of=SAME, until=DAYS)
    sent = sent.filter(sent.withdrawn.isnull())
    yes = t.of("referral_step", code=("accepted", "scheduled", "first_kept", "completed"))
    sent = first(sent, yes, "accepted", of=SAME, until=DAYS)
    sent = first(sent, t.of("referral_step", code=("first_kept", "completed")), "kept", of=SAME, until=DAYS)
    return sent.select(
        "family",
        "day",
        level=level(sent.accepted.notnull(), sent.kept.notnull()),
        wait_1=sent.accepted - sent.day,
        wait_2=sent.kept - sent.accepted,
    )
