"""Papers between partners: their kinds, when one is due a look, and what its end closes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 60
"""How long before its day a review is listed, and before its end a paper is said to run out. A habit, no law."""


class Memo(StrEnum):
    """Papers that partners sign and that open nothing in a chart. Those that do are put on file for the gate."""

    MOU = "mou"
    REFERRAL = "referral"
    PROTOCOL = "protocol"
    TRIBAL = "tribal"
    OTHER = "other"


MEMO_WORDS = {
    Memo.MOU: "Memorandum of understanding (MOU)",
    Memo.REFERRAL: "Referral agreement",
    Memo.PROTOCOL: "Information-sharing protocol",
    Memo.TRIBAL: "Agreement with a tribe",
    Memo.OTHER: "Other paper between partners",
}


class Due(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NEVER = "never"


DUE_WORDS = {
    Due.OVERDUE: "Review overdue",
    Due.SOON: "Review due soon",
    Due.LATER: "Planned",
    Due.NEVER: "No review date",
}


def due(review_on: date | None, *, on: date) -> Due:
    """Where a review stands on a day; its own day is not yet overdue."""
    if review_on is None:
        return Due.NEVER
    if review_on < on:
        return Due.OVERDUE
    return Due.SOON if review_on <= on + timedelta(days=SOON_DAYS) else Due.LATER


@dataclass(frozen=True, slots=True)
class Closing:
    """What stops when a paper ends: `gone` if it has, else on which day."""

    gone: bool
    on: date | None
    what: tuple[str, ...]

    @property
    def sentence(self) -> str:
        things = "; ".join(self.what)
        if self.gone:
            return f"It no longer counts. Closed with it: {things}."
        if self.on is None:
            return ""
        return f"If nobody renews it, this closes on {self.on:%B} {self.on.day}, {self.on.year}: {things}."


def closing(opens: Sequence[str], *, stands: bool, ends_on: date | None, on: date) -> Closing | None:
    """What the end of a paper closes: one that ended, or one that runs out soon. None where there is nothing to say."""
    if not opens:
        return None
    if not stands:
        return Closing(True, ends_on, tuple(opens))
    soon = ends_on is not None and ends_on <= on + timedelta(days=SOON_DAYS)
    return Closing(False, ends_on, tuple(opens)) if soon else None
