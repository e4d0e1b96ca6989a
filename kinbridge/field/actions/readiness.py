"""Say what one carries, that it ended, who took part in a drill, what a unit has; and remind whoever carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.field.models import Carried, Drill, Gear, Given
from kinbridge.reminders.reading import channels_of
from kinbridge.reminders.rules import Told, message
from kinbridge.reminders.sending import send_email


@dataclass(frozen=True, slots=True)
class Box:
    """What stands on a box of naloxone."""

    lot: str
    doses: int
    expires_on: date


@transaction.atomic
def carry(*, box: Box, by: Viewer, at: datetime) -> Carried:
    """The viewer carries this box from now on."""
    carried = Carried.objects.create(
        coalition_id=by.coalition_id,
        program_id=by.acting_for,
        carrier_id=by.worker,
        lot=box.lot,
        doses=box.doses,
        expires_on=box.expires_on,
        recorded_by_id=by.worker,
        recorded_at=at,
    )
    audit("naloxone.carried", by=by, at=at, about=f"naloxone:{carried.pk}")
    return carried


@transaction.atomic
def put_down(*, carried: Carried, why: str, on: date, by: Viewer, at: datetime) -> None:
    """They no longer carry it, and why. No name of anyone it was given to is asked."""
    carried.ended_on, carried.ended_why = on, why
    carried.save(update_fields=["ended_on", "ended_why"])
    audit("naloxone.ended", by=by, at=at, about=f"naloxone:{carried.pk}", detail={"why": why})


@transaction.atomic
def hold_drill(*, program: UUID, what: str, held_on: date, people: Iterable[User], by: Viewer, at: datetime) -> int:
    """Who took part in a drill; whoever is down for it already stays down once."""
    rows = [
        Drill(
            coalition_id=by.coalition_id,
            program_id=program,
            person=person,
            what=what,
            held_on=held_on,
            recorded_by_id=by.worker,
            recorded_at=at,
        )
        for person in people
    ]
    Drill.objects.bulk_create(rows, ignore_conflicts=True)
    audit("drill.held", by=by, at=at, about=f"program:{program}", detail={"what": what, "people": len(rows)})
    return len(rows)


@transaction.atomic
def count_gear(*, program: UUID, item: str, count: int, wanted: int, by: Viewer, at: datetime) -> Gear:
    """What a unit has of something, and what it wants to have."""
    counted = Gear.objects.create(
        coalition_id=by.coalition_id,
        program_id=program,
        item=item,
        count=count,
        wanted=wanted,
        recorded_by_id=by.worker,
        recorded_at=at,
    )
    audit("gear.counted", by=by, at=at, about=f"program:{program}", detail={"item": item})
    return counted


@transaction.atomic
def hand_out(*, thing: str, count: int, given_on: date, by: Viewer, at: datetime) -> Given:
    """Note what was handed out, for the viewer's unit; not to whom, and not where."""
    given = Given.objects.create(
        coalition_id=by.coalition_id,
        program_id=by.acting_for,
        thing=thing,
        count=count,
        given_on=given_on,
        recorded_by_id=by.worker,
        recorded_at=at,
    )
    audit("field.handed_out", by=by, at=at, about=f"given:{given.pk}", detail={"thing": thing, "count": count})
    return given


@transaction.atomic
def remind(*, carried: Carried, by: Viewer, at: datetime) -> bool:
    """Put it on the carrier's Desk as asked for, and send the neutral message. False when they take no e-mail."""
    carried.reminded_at = at
    carried.save(update_fields=["reminded_at"])
    audit("naloxone.reminded", by=by, at=at, about=f"naloxone:{carried.pk}")
    carrier = carried.carrier
    if not (channels_of(carrier).email and carrier.email):
        return False
    words = message(Told(week=1), address=settings.KINBRIDGE_ADDRESS)
    # After the row is safe. A mail server that is down is logged; the Desk says it all the same.
    transaction.on_commit(partial(send_email, to=carrier.email, words=words), robust=True)
    return True
