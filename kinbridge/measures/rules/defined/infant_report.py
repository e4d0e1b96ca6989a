from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, PERSON, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.notified import PREGNANCY, YEAR, plans_made, referrals_made
from kinbridge.measures.rules.tables import Rows, Tables


@measure(
    "infant_report",
    "Infants in a report, with a plan and services",
    topic=Topic.FEDERAL,
    of="infants of whom child protection was told by a report",
    counts=("a plan of safe care was made", "and a referral to services"),
    source="NCANDS child file: has a plan of safe care, has a referral to CARA-related services",
    without="infants of whom it was told by a notification, which is no report",
    confirm="NCANDS counts reports by medical staff with a risk factor of the child. Who reported is closed here.",
)
def infant_report(t: Tables) -> Rows:
    """Of the infants whose birth led to a report, how many have a plan of safe care, and a referral to services too."""
    told = t.of("notification", code="report")
    infants = told.group_by(*PERSON).agg(day=told.day.min())
    infants = first(infants, plans_made(t), "plan", of=FAMILY, since=-PREGNANCY, until=YEAR)
    infants = first(infants, referrals_made(t), "referral", of=FAMILY, since=-PREGNANCY, until=YEAR)
    return infants.select("family", "day", level=level(infants.plan.notnull(), infants.referral.notnull()))
