"""A member's teams and meetings, the list of one as they may see it, and what they took on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.teams.actions import may_lead, places_of
from kinbridge.teams.hearing import known_to
from kinbridge.teams.members import Member
from kinbridge.teams.models import Action, AgendaItem, Attendance, Enrollment, Meeting, Seat, Team

MEETINGS_SHOWN = 8
FAMILY = ("enrollment__family", "enrollment__person")


@dataclass(frozen=True, slots=True)
class TeamCard:
    """One of the viewer's teams on its first page: the meetings to come, the next one first, and those held."""

    team: Team
    coming: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One family on the list, or a run of `count` families this member may not hear of: only places and minutes."""

    place: int
    item: AgendaItem | None
    name: str
    why: str
    minutes: int
    count: int = 1

    @property
    def places(self) -> str:
        return str(self.place) if self.count == 1 else f"{self.place}–{self.place + self.count - 1}"

    @property
    def hidden(self) -> bool:
        return not self.name


@dataclass(frozen=True, slots=True)
class List:
    rows: tuple[Row, ...]
    families: int
    minutes: int

    @property
    def now(self) -> Row | None:
        """The family the room is at, if this member may hear of it."""
        return next((row for row in self.rows if row.item and row.item.begun_at and not row.item.discussed_at), None)


def teams_of(viewer: Viewer, *, at: datetime) -> QuerySet[Team]:
    """The teams at whose table the viewer sits, or that their program coordinates; one not started, to the latter."""
    seats = Seat.objects.on(day_of(at)).filter(user=viewer.user_id, program=viewer.program_id)
    sits = Q(pk__in=seats.values("team"), started_on__isnull=False)
    return Team.objects.filter(sits | Q(program=viewer.program_id), coalition=viewer.coalition_id).order_by("name")


def team_cards(viewer: Viewer, *, at: datetime) -> tuple[TeamCard, ...]:
    return tuple(
        TeamCard(
            team,
            coming=tuple(team.meetings.filter(closed_at__isnull=True).order_by("at")[:MEETINGS_SHOWN]),
            held=tuple(team.meetings.filter(closed_at__isnull=False).order_by("-at")[:MEETINGS_SHOWN]),
            leads=may_lead(team, by=viewer),
        )
        for team in teams_of(viewer, at=at)
    )


def next_meeting(viewer: Viewer, *, at: datetime) -> Meeting | None:
    """The next meeting, today's included, of a team at whose table the viewer sits."""
    coming = Meeting.objects.filter(team__in=teams_of(viewer, at=at), closed_at__isnull=True)
    return coming.filter(at__date__gte=day_of(at)).select_related("team").order_by("at").first()


def find_meeting(meeting_id: int, *, by: Viewer, at: datetime) -> Meeting | None:
    return Meeting.objects.select_related("team").filter(pk=meeting_id, team__in=teams_of(by, at=at)).first()


def member_at(meeting: Meeting, *, by: Viewer) -> Member:
    """The viewer at this meeting."""
    return Member(by, Attendance.objects.filter(meeting=meeting, user=by.user_id).first())


def case_list(meeting: Meeting, *, by: Viewer, at: datetime) -> List:
    """The list: frozen once the agenda is locked, computed until then. It names only families that this member may
    hear of, and none before the pledge.
    """
    told: list[tuple[Enrollment, AgendaItem | None, str, int]]
    if meeting.agenda_locked_at is not None:
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position").select_related(*FAMILY))
        told = [(item.enrollment, item, item.why, item.minutes) for item in items]
    else:
        told = [(enrolled, None, place.why, place.minutes) for enrolled, place in places_of(meeting)]
    known = known_to(by, [one[0] for one in told], on=day_of(at)) if member_at(meeting, by=by).pledged else set()
    rows = [
        Row(number, item, enrolled.family.name, why, minutes)
        if enrolled.pk in known
        else Row(number, None, "", "", minutes)
        for number, (enrolled, item, why, minutes) in enumerate(told, 1)
    ]
    return List(_runs(rows), len(rows), sum(row.minutes for row in rows))


def _runs(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The list with every run of families this member may not hear of told as one row."""
    told: list[Row] = []
    for hidden, run in groupby(rows, key=lambda row: row.hidden):
        same = list(run)
        minutes = sum(row.minutes for row in same)
        told += [Row(same[0].place, None, "", "", minutes, count=len(same))] if hidden else same
    return tuple(told)


def left_off(meeting: Meeting, *, by: Viewer, at: datetime) -> list[Enrollment]:
    """Families the team serves that a frozen list does not have, of those the viewer may hear of."""
    on_it = AgendaItem.objects.filter(meeting=meeting).values("enrollment")
    others = list(
        Enrollment.objects.on(day_of(at))
        .filter(team=meeting.team_id)
        .exclude(pk__in=on_it)
        .select_related("family", "person")
        .order_by("family__name")
    )
    known = known_to(by, others, on=day_of(at))
    return [one for one in others if one.pk in known]


def may_ask(meeting: Meeting, *, by: Viewer, at: datetime) -> list[Enrollment]:
    """Families on a list that is not frozen yet, of those the viewer may hear of and has pledged for."""
    if meeting.agenda_locked_at is not None or not member_at(meeting, by=by).pledged:
        return []
    served = [enrolled for enrolled, _ in places_of(meeting)]
    known = known_to(by, served, on=day_of(at))
    return sorted((one for one in served if one.pk in known), key=lambda one: one.family.name)


def actions_of(viewer: Viewer) -> list[Action]:
    """What the viewer took on and has not finished, soonest first."""
    mine = Action.objects.filter(owner=viewer.user_id, done_at__isnull=True, coalition=viewer.coalition_id)
    return list(mine.select_related("family", "item__meeting").order_by("due_on", "pk")[:50])
