"""Whether two releases say the same thing of a measure: the same definition, and a year that both of them tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinbridge.measures.rules import quarters

Found = Mapping[str, Any]
"""A measure's part of a release: its `version`, its `last` quarter and its `years`, the newest first."""


def back_to(found: Found, last: int) -> int | None:
    """How many years before its newest a release tells the year that ends with the quarter `last`."""
    behind = int(found["last"]) - last
    back = behind // quarters.YEAR
    return back if behind % quarters.YEAR == 0 and 0 <= back < len(found["years"]) else None


def common_year(ours: Found, theirs: Found) -> int | None:
    """The last quarter of the newest year that both tell."""
    lasts = (int(ours["last"]) - back * quarters.YEAR for back in range(len(ours["years"])))
    return next((last for last in lasts if back_to(theirs, last) is not None), None)


def not_comparable(ours: Found | None, theirs: Found | None) -> str:
    """Why their number may not stand beside ours; empty where it may."""
    if ours is None:
        return "Not comparable: we do not tell of this measure."
    if theirs is None:
        return "Not comparable: they do not tell of this measure."
    if ours["version"] != theirs["version"]:
        return f"Not comparable: they counted by definition {theirs['version']}, we by definition {ours['version']}."
    if common_year(ours, theirs) is None:
        return f"Not comparable: no year in common. Theirs ends {_end(theirs)}, ours {_end(ours)}."
    return ""


def _end(found: Found) -> str:
    return f"{quarters.last_day(int(found['last'])):%B %Y}"
