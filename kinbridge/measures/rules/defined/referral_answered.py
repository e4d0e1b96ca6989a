from __future__ import annotations

from kinbridge.measures.rules.events import first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

SAME = ("family", "number")
DAYS, MONTH = 3, 30


@measure(
    "referral_answered",
    "Referrals answered",
    topic=Topic.PROMPT,
    of="referrals sent",
    counts=("answered within three days",),
    source="The coalition's own goal for closing the loop",
    follow=DAYS,
    waits=1,
)
def referral_answered(t: Tables) -> Rows:
    """Of the referrals sent, how many were answered within three days, with a yes, a no or a waiting list."""
    sent = t.of("referral_step", code="sent")
    sent = sent.group_by(*SAME).agg(day=sent.day.min())
    answers = t.of("referral_step", code=("accepted", "declined", "waitlisted"))
    sent = first(sent, answers, "answer", of=SAME, until=MONTH)
    wait = sent.answer - sent.day
    return sent.select("family", "day", level=level(wait <= DAYS), wait_1=wait)
