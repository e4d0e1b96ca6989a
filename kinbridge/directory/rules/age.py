"""How old what someone stated of open places is: it fades before it is no longer counted on."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from kinbridge.directory.rules.facts import FRESH_FOR

FADES_AFTER = timedelta(days=7)


class Age(StrEnum):
    """FRESH and FADING are shown with their number; a STALE number is shown to nobody."""

    FRESH = "fresh"
    FADING = "fading"
    STALE = "stale"


def age_of(stated_at: datetime, *, at: datetime) -> Age:
    old = at - stated_at
    return Age.STALE if old > FRESH_FOR else Age.FADING if old > FADES_AFTER else Age.FRESH
