"""Time in two sums that are never added: what grants paid, and what it took to persuade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinbridge.directory.models import Viewer
from kinbridge.policy.actions.authority import advocates
from kinbridge.policy.models import TimeSpent
from kinbridge.policy.reading.funding import Hours, summed

LISTED = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """`advocacy` is None for whoever reports to funders: it is not theirs to see."""

    since: date
    grants: tuple[tuple[str, tuple[Hours, ...]], ...]
    advocacy: tuple[Hours, ...] | None
    mine: tuple[TimeSpent, ...]

    @property
    def may_advocate(self) -> bool:
        return self.advocacy is not None


def sheet(*, by: Viewer, since: date) -> Sheet:
    """From a day on; and one's own entries, newest first."""
    spent = TimeSpent.objects.filter(coalition=by.coalition_id, begins__date__gte=since)
    paid = list(spent.filter(purse=TimeSpent.Purse.GRANT).select_related("who", "source"))
    names = sorted({one.source.name for one in paid if one.source})
    persuaded = spent.filter(purse=TimeSpent.Purse.ADVOCACY).select_related("who")
    mine = spent.filter(who=by.worker).select_related("source", "contact").order_by("-begins")
    return Sheet(
        since=since,
        grants=tuple(
            (name, tuple(summed(one for one in paid if one.source and one.source.name == name))) for name in names
        ),
        advocacy=tuple(summed(persuaded)) if advocates(by) else None,
        mine=tuple(mine[:LISTED]),
    )
