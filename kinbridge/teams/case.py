"""One family at the table: on a member's own screen as they may see it, and on the room's as everyone in it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.chart.received import Source, sources
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.teams.hearing import Heard, hear, known_to, known_to_each
from kinbridge.teams.members import Room, room_of, seated
from kinbridge.teams.models import AgendaItem, Meeting
from kinbridge.teams.reading import FAMILY


@dataclass(frozen=True, slots=True)
class Case:
    """One family on the viewer's own screen, and its neighbors on their list."""

    item: AgendaItem
    heard: Heard
    before: AgendaItem | None
    after: AgendaItem | None


@dataclass(frozen=True, slots=True)
class Screen:
    """One place of the list on the room's screen. `heard` is None when somebody in the room may not hear of it;
    then nothing of it is said, not even which family it is.
    """

    item: AgendaItem
    room: Room
    heard: Heard | None
    places: int

    @property
    def before(self) -> int | None:
        return self.item.position - 1 if self.item.position > 1 else None

    @property
    def after(self) -> int | None:
        return self.item.position + 1 if self.item.position < self.places else None

    @property
    def waits(self) -> bool:
        """Everyone here may hear of the family, and the room has not taken it up."""
        return self.heard is not None and self.item.begun_at is None

    @property
    def onward(self) -> bool:
        """Whether the forward key does anything here: the last family, once done, is the end."""
        under_way = self.item.begun_at is not None and self.item.discussed_at is None
        return self.after is not None or self.waits or under_way


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The frozen list in its order."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("meeting__team", "family", *FAMILY)
    return list(rows.order_by("position"))


def open_case(meeting: Meeting, *, position: int, by: Viewer, at: datetime) -> Case | None:
    """None where there is no such place, or it is a family that this member may not hear of."""
    items = items_of(meeting)
    item = next((one for one in items if one.position == position), None)
    heard = hear(item, viewers=[by], at=at, act="team.updates_seen") if item is not None else None
    if item is None or heard is None:
        return None
    known = known_to(by, [one.enrollment for one in items], on=day_of(at))
    mine = [one for one in items if one.enrollment_id in known]
    return Case(
        item=item,
        heard=heard,
        before=next((one for one in reversed(mine) if one.position < position), None),
        after=next((one for one in mine if one.position > position), None),
    )


def open_screen(meeting: Meeting, *, position: int, by: Viewer, at: datetime) -> Screen | None:
    """The place as everyone in the room may see it, the viewer included. None where the list has no such place."""
    items = items_of(meeting)
    item = next((one for one in items if one.position == position), None)
    if item is None:
        return None
    room = room_of(meeting, on=day_of(at))
    viewers = room.viewers if by.user_id in {one.user_id for one in room.viewers} else (*room.viewers, by)
    heard = hear(item, viewers=viewers, at=at, act="team.screen_seen") if room.whole else None
    return Screen(item, room, heard, places=len(items))


def outside(item: AgendaItem, *, room: Room, at: datetime) -> tuple[Viewer, ...]:
    """Who in the room may not hear of this family, for the coordinator to ask out while it is talked about."""
    return _hearing(item, room.viewers, at=at, may=False)


def told(meeting: Meeting, item: AgendaItem, *, by: Viewer, at: datetime) -> dict[int, Source]:
    """What other programs let the viewer see of this family, for an update that tells of it; none once it is closed."""
    return {} if meeting.closed_at is not None else sources(family=item.family, by=by, at=at)


def owners(item: AgendaItem, *, at: datetime) -> dict[int, Viewer]:
    """Whoever may take an action on, by account: the members who may hear of this family."""
    members = seated(item.meeting.team, on=day_of(at))
    return {one.worker: one for one in _hearing(item, members, at=at, may=True)}


def _hearing(item: AgendaItem, viewers: tuple[Viewer, ...], *, at: datetime, may: bool) -> tuple[Viewer, ...]:
    known = known_to_each(viewers, [item.enrollment], on=day_of(at))
    return tuple(one for one, families in zip(viewers, known, strict=True) if (item.enrollment_id in families) is may)
