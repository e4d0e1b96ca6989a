from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.notified import PREGNANCY, YEAR, notified, referrals_made
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "capta_referral",
    "Infants with a referral to services",
    topic=Topic.FEDERAL,
    of="infants identified as affected and handed over to child protection",
    counts=("a referral was made for the infant, or for the family or caregiver",),
    source="42 USC 5106a(d)(18)(A) and (C)",
)
def capta_referral(t: Tables) -> Rows:
    """Of the infants identified and handed over, how many were, or whose family was, referred to a service."""
    infants = first(notified(t), referrals_made(t), "referral", of=FAMILY, since=-PREGNANCY, until=YEAR)
    return infants.select("family", "day", level=level(infants.referral.notnull()))
