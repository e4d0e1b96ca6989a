"""Where the meeting is: the room's screen turns the list with one key, and each member's own page follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.teams import actions
from kinbridge.teams.case import items_of, outside
from kinbridge.teams.hearing import Heard, hear, known_to
from kinbridge.teams.members import Room, room_of
from kinbridge.teams.models import AgendaItem, Meeting

ELSEWHERE = "0"
"""The mark of a room between families, and of one at a family that this member may not hear of: they look alike."""


@dataclass(frozen=True, slots=True)
class Now:
    """The family the room is at, as this member may hear it. `heard` is None where there is none for them."""

    mark: str
    item: AgendaItem | None = None
    heard: Heard | None = None


def place_now(meeting: Meeting) -> int:
    """Where the room's screen opens: at the family the room is at, or the first it has not talked about."""
    items = items_of(meeting)
    at = next((one for one in items if one.begun_at and not one.discussed_at), None)
    ahead = next((one for one in items if not one.discussed_at), None)
    return (at or ahead or items[0]).position if items else 1


def onward(meeting: Meeting, *, position: int, by: Viewer, at: datetime) -> int:
    """The room takes up the family on its screen; or it is done with it, and takes up the next. The place it is at
    then. A family that somebody in the room may not hear of is passed by, and not taken up.
    """
    places = {one.position: one for one in items_of(meeting)}
    room, here = room_of(meeting, on=day_of(at)), places.get(position)
    if here is not None and here.begun_at is None and _for_all(here, room, at=at):
        actions.take_up(item=here, by=by, at=at)
        return position
    if here is not None and here.begun_at is not None:
        actions.discussed(item=here, by=by, at=at)
    return _turn(places.get(position + 1), room, by=by, at=at) or position


def back(meeting: Meeting, *, position: int, by: Viewer, at: datetime) -> int:
    """The room goes back by one place: that family is taken up again, and the one on its screen has not begun."""
    places = {one.position: one for one in items_of(meeting)}
    if position in places:
        actions.put_back(item=places[position], by=by, at=at)
    return _turn(places.get(position - 1), room_of(meeting, on=day_of(at)), by=by, at=at) or position


def _turn(item: AgendaItem | None, room: Room, *, by: Viewer, at: datetime) -> int | None:
    if item is None:
        return None
    if _for_all(item, room, at=at):
        actions.take_up(item=item, by=by, at=at)
    return item.position


def _for_all(item: AgendaItem, room: Room, *, at: datetime) -> bool:
    return room.whole and not outside(item, room=room, at=at)


def where_now(meeting: Meeting, *, by: Viewer, at: datetime, seen: str = "") -> Now:
    """The family the room is at. Where the member's page shows it already (`seen`), nothing is read of it again."""
    item = next((one for one in items_of(meeting) if one.begun_at and not one.discussed_at), None)
    if item is None or item.enrollment_id not in known_to(by, [item.enrollment], on=day_of(at)):
        return Now(ELSEWHERE)
    mark = str(item.position)
    return Now(mark, item, None if seen == mark else hear(item, viewers=[by], at=at, act="team.updates_seen"))
