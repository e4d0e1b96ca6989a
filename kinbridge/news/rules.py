"""What an issue is made of, who may read it, and to whom it is due by e-mail. Pure."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

STALE_DAYS = {"each": 14, "monthly": 62}
"""An issue older than this is no news: a site whose mail was off for a year does not send that year at once."""


class Often(StrEnum):
    EACH = "each"
    MONTHLY = "monthly"


class Audience(StrEnum):
    EVERYONE = "everyone"
    PARTNERS = "partners"


class Kind(StrEnum):
    ITEM = "item"
    GOAL = "goal"
    WIN = "win"
    CAMPAIGN = "campaign"
    EVENT = "event"
    WORDS = "words"


OFTEN_WORDS = {Often.EACH: "Each issue", Often.MONTHLY: "Once a month"}
AUDIENCE_WORDS = {
    Audience.EVERYONE: "Everyone: at a public address",
    Audience.PARTNERS: "Partners: the people who sign in here",
}
KIND_WORDS = {
    Kind.ITEM: "To learn from",
    Kind.GOAL: "How a goal stands",
    Kind.WIN: "What went well",
    Kind.CAMPAIGN: "Campaign",
    Kind.EVENT: "What is coming up",
    Kind.WORDS: "In our own words",
}


def is_due(often: Often, *, published_on: date, on: date) -> bool:
    """Whether an issue goes out on a day: each one soon, and a month's issues together when the month is over."""
    fresh = (on - published_on).days <= STALE_DAYS[often]
    return fresh and (often is Often.EACH or published_on < on.replace(day=1))


def may_have(audience: Audience, *, works_here: bool, asked_at: datetime, published_at: datetime) -> bool:
    """What came out before somebody asked is on the page; what is for partners goes to partners."""
    return published_at >= asked_at and (audience is Audience.EVERYONE or works_here)
