"""Recovery meetings of a week, as groups list them in the directory: public, and nobody is asked who they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from kinbridge.directory.models import Address, Attribute, Coalition, Location, Schedule, Service, ServiceAtLocation
from kinbridge.directory.rules.terms import TAXONOMY, Meeting, Term
from kinbridge.directory.rules.words import ServiceCategory
from kinbridge.directory.shown import Sight
from kinbridge.kit.reading import Place, addresses_of, place_of

MOST = 200
Times = tuple[int | None, time | None, time | None]
"""The day of the week, from when, until when."""
WEEK: tuple[str, ...] = tuple(Schedule.Weekday.values)


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone looks for; everything is a choice. `day` is a place in the week, 0 for Monday."""

    day: int | None = None
    online: bool | None = None
    language: str = ""
    child_care: bool = False
    medication: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting at one time. `day` is None where the group wrote its times in words, which `place.hours` has."""

    service: Service
    place: Place
    day: int | None
    begins: time | None
    ends: time | None
    online: bool
    says: frozenset[str]

    @property
    def join(self) -> str:
        """The address of a meeting online; empty where there is none that a browser may open."""
        url = self.service.url
        return url if self.online and url.startswith(("https://", "http://")) else ""

    @property
    def child_care(self) -> bool:
        return Meeting.CHILD_CARE in self.says

    @property
    def medication(self) -> bool:
        return Meeting.MEDICATION in self.says

    def answers(self, asked: Asked) -> bool:
        return (
            (asked.day is None or self.day == asked.day)
            and (asked.online is None or self.online is asked.online)
            and (not asked.language or asked.language in (self.service.language_codes or ()))
            and (not asked.child_care or self.child_care)
            and (not asked.medication or self.medication)
        )


def meetings(asked: Asked, *, coalition: Coalition, today: int) -> list[Held]:
    """Those that answer what is asked, from today's on through the week; those without a day last."""
    held = [one for one in _every(coalition) if one.answers(asked)]
    return sorted(held, key=lambda one: _order(one, today))


def _order(one: Held, today: int) -> tuple[int, time, str]:
    after = len(WEEK) if one.day is None else (one.day - today) % len(WEEK)
    return after, one.begins or time.max, one.service.name


def _every(coalition: Coalition) -> Iterator[Held]:
    listed = Service.objects.filter(
        coalition=coalition, status=Service.Status.ACTIVE, category=ServiceCategory.MEETING
    ).select_related("organization")
    services = list(listed.prefetch_related("schedules").order_by("name", "pk")[:MOST])
    keys = [service.pk for service in services]
    addresses, says, online, sight = addresses_of(keys), _says(coalition, keys), _online(keys), Sight()
    for service in services:
        place = place_of(service, _first(addresses.get(service.pk, ())), None, sight=sight)
        timed: list[Times] = [*_times(service.schedules.all())] or [(None, None, None)]
        for day, begins, ends in timed:
            yield Held(service, place, day, begins, ends, service.pk in online, says.get(service.pk, frozenset()))


def _first(addresses: Sequence[Address]) -> Address | None:
    return addresses[0] if addresses else None


def _says(coalition: Coalition, services: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """What each says of itself with a yes."""
    found: dict[UUID, frozenset[str]] = {}
    terms = Attribute.objects.filter(
        coalition=coalition,
        link_id__in=services,
        taxonomy_term__taxonomy=TAXONOMY,
        taxonomy_term__code__startswith=f"{Term.MEETING}:",
    ).exclude(value="no")
    for key, code in terms.values_list("link_id", "taxonomy_term__code"):
        found[key] = found.get(key, frozenset()) | {code.partition(":")[2]}
    return found


def _online(services: Iterable[UUID]) -> set[UUID]:
    there = ServiceAtLocation.objects.filter(service__in=services, location__location_type=Location.Kind.VIRTUAL)
    return set(there.values_list("service", flat=True))


def _times(schedules: Iterable[Schedule]) -> Iterator[Times]:
    for one in schedules:
        for day in (written.strip()[-2:] for written in one.byday.split(",")):
            if day in WEEK:
                yield WEEK.index(day), _time(one.opens_at), _time(one.closes_at)


def _time(written: str) -> time | None:
    """As HSDS publishes it, such as 18:30 or 18:30:00; None where it cannot be read."""
    try:
        return time.fromisoformat(written)
    except ValueError:
        return None
