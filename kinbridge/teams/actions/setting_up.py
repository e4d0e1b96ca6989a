"""Set a team up a step at a time, and start it once nothing is missing. The same verbs change it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.clocks.rules.days import days_off
from kinbridge.consents.models import Agreement
from kinbridge.consents.rules import State, state
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Program, Viewer
from kinbridge.teams.models import Meeting, Seat, Team
from kinbridge.teams.rules import after, held_on
from kinbridge.teams.rules.standing import SetUp, lacks

STARTERS = frozenset({Role.TEAM_COORDINATOR, Role.SUPERVISOR})
AHEAD = 2
"""Meetings that stand in the calendar: the next one, and the one after."""


class NotReady(ValueError):
    """Something is missing before the team may start; the text says what."""


def may_start(by: Viewer) -> bool:
    return by.role in STARTERS and by.user_id is not None


def may_lead(team: Team, *, by: Viewer) -> bool:
    """Whoever coordinates a team works for the program that keeps it, in a role that may start one."""
    return may_start(by) and by.program_id == team.program_id


@transaction.atomic
def begin(*, name: str, area: str, by: Viewer, at: datetime) -> Team:
    """A team of the viewer's program, not started yet. The program that keeps it is its first partner."""
    if not may_start(by):
        raise PermissionError("A team coordinator or a supervisor starts a team.")
    team = Team.objects.create(coalition_id=by.coalition_id, program_id=by.acting_for, name=name, area=area)
    team.partners.add(Program.objects.get(pk=by.acting_for))
    audit("team.begun", by=by, at=at, about=f"team:{team.pk}")
    return team


@transaction.atomic
def change(*, team_id: int, said: Mapping[str, object], by: Viewer, at: datetime) -> Team:
    """Write down what a step says: a column of the team for each name."""
    team = Team.objects.select_for_update().get(pk=team_id)
    for name, value in said.items():
        setattr(team, name, value)
    team.save(update_fields=list(said))
    audit("team.changed", by=by, at=at, about=f"team:{team.pk}", detail={"what": sorted(said)})
    return team


@transaction.atomic
def choose_partners(*, team_id: int, programs: Iterable[Program], by: Viewer, at: datetime) -> Team:
    """The partners that signed the memorandum. Who sat for a partner that left sits no more from today."""
    team = Team.objects.select_for_update().get(pk=team_id)
    partners = Program.objects.filter(pk__in=[*(program.pk for program in programs), team.program_id])
    chosen = {program.pk for program in partners}
    team.partners.set(partners)
    Seat.objects.filter(team=team, until__isnull=True).exclude(program__in=chosen).update(until=day_of(at))
    audit("team.partners", by=by, at=at, about=f"team:{team.pk}", detail={"partners": sorted(map(str, chosen))})
    return team


@transaction.atomic
def seat(*, team_id: int, people: Mapping[int, UUID], by: Viewer, at: datetime) -> Team:
    """Who sits at the table and for which partner, by account; everyone else leaves it today."""
    team = Team.objects.select_for_update().get(pk=team_id)
    held = Seat.objects.filter(team=team, until__isnull=True)
    staying = {one.user_id for one in held if people.get(one.user_id) == one.program_id}
    held.exclude(user__in=staying).update(until=day_of(at))
    Seat.objects.bulk_create(
        Seat(team=team, user_id=user, program_id=program, since=day_of(at))
        for user, program in people.items()
        if user not in staying
    )
    audit("team.seated", by=by, at=at, about=f"team:{team.pk}", detail={"people": sorted(people)})
    return team


@transaction.atomic
def start(*, team_id: int, by: Viewer, at: datetime) -> Team:
    """From today on the team meets. Raises `NotReady`; starting twice changes nothing."""
    team = Team.objects.select_for_update().get(pk=team_id)
    if team.started_on is not None:
        return team
    missing = [words for _, words in lacks(set_up_of(team, on=day_of(at)))]
    if missing:
        raise NotReady(" ".join(missing))
    team.started_on = day_of(at)
    team.save(update_fields=["started_on"])
    audit("team.started", by=by, at=at, about=f"team:{team.pk}")
    plan_ahead(team=team, by=by, at=at)
    return team


def set_up_of(team: Team, *, on: date) -> SetUp:
    return SetUp(
        name=team.name,
        area=team.area,
        memorandum=team.memorandum_on is not None,
        empaneled=is_empaneled(team, on=on),
        partners=team.partners.count(),
        seated=Seat.objects.on(on).filter(team=team).values("program").distinct().count(),
        quorum=team.quorum,
        first_meeting=team.first_at is not None,
    )


def is_empaneled(team: Team, *, on: date) -> bool:
    if team.empanelment_id is None:
        return False
    [paper] = Agreement.objects.filter(pk=team.empanelment_id).facts()
    return state(paper, on=on) is State.IN_FORCE


@transaction.atomic
def plan_ahead(*, team: Team, by: Viewer, at: datetime) -> list[Meeting]:
    """Put the next meetings of the rhythm in the calendar, so that there are always two to come."""
    coming = Meeting.objects.filter(team=team, closed_at__isnull=True, at__gte=at).count()
    last = Meeting.objects.filter(team=team).order_by("-at").first()
    made: list[Meeting] = []
    hour = (
        team.first_at if last is None else after(local_time(last.planned_at or last.at), every_weeks=team.every_weeks)
    )
    while hour is not None and coming + len(made) < AHEAD:
        hour = local_time(hour)
        if hour >= at:
            held = held_on(hour, closed=days_off(hour.year))
            made.append(Meeting.objects.create(team=team, at=held, planned_at=hour))
            audit("meeting.planned", by=by, at=at, about=f"meeting:{made[-1].pk}")
        hour = after(hour, every_weeks=team.every_weeks)
    return made
