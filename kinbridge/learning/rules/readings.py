"""Someone who knows read a wording: in what capacity, and whether it still reads as it did then."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from hashlib import sha256

from kinbridge.core.dates import add_months


class Sort(StrEnum):
    """What sort of wording it is."""

    ITEM = "item"
    MESSAGE = "message"
    RUBRIC = "rubric"
    INSTRUMENT = "instrument"


class Capacity(StrEnum):
    CLINICIAN = "clinician"
    LIVED = "lived"
    LAWYER = "lawyer"
    PRACTICE = "practice"


CAPACITY_WORDS = {
    Capacity.CLINICIAN: "as a clinician",
    Capacity.LIVED: "as someone who lived it",
    Capacity.LAWYER: "as a lawyer",
    Capacity.PRACTICE: "from practice with families",
}


class Verdict(StrEnum):
    STANDS = "stands"
    CHANGE = "change"


VERDICT_WORDS = {Verdict.STANDS: "It can stand as it is", Verdict.CHANGE: "Change it first, as I say below"}


def mark_of(words: str) -> str:
    """The fingerprint of a wording. One letter changed, and what was signed no longer speaks for it."""
    return sha256(words.encode()).hexdigest()


class Again(StrEnum):
    """Why somebody has to read a wording again. The values are the sentences that people read."""

    NEVER = "Nobody who knows has read it yet."
    CHANGED = "The words changed since it was read."
    LONG_AGO = "It was read more than a year ago."


AGAIN_AFTER_MONTHS = 12
"""A convention of ours: what is known of treatment moves, and a text that nobody looks at grows old unseen."""


def why_again(*, read_on: date | None, same_words: bool, on: date) -> Again | None:
    """None where the text was read as it is, within the year."""
    if read_on is None:
        return Again.NEVER
    if not same_words:
        return Again.CHANGED
    return Again.LONG_AGO if add_months(read_on, AGAIN_AFTER_MONTHS) <= on else None
