"""What people looked at in the weeks before, through the gate as on any day: so that "who looked" has much to tell."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import open_chart
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Involvement

DAYS = (-13, -6, -1)
MORNING = 9 * 60 + 20


def write_looks(county: County, *, families: int) -> int:
    """Whoever is named on one of the first families opened its chart once lately; how many looks that made."""
    told = Family.objects.filter(coalition=county.coalition).order_by("pk")[:families]
    looks = 0
    for family in told:
        for number, viewer in enumerate(_named(county, family)):
            at = county.moment(DAYS[number % len(DAYS)], MORNING + 7 * number)
            open_chart(family=family, by=viewer, purpose=purpose_of(viewer), at=at)
            looks += 1
    return looks


def _named(county: County, family: Family) -> Iterator[Viewer]:
    works = Involvement.objects.on(county.today).filter(family=family, worker__isnull=False).order_by("pk")
    for user, program in dict.fromkeys(works.values_list("worker_id", "program_id")):
        at_work = (one for known in county.staff.values() for one in known if one.user_id == user)
        yield from [one for one in at_work if one.program_id == program][:1]
