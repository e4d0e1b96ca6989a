"""What a program does for those who wait: a place on its list, interim services, an end; and it tells the State."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import NotYours, keeps_list
from kinbridge.directory.models import NearlyFull, Program, Viewer, Waiting


class AlreadyWaiting(ValueError):
    """The program's code is on its list already."""


class Ended(ValueError):
    """Somebody else ended this wait, or told the State, a moment ago."""


@transaction.atomic
def put_on_list(
    *, program: Program, code: str, asked_at: datetime, pregnant: bool, injects: bool, by: Viewer, at: datetime
) -> Waiting:
    """Someone asked for treatment and no place was open. Raises `NotYours`, `AlreadyWaiting`."""
    _own(program, by)
    try:
        with transaction.atomic():
            waiting = Waiting.objects.create(
                coalition_id=by.coalition_id,
                program=program,
                code=code,
                asked_at=asked_at,
                pregnant=pregnant,
                injects=injects,
                added_by_id=by.user_id,
            )
    except IntegrityError as trouble:
        raise AlreadyWaiting("This code is on the list already; look for it below.") from trouble
    audit("waiting.added", by=by, at=at, about=f"waiting:{waiting.pk}")
    return waiting


@transaction.atomic
def begin_interim(*, waiting: Waiting, by: Viewer, at: datetime) -> Waiting:
    """Interim services began now; saying it again changes nothing. Raises `NotYours`, `Ended`."""
    held = _held(waiting, by)
    if held.interim_at is None:
        held.interim_at = at
        held.save(update_fields=["interim_at"])
        audit("waiting.interim_began", by=by, at=at, about=f"waiting:{held.pk}")
    return held


@transaction.atomic
def end_wait(*, waiting: Waiting, how: str, by: Viewer, at: datetime) -> Waiting:
    """The wait is over. Raises `NotYours`, `Ended`."""
    held = _held(waiting, by)
    held.ended_at, held.ended = at, how
    held.save(update_fields=["ended_at", "ended"])
    audit("waiting.ended", by=by, at=at, about=f"waiting:{held.pk}", detail={"how": how})
    return held


@transaction.atomic
def tell_state(*, program: Program, by: Viewer, at: datetime) -> NearlyFull:
    """The State has been told that the program is at 90 percent or more. Raises `NotYours`, `Ended`."""
    _own(program, by)
    notice = NearlyFull.objects.select_for_update().filter(program=program, ended_at=None, told_at=None).first()
    if notice is None:
        raise Ended("There is nothing to tell the State now.")
    notice.told_at, notice.told_by_id = at, by.user_id
    notice.save(update_fields=["told_at", "told_by"])
    audit("capacity.state_told", by=by, at=at, about=f"program:{program.pk}")
    return notice


def _own(program: Program, by: Viewer) -> None:
    if not keeps_list(by, program=program):
        raise NotYours("Only a treatment program's own people keep its waiting list.")


def _held(waiting: Waiting, by: Viewer) -> Waiting:
    """The row, locked, while it still waits."""
    _own(waiting.program, by)
    # Lock first: two people of one program may act on the same row in the same second.
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.ended_at is not None:
        raise Ended("This wait has ended; nothing was changed.")
    return held
