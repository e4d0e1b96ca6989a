"""A meeting as one member may see it: the list with its reasons, and each family's updates through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.chart.kinds import kind
from kinbridge.chart.reading import permitted, source_words
from kinbridge.chart.received import Source, sources
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Membership, Viewer
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family
from kinbridge.teams.actions import cases_of
from kinbridge.teams.models import Action, AgendaItem, Meeting, Seat, Team
from kinbridge.teams.rules import order


@dataclass(frozen=True, slots=True)
class Row:
    """One family on the list, or a run of `count` families this member may not know of: only places and minutes."""

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
    meeting: Meeting
    rows: tuple[Row, ...]
    families: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Update:
    words: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One family at the table: the updates this member may hear, the actions, and the neighbors on the list."""

    item: AgendaItem
    updates: tuple[Update, ...]
    travels: Travels
    actions: tuple[Action, ...]
    before: AgendaItem | None
    after: AgendaItem | None


def teams_of(viewer: Viewer, *, at: datetime) -> list[Team]:
    """The teams at whose table the viewer's program sits, or that it coordinates."""
    seats = Seat.objects.on(_day(at)).filter(program=viewer.program_id)
    return list(
        Team.objects.filter(coalition=viewer.coalition_id, pk__in=seats.values("team")).order_by("name")
        | Team.objects.filter(coalition=viewer.coalition_id, program=viewer.program_id).order_by("name")
    )


def meetings_of(viewer: Viewer, *, at: datetime) -> Mapping[Team, list[Meeting]]:
    return {team: list(Meeting.objects.filter(team=team).order_by("-at")[:12]) for team in teams_of(viewer, at=at)}


def next_meeting(viewer: Viewer, *, at: datetime) -> Meeting | None:
    """The next meeting, today's included, of a team at whose table the viewer's program sits."""
    coming = Meeting.objects.filter(team__in=teams_of(viewer, at=at), closed_at__isnull=True)
    return coming.filter(at__date__gte=_day(at)).select_related("team").order_by("at").first()


def find_meeting(meeting_id: int, *, by: Viewer, at: datetime) -> Meeting | None:
    return Meeting.objects.select_related("team").filter(pk=meeting_id, team__in=teams_of(by, at=at)).first()


def case_list(meeting: Meeting, *, by: Viewer, at: datetime) -> List:
    """The list: frozen once the agenda is locked, computed until then. Both name only families this member may know."""
    known = Family.objects.seen_by(by, on=_day(at)).values_list("pk", "name")
    if meeting.agenda_locked_at is not None:
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
        names = dict(known.filter(pk__in=[item.family_id for item in items]))
        rows = [
            Row(
                number, item if item.family_id in names else None, names.get(item.family_id, ""), item.why, item.minutes
            )
            for number, item in enumerate(items, 1)
        ]
    else:
        cases = cases_of(meeting)
        names = dict(known.filter(pk__in=[enrollment.family_id for enrollment, _ in cases.values()]))
        last = Meeting.objects.filter(team=meeting.team_id, at__lt=meeting.at).order_by("-at").first()
        places = order(
            (case for _, case in cases.values()), on=_day(meeting.at), last_met_on=_day(last.at) if last else None
        )
        rows = [
            Row(number, None, names.get(cases[place.case.key][0].family_id, ""), place.why, place.minutes)  # type: ignore[index]
            for number, place in enumerate(places, 1)
        ]
    return List(meeting, _runs(rows), len(rows), sum(row.minutes for row in rows))


def _runs(rows: list[Row]) -> tuple[Row, ...]:
    """The list with every run of families this member may not know of told as one row."""
    told: list[Row] = []
    for hidden, run in groupby(rows, key=lambda row: row.hidden):
        same = list(run)
        minutes = sum(row.minutes for row in same)
        told += [Row(same[0].place, None, "", "", minutes, count=len(same))] if hidden else same
    return tuple(told)


@transaction.atomic
def open_case(meeting: Meeting, *, position: int, by: Viewer, at: datetime) -> Case | None:
    """One family of the frozen list, or None where there is none that this member may know of. Leaves an audit line."""
    visible = AgendaItem.objects.filter(
        meeting=meeting, family__in=Family.objects.seen_by(by, on=_day(at)).values("pk")
    ).select_related("family", "enrollment__person")
    item = visible.filter(position=position).first()
    if item is None:
        return None
    heard = permitted(
        family=item.family,
        by=by,
        purpose=Purpose.STAFFING_MEETING,
        at=at,
        kinds=("team_update",),
        act="team.updates_seen",
    )
    updates = [
        Update(kind(entry.kind).read(entry.body).words(), source_words(entry.label), entry.occurred_at)
        for entry in reversed(heard.entries)
    ]
    return Case(
        item=item,
        updates=tuple(updates[:20]),
        travels=heard.travels,
        actions=tuple(
            Action.objects.filter(family=item.family, item__meeting__team=meeting.team_id)
            .select_related("owner", "program")
            .order_by("done_at", "due_on", "pk")
        ),
        before=visible.filter(position__lt=position).order_by("-position").first(),
        after=visible.filter(position__gt=position).order_by("position").first(),
    )


def told(meeting: Meeting, case: Case, *, by: Viewer, at: datetime) -> dict[int, Source]:
    """What other programs let the viewer see of this family, for an update that tells of it; none once it is closed."""
    return {} if meeting.closed_at is not None else sources(family=case.item.family, by=by, at=at)


def at_the_table(meeting: Meeting, *, at: datetime) -> dict[int, str]:
    """Whoever may take an action on: the people of the programs with a seat and of the one that leads, by where."""
    on = _day(at)
    seats = Seat.objects.on(on).filter(team=meeting.team_id).values_list("program", flat=True)
    members = Membership.objects.on(on).filter(program__in=[*seats, meeting.team.program_id]).exclude(role="self")
    return {one.user_id: one.program.name for one in members.select_related("program").order_by("-pk")}


def actions_of(viewer: Viewer) -> list[Action]:
    """What the viewer took on and has not finished, soonest first."""
    mine = Action.objects.filter(owner=viewer.user_id, done_at__isnull=True, coalition=viewer.coalition_id)
    return list(mine.select_related("family", "item__meeting").order_by("due_on", "pk")[:50])


def _day(at: datetime) -> date:
    return at.astimezone(get_current_timezone()).date()
