"""What a worker finds of their own incidents and debriefs, and what their Desk says of the field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.field.doors import IN_HOMES
from kinbridge.field.models import Carried, Debrief, Drill, Incident, Version
from kinbridge.field.rules.ready import Expiry, Kit, Standing, asked, expiry, standing
from kinbridge.field.rules.report import Difference, differences, rows, shown
from kinbridge.learning.doors import SUPERVISE
from kinbridge.learning.models import Certificate
from kinbridge.people.models import Family, Involvement


@dataclass(frozen=True, slots=True)
class Row:
    incident: Incident
    stands: Version

    @property
    def words(self) -> str:
        return shown("kind", self.stands.body.get("kind", ""))

    @property
    def when(self) -> str:
        return shown("happened_at", self.stands.body.get("happened_at", ""))

    @property
    def waiting(self) -> int:
        return sum(one.standing == Version.Standing.WAITING for one in self.incident.versions.all())


@dataclass(frozen=True, slots=True)
class Opened:
    """One incident with every version of it; `waits` are those still to be chosen from."""

    row: Row
    filled: list[tuple[str, str]]
    waits: tuple[Version, ...]
    past: tuple[Version, ...]
    families: tuple[Family, ...]
    changed_since_chart: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    incident: Incident
    stands: Version
    waits: Version
    differ: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class OnDesk:
    """What waits for someone who goes into homes."""

    waiting: int
    naloxone: tuple[tuple[Carried, Expiry], ...]
    supervises: bool


def own_incidents(*, by: Viewer, on: date) -> QuerySet[Incident]:
    """Those the viewer wrote; of a family they no longer work with, none."""
    may_open = Family.objects.seen_by(by, on=on)
    mine = Incident.objects.filter(worker=by.user_id, coalition=by.coalition_id)
    mine = mine.filter(Q(family=None) | Q(family__in=may_open)).select_related("family", "entry")
    return mine.prefetch_related(Prefetch("versions", Version.objects.order_by("pk"))).order_by("-received_at", "-pk")


def listed(*, by: Viewer, at: datetime) -> list[Row]:
    return [_row(incident) for incident in own_incidents(by=by, on=day_of(at))[:100]]


def _row(incident: Incident) -> Row:
    return Row(incident, next(one for one in incident.versions.all() if one.standing == Version.Standing.CURRENT))


def find(*, key: UUID, by: Viewer, at: datetime) -> Incident | None:
    return own_incidents(by=by, on=day_of(at)).filter(key=key).first()


def opened(*, key: UUID, by: Viewer, at: datetime) -> Opened | None:
    incident = find(key=key, by=by, at=at)
    if incident is None:
        return None
    row, versions = _row(incident), list(incident.versions.all())
    charted = incident.entry.recorded_at if incident.entry is not None else None
    return Opened(
        row=row,
        filled=rows(row.stands.body),
        waits=tuple(one for one in versions if one.standing == Version.Standing.WAITING),
        past=tuple(one for one in versions if one.standing == Version.Standing.PAST),
        families=tuple(own_families(by=by, on=day_of(at))),
        changed_since_chart=charted is not None and row.stands.received_at > charted,
    )


def own_families(*, by: Viewer, on: date) -> QuerySet[Family]:
    """The open families the viewer is named on and may open."""
    named = Involvement.objects.on(on).filter(program=by.program_id, worker=by.user_id)
    seen = Family.objects.seen_by(by, on=on)
    return seen.filter(pk__in=named.values("family"), closed_on=None).order_by("name", "pk")


def side_by_side(*, key: UUID, waits: UUID, by: Viewer, at: datetime) -> SideBySide | None:
    """The version that stands beside one that waits, or None where there is nothing to choose."""
    incident = find(key=key, by=by, at=at)
    versions = incident.versions.all() if incident is not None else ()
    stands = next((one for one in versions if one.standing == Version.Standing.CURRENT), None)
    other = next((one for one in versions if one.key == waits and one.standing == Version.Standing.WAITING), None)
    if incident is None or stands is None or other is None:
        return None
    return SideBySide(incident, stands, other, differences(stands.body, other.body))


def undecided(*, by: Viewer, at: datetime) -> QuerySet[Incident]:
    """Incidents with two versions to choose between."""
    waiting = Version.objects.filter(incident=OuterRef("pk"), standing=Version.Standing.WAITING)
    return own_incidents(by=by, on=day_of(at)).filter(Exists(waiting))


def debriefs(*, by: Viewer) -> QuerySet[Debrief]:
    """The viewer's own, and nobody else's."""
    return Debrief.objects.filter(worker=by.user_id, coalition=by.coalition_id).order_by("-written_at", "-pk")


def carried_by(by: Viewer) -> QuerySet[Carried]:
    """What the viewer carries now."""
    return Carried.objects.filter(carrier=by.user_id, coalition=by.coalition_id, ended_on=None).order_by(
        "expires_on", "pk"
    )


@dataclass(frozen=True, slots=True)
class MyKit:
    """What the viewer carries, and what they still need to be ready."""

    boxes: tuple[tuple[Carried, Expiry], ...]
    standing: Standing
    drilled_on: date | None
    trained_on: date | None


def my_kit(*, by: Viewer, at: datetime) -> MyKit:
    on, boxes = day_of(at), list(carried_by(by))
    drilled = Drill.objects.filter(person=by.user_id, coalition=by.coalition_id).aggregate(on=Max("held_on"))["on"]
    held = Certificate.objects.filter(enrollment__user=by.user_id, enrollment__coalition=by.coalition_id)
    finished = held.filter(enrollment__course=asked().course).aggregate(at=Max("at"))["at"]
    trained = day_of(finished) if finished else None
    kits = [Kit(one.doses, one.expires_on) for one in boxes]
    return MyKit(
        boxes=tuple((one, expiry(one.expires_on, on=on)) for one in boxes),
        standing=standing(kits, trained_on=trained, drilled_on=drilled, on=on),
        drilled_on=drilled,
        trained_on=trained,
    )


def on_desk(*, by: Viewer, at: datetime) -> OnDesk | None:
    """What the Desk says of the field; nothing to those who do not go into homes."""
    if by.role not in IN_HOMES:
        return None
    stands = ((one, expiry(one.expires_on, on=day_of(at))) for one in carried_by(by))
    late = tuple((one, how) for one, how in stands if how is not Expiry.IN_DATE)
    return OnDesk(undecided(by=by, at=at).count(), late, supervises=by.role in SUPERVISE)
