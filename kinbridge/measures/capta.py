"""The yearly counts of 42 USC 5106a(d)(18), from the log of what hospitals handed over, small cells suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import get_current_timezone

from kinbridge.directory.models import Viewer
from kinbridge.measures.rules.suppression import THRESHOLD, rate_is_safe
from kinbridge.plans.births.overview import Counts, capta_counts

YEARS = 2


@dataclass(frozen=True, slots=True)
class Year:
    """One year; None stands for a number that may not be shown."""

    year: int
    identified: int | None
    with_plan: int | None
    with_referral: int | None


def years(*, by: Viewer, at: datetime) -> tuple[Year, ...]:
    """This year so far and the one before. A part is hidden with what would give it away."""
    this = at.astimezone(get_current_timezone()).year
    return tuple(shown(capta_counts(coalition_id=by.coalition_id, year=this - back)) for back in range(YEARS))


def shown(found: Counts) -> Year:
    """A year's counts as far as they may be shown."""
    identified = None if 0 < found.identified < THRESHOLD else found.identified

    def part(count: int) -> int | None:
        return count if identified == 0 or rate_is_safe(count, found.identified) else None

    return Year(found.year, identified, part(found.with_plan), part(found.with_referral))
