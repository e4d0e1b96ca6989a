"""Freeze the list, add to it, and close with minutes that cannot change unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Relation
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person, Pregnancy
from kinbridge.teams.actions.setting_up import plan_ahead
from kinbridge.teams.actions.trouble import open_meeting
from kinbridge.teams.actions.turning import discussed
from kinbridge.teams.minutes import digest
from kinbridge.teams.models import AgendaItem, AgendaReason, Enrollment, Meeting
from kinbridge.teams.reasons import reasons_for
from kinbridge.teams.rules import Case, Place, order


def places_of(meeting: Meeting) -> list[tuple[Enrollment, Place]]:
    """The families the team serves on the meeting's day in their order, each with its reason."""
    on = day_of(meeting.at)
    enrolled = list(Enrollment.objects.on(on).filter(team=meeting.team_id).select_related("person", "family"))
    last = Meeting.objects.filter(team=meeting.team_id, at__lt=meeting.at).order_by("-at").first()
    by_key = {one.pk: one for one in enrolled}
    places = order(_cases(enrolled, on), on=on, last_met_on=day_of(last.at) if last else None)
    return [(by_key[int(str(place.case.key))], place) for place in places]


def _cases(enrolled: Sequence[Enrollment], on: date) -> list[Case]:
    """The dates as they stood on the day of the meeting, which may be past."""
    families = [one.family_id for one in enrolled]
    carried = Pregnancy.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), family__in=families)
    due: dict[int, date] = dict(carried.filter(began_on__lte=on).values_list("family_id", "due_on"))
    births = Person.objects.filter(
        family__in=families, relation=Relation.INFANT, birth_date__lte=on, carried_in__isnull=False
    )
    rows = births.order_by("birth_date").values_list("family_id", "birth_date")
    born = {family: day for family, day in rows if day is not None}
    return [
        Case(
            key=one.pk,
            joined_on=one.since,
            due_on=due.get(one.family_id),
            born_on=None if one.family_id in due else born.get(one.family_id),
            home_on=born.get(one.family_id),
            asked=one.asked_on is not None and one.asked_on <= on,
        )
        for one in enrolled
    ]


@transaction.atomic
def freeze(*, meeting_id: int, by: Viewer, at: datetime) -> Meeting:
    """Fix the list for the meeting: its order, and the reasons for each place. Freezing twice changes nothing."""
    meeting = open_meeting(meeting_id)
    if meeting.agenda_locked_at is not None:
        return meeting
    places = places_of(meeting)
    _stand(meeting, places, first=1, by=by, at=at)
    meeting.agenda_locked_at = at
    meeting.save(update_fields=["agenda_locked_at"])
    audit("meeting.frozen", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"families": len(places)})
    return meeting


@transaction.atomic
def add_late(*, meeting_id: int, enrollment_id: int, by: Viewer, at: datetime) -> AgendaItem | None:
    """Put a family at the end of a frozen list, marked as added later. None where the team does not serve it today, or
    it is on the list already.
    """
    meeting = open_meeting(meeting_id)
    on_it = AgendaItem.objects.filter(meeting=meeting)
    if meeting.agenda_locked_at is None or on_it.filter(enrollment=enrollment_id).exists():
        return None
    wanted = [(one, place) for one, place in places_of(meeting) if one.pk == enrollment_id]
    last = on_it.aggregate(last=Max("position"))["last"] or 0
    added = _stand(meeting, wanted, first=last + 1, by=by, at=at, added_at=at)
    for item in added:
        audit("meeting.added", by=by, at=at, family_id=item.family_id, about=f"agenda_item:{item.pk}")
    return added[0] if added else None


def _stand(
    meeting: Meeting,
    places: Sequence[tuple[Enrollment, Place]],
    *,
    first: int,
    by: Viewer,
    at: datetime,
    added_at: datetime | None = None,
) -> list[AgendaItem]:
    """Write the places down with their reasons. Whoever asked for time has it now."""
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            enrollment=enrolled,
            family_id=enrolled.family_id,
            coalition_id=enrolled.coalition_id,
            position=position,
            tier=place.tier,
            why=place.why,
            minutes=place.minutes,
            added_at=added_at,
        )
        for position, (enrolled, place) in enumerate(places, start=first)
    )
    more = reasons_for((item.family_id for item in items), by=by, at=at)
    AgendaReason.objects.bulk_create(
        AgendaReason(
            item=item,
            family_id=item.family_id,
            coalition_id=item.coalition_id,
            words=reason.words[:200],
            entries=list(reason.entries),
        )
        for item in items
        for reason in more[item.family_id]
    )
    asked = Enrollment.objects.filter(pk__in=[enrolled.pk for enrolled, _ in places], asked_on__lte=day_of(meeting.at))
    asked.update(asked_on=None)
    return items


@transaction.atomic
def close(*, meeting_id: int, by: Viewer, at: datetime) -> Meeting:
    """Sign off the minutes: their digest goes into the audit chain, so a later change would show. The next meetings
    of the rhythm are planned.
    """
    meeting = open_meeting(meeting_id)
    for item in AgendaItem.objects.filter(meeting=meeting, begun_at__isnull=False, discussed_at__isnull=True):
        discussed(item=item, by=by, at=at)
    meeting.attendance.update(in_room=False)
    meeting.closed_at = at
    meeting.minutes_hash = digest(meeting)
    meeting.save(update_fields=["closed_at", "minutes_hash"])
    audit(
        "meeting.closed", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"minutes_sha256": meeting.minutes_hash}
    )
    plan_ahead(team=meeting.team, by=by, at=at)
    return meeting
