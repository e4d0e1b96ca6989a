"""The infants of 42 USC 5106a(d)(18): each once, on the day child protection was told of them."""

from __future__ import annotations

from kinbridge.measures.rules.tables import Rows, Tables

PREGNANCY, YEAR = 280, 365
"""How long before that day a plan or a referral may have been made, in the pregnancy, and how long after."""

AS_MILESTONE = "notification_to_child_protection"


def notified(t: Tables) -> Rows:
    """`family`, `person`, `day`. Twins are two infants; an infant told of twice is one."""
    told = t.of("notification").union(t.of("milestone", code=AS_MILESTONE))
    return told.group_by("family", "person").agg(day=told.day.min())


def plans_made(t: Tables) -> Rows:
    """The steps at which there is a plan of safe care: a draft is none."""
    return t.of("plan_step", code=("signed", "handed_over", "acknowledged", "reviewed"))


def referrals_made(t: Tables) -> Rows:
    """For the infant, or for the family or caregiver."""
    return t.of("referral_step", code="sent").union(t.of("ei_referral", code="referred"))
