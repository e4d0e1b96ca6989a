"""Three views of one record: what anyone may see, what the coalition's partners see, what its own organization sees.

Where a confidential place is, is in none of the three: no view has more room for it than the others.
"""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who a row of the directory is for, from the widest to the narrowest."""

    PUBLIC = "public"
    PARTNER = "partner"
    INNER = "inner"


AUDIENCE_WORDS = {
    Audience.PUBLIC: "Everyone",
    Audience.PARTNER: "The coalition's partners",
    Audience.INNER: "Only our own organization",
}
_WIDEST_FIRST = tuple(Audience)


def sees(who: Audience, shown_to: str) -> bool:
    """Whether a row meant for `shown_to` is in the view of `who`."""
    return _WIDEST_FIRST.index(Audience(shown_to)) <= _WIDEST_FIRST.index(who)
