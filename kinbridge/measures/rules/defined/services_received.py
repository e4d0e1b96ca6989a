from __future__ import annotations

from kinbridge.measures.rules.events import firsts, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SAME = ("family", "number")
DAYS = 60
YES = ("accepted", "scheduled", "first_kept", "completed")


@measure(
    "services_received",
    "Services received",
    topic=Topic.PLANS,
    of="referrals sent",
    counts=("accepted", "first visit kept within 60 days"),
    source="CHARM collaborative, target 4: a service received, not only a referral sent",
    follow=DAYS,
    waits=2,
    without="referrals that were withdrawn",
)
def services_received(t: Tables) -> Rows:
    """Of the referrals sent, how many were accepted, and led to a first visit within 60 days."""
    sent = t.of("referral_step", code="sent")
    sent = sent.group_by(*SAME).agg(day=sent.day.min())
    later = t.of("referral_step", code=("withdrawn", *YES))
    sent = firsts(sent, later, "code", of=SAME, until=DAYS, accepted=YES, kept=YES[2:], withdrawn=("withdrawn",))
    sent = sent.filter(sent.withdrawn.isnull())
    return sent.select(
        "family",
        "day",
        level=level(sent.accepted.notnull(), sent.kept.notnull()),
        wait_1=sent.accepted - sent.day,
        wait_2=sent.kept - sent.accepted,
    )
