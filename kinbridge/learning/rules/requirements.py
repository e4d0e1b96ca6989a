"""When training is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kinbridge.core.dates import add_months

SOON_DAYS = 60
WORDS = {"done": "Done", "due": "To do", "renew": "Renew soon", "late": "Overdue"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands with one requirement. `due` is None when nothing more is asked."""

    status: str
    due: date | None

    @property
    def words(self) -> str:
        return WORDS[self.status]

    @property
    def met(self) -> bool:
        return self.status in {"done", "renew"}


def standing(
    *, began_work: date, asked_since: date, within_days: int, every_months: int | None, finished: date | None, on: date
) -> Standing:
    """First within some days of starting the work (or of the rule, if that came later), then every so many months."""
    if finished is None:
        due = max(began_work, asked_since) + timedelta(days=within_days)
        return Standing("late" if on > due else "due", due)
    if every_months is None:
        return Standing("done", None)
    due = add_months(finished, every_months)
    if on > due:
        return Standing("late", due)
    return Standing("renew" if (due - on).days <= SOON_DAYS else "done", due)
