"""How many of a unit are ready, whose naloxone is or soon will be out of date, what the unit has. Nobody is ranked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from kinbridge.accounts.models import Role, User
from kinbridge.core.dates import add_months
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.field.doors import GO
from kinbridge.field.models import Carried, Debrief, Drill, Gear, Given
from kinbridge.field.rules.ready import GEAR, GIVEN, Expiry, Kit, Standing, asked, expiry, standing
from kinbridge.learning.models import Certificate
from kinbridge.learning.rules.change import hidden_groups


@dataclass(frozen=True, slots=True)
class Unit:
    """One program. Where it is too small to show, `people` is None."""

    name: str
    people: int | None
    ready: int
    carry: int
    trained: int
    drilled: int

    @property
    def percent(self) -> int | None:
        return self.ready * 100 // self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Late:
    """A box that is out of date or soon will be."""

    carried: Carried
    how: Expiry


@dataclass(frozen=True, slots=True)
class Stock:
    """The newest count of one thing."""

    words: str
    gear: Gear

    @property
    def short(self) -> bool:
        return self.gear.count < self.gear.wanted


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A supervisor's own unit: the counts, and by name only what somebody has to be helped with."""

    program: Program
    unit: Unit
    late: tuple[Late, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    gear: tuple[Stock, ...]
    last_drill: date | None

    @property
    def expired(self) -> int:
        return sum(one.how is Expiry.EXPIRED for one in self.late)


@dataclass(frozen=True, slots=True)
class _Known:
    kits: dict[int, list[Carried]]
    trained: dict[int, date]
    drilled: dict[int, date]

    def standing(self, user: int, on: date) -> Standing:
        kits = [Kit(one.doses, one.expires_on) for one in self.kits[user]]
        return standing(kits, trained_on=self.trained.get(user), drilled_on=self.drilled.get(user), on=on)


def own_programs(by: Viewer, *, on: date) -> QuerySet[Program]:
    """Those in which this viewer is a supervisor, in the organization they act for."""
    supervised = Membership.objects.on(on).filter(user=by.user_id, role=Role.SUPERVISOR)
    return Program.objects.filter(organization=by.organization_id, pk__in=supervised.values("program")).order_by("name")


def people_of(programs: list[Program], *, on: date) -> dict[UUID, list[User]]:
    """Who goes into homes for each program, by name."""
    found: dict[UUID, dict[int, User]] = defaultdict(dict)
    work = Membership.objects.on(on).filter(program__in=programs, role__in=GO, user__is_active=True)
    for one in work.select_related("user").order_by("user__first_name", "user__last_name", "pk"):
        found[one.program_id][one.user_id] = one.user
    return {program.pk: list(found[program.pk].values()) for program in programs}


def _known(people: set[int], *, by: Viewer) -> _Known:
    kits: dict[int, list[Carried]] = defaultdict(list)
    boxes = Carried.objects.filter(carrier__in=people, coalition=by.coalition_id, ended_on=None)
    for one in boxes.select_related("carrier").order_by("expires_on", "pk"):
        kits[one.carrier_id].append(one)
    held = Certificate.objects.filter(
        enrollment__user__in=people, enrollment__coalition=by.coalition_id, enrollment__course=asked().course
    )
    trained = {user: day_of(at) for user, at in held.values_list("enrollment__user").annotate(at=Max("at"))}
    drills = Drill.objects.filter(person__in=people, coalition=by.coalition_id)
    return _Known(kits, trained, dict(drills.values_list("person").annotate(on=Max("held_on"))))


def own_units(*, by: Viewer, at: datetime) -> list[OwnUnit]:
    on = day_of(at)
    programs = list(own_programs(by, on=on))
    people = people_of(programs, on=on)
    known = _known({user.pk for some in people.values() for user in some}, by=by)
    return [_own_unit(program, people[program.pk], known, on=on) for program in programs]


def _own_unit(program: Program, people: list[User], known: _Known, *, on: date) -> OwnUnit:
    needs: dict[str, list[str]] = defaultdict(list)
    for user in people:
        for need in known.standing(user.pk, on).needs:
            needs[need].append(str(user))
    boxes = ((box, expiry(box.expires_on, on=on)) for user in people for box in known.kits[user.pk])
    late = sorted(
        (Late(box, how) for box, how in boxes if how is not Expiry.IN_DATE), key=lambda one: one.carried.expires_on
    )
    counts = Gear.objects.filter(program=program).order_by("item", "-recorded_at", "-pk").distinct("item")
    drills = Drill.objects.filter(program=program).aggregate(on=Max("held_on"))
    return OwnUnit(
        program=program,
        unit=_unit(program.name, people, known, on=on),
        late=tuple(late),
        needs=tuple((need, tuple(names)) for need, names in sorted(needs.items())),
        gear=tuple(Stock(GEAR[one.item], one) for one in counts if one.item in GEAR),
        last_drill=drills["on"],
    )


def _unit(name: str, people: list[User], known: _Known, *, on: date) -> Unit:
    standings = [known.standing(user.pk, on) for user in people]
    since = add_months(on, -asked().drill_months)
    good = (any(expiry(box.expires_on, on=on) is not Expiry.EXPIRED for box in known.kits[user.pk]) for user in people)
    return Unit(
        name=name,
        people=len(people),
        ready=sum(one.ready for one in standings),
        carry=sum(good),
        trained=sum(user.pk in known.trained for user in people),
        drilled=sum(known.drilled.get(user.pk, date.min) > since for user in people),
    )


def every_unit(*, by: Viewer, at: datetime) -> list[Unit]:
    """Units that go into homes, by name. One of fewer than five people is not shown, nor another that would tell it."""
    on = day_of(at)
    working = Membership.objects.on(on).filter(role__in=GO, program__organization__coalition=by.coalition_id)
    programs = list(Program.objects.filter(pk__in=working.values("program")).order_by("name", "pk"))
    people = people_of(programs, on=on)
    known = _known({user.pk for some in people.values() for user in some}, by=by)
    units = [_unit(program.name, people[program.pk], known, on=on) for program in programs]
    hidden = hidden_groups([unit.people or 0 for unit in units])
    return [Unit(unit.name, None, 0, 0, 0, 0) if place in hidden else unit for place, unit in enumerate(units)]


def given_by_unit(*, by: Viewer, at: datetime) -> list[tuple[str, int]]:
    """What the viewer's unit handed out in the last twelve months without a name, the most first."""
    since = add_months(day_of(at), -12)
    counted = Given.objects.filter(program=by.program_id, given_on__gt=since).values_list("thing")
    sums = counted.annotate(sum=Sum("count")).order_by("-sum", "thing")
    return [(GIVEN.get(thing, thing).capitalize(), total) for thing, total in sums]


def to_call(*, by: Viewer, at: datetime) -> list[Debrief]:
    """People of the viewer's own units who asked to be called: who and when, never what they wrote."""
    programs = own_programs(by, on=day_of(at))
    asking = Debrief.objects.filter(program__in=programs, call_me=True, called_at=None).exclude(worker=by.user_id)
    return list(asking.select_related("worker").defer("words", "how").order_by("written_at", "pk"))


def find_box(*, pk: int, by: Viewer, at: datetime) -> Carried | None:
    """A box that someone of the viewer's own units carries."""
    people = people_of(list(own_programs(by, on=day_of(at))), on=day_of(at))
    carriers = {user.pk for some in people.values() for user in some}
    return Carried.objects.filter(pk=pk, carrier__in=carriers, ended_on=None).select_related("carrier").first()
