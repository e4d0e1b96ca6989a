"""The minutes of a meeting as one member may read them, and whether they are still what was signed off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kinbridge.chart.across import seen_across
from kinbridge.chart.reading import Open
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import Travels, travels
from kinbridge.teams.hearing import KINDS, Said, known_to, said
from kinbridge.teams.minutes import unchanged
from kinbridge.teams.models import Action, AgendaItem, Attendance, Meeting
from kinbridge.teams.reading import FAMILY
from kinbridge.teams.rules import Quorum, quorum_of


@dataclass(frozen=True, slots=True)
class Minute:
    """What the minutes say of one family."""

    item: AgendaItem
    updates: tuple[Said, ...]
    decisions: tuple[Said, ...]
    told: tuple[Said, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """`others` counts the families on the list that this member may not hear of."""

    came: tuple[Attendance, ...]
    quorum: Quorum
    families: tuple[Minute, ...]
    others: int
    unchanged: bool
    travels: Travels


def minutes_for(meeting: Meeting, *, by: Viewer, at: datetime) -> Minutes:
    """Through the gate, like any other page; one audit line tells that they were read."""
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position").select_related("family", *FAMILY))
    known = known_to(by, [one.enrollment for one in items], on=day_of(at))
    mine = [one for one in items if one.enrollment_id in known]
    entries, view = seen_across(
        families=[one.family_id for one in mine],
        by=by,
        purpose=Purpose.STAFFING_MEETING,
        at=at,
        wanted=Q(kind__in=KINDS, body__meeting=meeting.pk),
        act="team.minutes_read",
    )
    shown = [entry for found in entries.values() for entry in found]
    came = meeting.attendance.filter(came_at__isnull=False).select_related("user", "program")
    people = tuple(came.order_by("program__name", "user__last_name", "guest"))
    return Minutes(
        came=people,
        quorum=quorum_of((one.program_id for one in people if one.user_id), needed=meeting.team.quorum),
        families=tuple(_minute(one, entries[one.family_id], by) for one in mine),
        others=len(items) - len(mine),
        unchanged=unchanged(meeting),
        travels=travels(view.shared(shown)),
    )


def _minute(item: AgendaItem, entries: Sequence[Open], by: Viewer) -> Minute:
    seen = {entry.id for entry in entries}
    return Minute(
        item=item,
        updates=said(entries, "team_update", item),
        decisions=said(entries, "team_decision", item),
        told=said(entries, "family_told", item),
        actions=tuple(_mine(Action.objects.filter(item=item).select_related("owner", "program"), seen, by)),
    )


def _mine(actions: Iterable[Action], seen: set[int], by: Viewer) -> Iterable[Action]:
    return (one for one in actions if one.entry_id in seen or one.owner_id == by.user_id)
