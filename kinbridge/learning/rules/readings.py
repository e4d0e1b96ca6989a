"""Someone who knows read a wording: in what capacity, and whether it still reads as it did then."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256


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
