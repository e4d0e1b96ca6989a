"""Who is up to date with required training: counts by agency and unit, and, for their own supervisor, by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Membership, Viewer
from kinbridge.learning.models import Enrollment, Observation, Requirement
from kinbridge.learning.reading.course import Duty, last_finished, standing_of
from kinbridge.learning.rules.change import hidden_groups
from kinbridge.learning.taught import taught


@dataclass(frozen=True, slots=True)
class Unit:
    """One program, or a whole agency. `people` and `up_to_date` are None where the group is too small to show."""

    name: str
    people: int | None
    up_to_date: int | None

    @property
    def percent(self) -> int | None:
        return self.up_to_date * 100 // self.people if self.people and self.up_to_date is not None else None


@dataclass(frozen=True, slots=True)
class Agency:
    whole: Unit
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Worker:
    """Someone of the supervisor's own programs: what they have to take, and what was seen of them."""

    user_id: int
    name: str
    role: str
    duties: tuple[Duty, ...]
    seen: int


def agencies(*, by: Viewer, on: date) -> list[Agency]:
    """Everybody of whom something is asked, once in each unit they work in; up to date is who has nothing overdue."""
    units: dict[tuple[str, str], dict[int, bool]] = defaultdict(dict)
    for work, duties in _asked(by, on):
        key = work.program.organization.name, work.program.name
        met = all(duty.standing.status != "late" for duty in duties)
        units[key][work.user_id] = units[key].get(work.user_id, True) and met
    names = sorted({organization for organization, _ in units})
    return [_agency(name, {unit: people for (one, unit), people in units.items() if one == name}) for name in names]


def _agency(name: str, units: dict[str, dict[int, bool]]) -> Agency:
    everyone: dict[int, bool] = {}
    for people in units.values():
        for user, met in people.items():
            everyone[user] = everyone.get(user, True) and met
    names = sorted(units)
    hidden = hidden_groups([len(units[one]) for one in names])
    rows = tuple(_unit(one, units[one], hide=place in hidden) for place, one in enumerate(names))
    return Agency(_unit(name, everyone, hide=0 in hidden_groups([len(everyone)])), rows)


def _unit(name: str, people: dict[int, bool], *, hide: bool) -> Unit:
    return Unit(name, None, None) if hide else Unit(name, len(people), sum(people.values()))


def own_unit(*, by: Viewer, on: date) -> list[Worker]:
    """The people of the programs in which this viewer is a supervisor."""
    own = Membership.objects.on(on).filter(user=by.user_id, role=Role.SUPERVISOR)
    programs = set(own.filter(program__organization=by.organization_id).values_list("program", flat=True))
    duties: dict[int, list[Duty]] = defaultdict(list)
    people: dict[int, Membership] = {}
    for work, asked in _asked(by, on, programs=programs):
        if work.user_id != by.user_id:
            people.setdefault(work.user_id, work)
            held = {duty.course.key for duty in duties[work.user_id]}
            duties[work.user_id] += [duty for duty in asked if duty.course.key not in held]
    observations = Observation.objects.filter(person__in=people, coalition=by.coalition_id)
    seen = Counter(observations.values_list("person", flat=True))
    workers = [
        Worker(user, str(work.user), work.get_role_display(), tuple(duties[user]), seen[user])
        for user, work in people.items()
    ]
    return sorted(workers, key=lambda worker: worker.name)


def _asked(by: Viewer, on: date, *, programs: set[UUID] | None = None) -> list[tuple[Membership, list[Duty]]]:
    """Every membership of whose role something is asked, with each duty's standing."""
    known = taught(by.coalition_id)
    required: dict[str, list[Requirement]] = defaultdict(list)
    for requirement in Requirement.objects.filter(coalition=by.coalition_id, course__in=known):
        required[requirement.role].append(requirement)
    memberships = Membership.objects.on(on).filter(
        program__organization__coalition=by.coalition_id, role__in=list(required), user__is_active=True
    )
    if programs is not None:
        memberships = memberships.filter(program__in=programs)
    held: dict[int, list[Enrollment]] = defaultdict(list)
    for one in Enrollment.objects.filter(coalition=by.coalition_id, finished_at__isnull=False):
        held[one.user_id].append(one)
    found = []
    for work in memberships.select_related("user", "program__organization").order_by("pk"):
        finished = last_finished(held[work.user_id], known)
        duties = [
            Duty(
                known[one.course],
                standing_of(one, began_work=work.since, finished=finished.get(one.course), on=on),
            )
            for one in required[work.role]
        ]
        found.append((work, duties))
    return found
