"""Where a ZIP code is, from the list that comes with the `zipcodes` library: nothing is asked of anyone outside."""

from __future__ import annotations

from functools import lru_cache

import zipcodes

from kinbridge.directory.rules.facts import Point


@lru_cache(maxsize=2000)
def middle_of(zip_code: str) -> Point | None:
    """The middle of a ZIP code's area; None when there is no such code. Raises `ValueError` for what is no code."""
    found = zipcodes.matching(zip_code)
    return Point(float(found[0]["lat"]), float(found[0]["long"])) if found else None
