"""The room turns from one family to another: it takes one up, is done with it, or goes back to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.teams.actions.trouble import open_meeting
from kinbridge.teams.models import AgendaItem


@transaction.atomic
def take_up(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    """The room turns to this family; the one it was at has been discussed. One taken up again is not done yet."""
    open_meeting(item.meeting_id)
    before = AgendaItem.objects.filter(meeting=item.meeting_id, begun_at__isnull=False, discussed_at__isnull=True)
    for other in before.exclude(pk=item.pk):
        discussed(item=other, by=by, at=at)
    if item.discussed_at is not None:
        _tell("family.taken_up_again", item, by=by, at=at)
    item.begun_at, item.discussed_at = item.begun_at or at, None
    item.save(update_fields=["begun_at", "discussed_at"])


@transaction.atomic
def discussed(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    """The team is done with this family for today."""
    open_meeting(item.meeting_id)
    if item.discussed_at is None:
        item.discussed_at = at
        item.save(update_fields=["discussed_at"])
        _tell("family.discussed", item, by=by, at=at)


@transaction.atomic
def put_back(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    """The room turned to this family too early: it has not been begun."""
    open_meeting(item.meeting_id)
    if item.begun_at is not None and item.discussed_at is None:
        item.begun_at = None
        item.save(update_fields=["begun_at"])


def _tell(act: str, item: AgendaItem, *, by: Viewer, at: datetime) -> None:
    about = f"agenda_item:{item.pk}"
    audit(act, by=by, at=at, family_id=item.family_id, about=about, because=Purpose.STAFFING_MEETING)
