"""What a count between two organizations may show, and how strong the link then is. Pure; no family, no program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kinbridge.measures.rules.suppression import THRESHOLD, hidden, rate_is_safe

Way = tuple[str, str]
"""From one organization to another, by id."""
WEAK_BELOW = 50
"""Percent of which the sender heard how it went; below it a link is called weak. A habit of the coalition, no law."""
SLOW_AFTER = 5
"""Days to an answer; a median beyond it is called slow."""


class Agreement(StrEnum):
    NONE = "none"
    SPOKEN = "spoken"
    WRITTEN = "written"
    CONTRACT = "contract"


AGREEMENT_WORDS = {
    Agreement.NONE: "Nothing agreed",
    Agreement.SPOKEN: "Agreed by word of mouth",
    Agreement.WRITTEN: "A written agreement",
    Agreement.CONTRACT: "A contract",
}


class Trust(StrEnum):
    """How an organization says it works with another, from strangers to one plan. Stated, never computed."""

    STRANGERS = "1"
    KNOWN = "2"
    RELIED_ON = "3"
    TOGETHER = "4"


TRUST_WORDS = {
    Trust.STRANGERS: "We hardly know each other",
    Trust.KNOWN: "We know whom to call",
    Trust.RELIED_ON: "We count on each other",
    Trust.TOGETHER: "We plan together",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Referrals one way in the period: how many, how many were answered, of how many the sender heard how it went (a
    no, a first visit kept or missed, an end), and the median days to the first answer.
    """

    sent: int
    answered: int
    heard: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The same with small cells hidden. `sent` None: some, and too few to say how many."""

    sent: int | None = 0
    percent: int | None = None
    days: float | None = None

    @property
    def known(self) -> bool:
        """Enough were sent to speak of the link."""
        return bool(self.sent)


def shown(counted: Mapping[Way, Counted]) -> dict[Way, Shown]:
    """Every way with small cells hidden, and with others beside them so that a total elsewhere gives none back."""
    ways = sorted(counted)
    table = [[counted[way].sent for way in ways]]
    masked = hidden([[*table[0], sum(table[0])]]) if ways else frozenset()
    return {way: _shown(counted[way], few=(0, place) in masked) for place, way in enumerate(ways)}


def _shown(one: Counted, *, few: bool) -> Shown:
    if few:
        return Shown(sent=None)
    percent = round(100 * one.heard / one.sent) if rate_is_safe(one.heard, one.sent) else None
    return Shown(one.sent, percent, one.days if one.answered >= THRESHOLD else None)


class Strength(StrEnum):
    GOOD = "good"
    WEAK = "weak"
    UNKNOWN = "unknown"


def strength(way: Shown, *, trust: Trust | None = None) -> Strength:
    """Weak where the sender hears of fewer than half, where answers are slow, or where it says that the two hardly know
    each other; unknown where too little may be said.
    """
    slow = way.days is not None and way.days > SLOW_AFTER
    unheard = way.percent is not None and way.percent < WEAK_BELOW
    if slow or unheard or trust is Trust.STRANGERS:
        return Strength.WEAK
    return Strength.UNKNOWN if way.percent is None and way.days is None else Strength.GOOD


def is_one_way(there: Shown, back: Shown) -> bool:
    """Enough go there to speak of it, and too few come back. Few and none are the same here: neither is told apart."""
    return there.known and not back.known
