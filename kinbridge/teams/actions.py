"""Freeze the list, hear the partners, agree on actions, close the meeting with minutes that cannot change unseen."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.chart.received import record_received
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.models import Person, Pregnancy, Relation
from kinbridge.teams.models import Action, AgendaItem, Enrollment, Meeting
from kinbridge.teams.rules import Case, order


class MeetingClosed(Exception):
    """The minutes are signed off; what comes later belongs to the next meeting."""


def _open(meeting_id: int) -> Meeting:
    meeting = Meeting.objects.select_for_update().select_related("team").get(pk=meeting_id)
    if meeting.closed_at is not None:
        raise MeetingClosed("This meeting is closed. Write it down for the next one.")
    return meeting


def cases_of(meeting: Meeting) -> dict[int, tuple[Enrollment, Case]]:
    """The families the team serves on the meeting's day, with the dates the order needs."""
    on = meeting.at.astimezone(get_current_timezone()).date()
    enrolled = list(Enrollment.objects.on(on).filter(team=meeting.team_id).select_related("person", "family"))
    families = [enrollment.family_id for enrollment in enrolled]
    due: dict[int, date] = dict(
        Pregnancy.objects.filter(family__in=families, ended_on__isnull=True).values_list("family_id", "due_on")
    )
    births = (
        Person.objects.filter(
            family__in=families, relation=Relation.INFANT, birth_date__isnull=False, carried_in__isnull=False
        )
        .order_by("birth_date")
        .values_list("family_id", "birth_date")
    )
    born = {family: day for family, day in births if day is not None}
    return {
        enrollment.pk: (
            enrollment,
            Case(
                key=enrollment.pk,
                joined_on=enrollment.since,
                due_on=due.get(enrollment.family_id),
                born_on=None if enrollment.family_id in due else born.get(enrollment.family_id),
                home_on=born.get(enrollment.family_id),
                flagged=enrollment.flagged,
            ),
        )
        for enrollment in enrolled
    }


@transaction.atomic
def freeze(*, meeting_id: int, by: Viewer, at: datetime) -> Meeting:
    """Fix the list for the meeting: its order, and the reason for each place. Freezing twice changes nothing."""
    meeting = _open(meeting_id)
    if meeting.agenda_locked_at is not None:
        return meeting
    last = Meeting.objects.filter(team=meeting.team_id, at__lt=meeting.at).order_by("-at").first()
    cases = cases_of(meeting)
    places = order(
        (case for _, case in cases.values()),
        on=meeting.at.astimezone(get_current_timezone()).date(),
        last_met_on=last.at.astimezone(get_current_timezone()).date() if last else None,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            enrollment=cases[place.case.key][0],  # type: ignore[index]
            family_id=cases[place.case.key][0].family_id,  # type: ignore[index]
            coalition_id=meeting.team.coalition_id,
            position=position,
            tier=place.tier,
            why=place.why,
            minutes=place.minutes,
        )
        for position, place in enumerate(places, start=1)
    )
    meeting.agenda_locked_at = at
    meeting.save(update_fields=["agenda_locked_at"])
    audit("meeting.frozen", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"families": len(places)})
    return meeting


@transaction.atomic
def update(*, item: AgendaItem, text: str, by: Viewer, at: datetime, source: int | None = None) -> None:
    """A partner's update on one family. It is a fact of the partner's own record, and the gate decides who sees it.

    `source` is the label of another program's record that it tells of: then it goes only where that record may go.
    """
    _open(item.meeting_id)
    body = {"text": text, "meeting": item.meeting_id}
    if source is not None:
        record_received(
            family=item.family, label_id=source, kind="team_update", body=body, occurred_at=at, by=by, at=at
        )
        return
    record_entry(
        family=item.family,
        subject=item.enrollment.person,
        kind="team_update",
        body=body,
        occurred_at=at,
        by=by,
        at=at,
        category=Category.SUD_ATTENDANCE if by.is_part2 else Category.SOCIAL_NEEDS,
    )


@transaction.atomic
def agree(*, item: AgendaItem, text: str, owner: User, due_on: date, by: Viewer, at: datetime) -> Action:
    """A named person takes something on by a day. Raises ValueError when they hold no place in a program today."""
    _open(item.meeting_id)
    seat = Membership.objects.on(due_on).filter(user=owner, program__organization__coalition=by.coalition_id).first()
    if seat is None:
        raise ValueError("That person works for no partner on that day; choose someone else.")
    action = Action.objects.create(
        family_id=item.family_id,
        coalition_id=item.coalition_id,
        item=item,
        text=text,
        owner=owner,
        program_id=seat.program_id,
        due_on=due_on,
    )
    audit(
        "action.agreed",
        by=by,
        at=at,
        family_id=item.family_id,
        about=f"action:{action.pk}",
        because=Purpose.STAFFING_MEETING,
    )
    return action


@transaction.atomic
def finish(*, action_id: int, by: Viewer, at: datetime, family_told_on: date | None = None) -> Action | None:
    """The owner says it is done. None when there is no such action of theirs."""
    action = Action.objects.select_for_update().filter(pk=action_id, owner=by.user_id).first()
    if action is None:
        return None
    if action.done_at is None:
        action.done_at, action.family_told_on = at, family_told_on
        action.save(update_fields=["done_at", "family_told_on"])
        audit("action.done", by=by, at=at, family_id=action.family_id, about=f"action:{action.pk}")
    return action


@transaction.atomic
def discussed(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    _open(item.meeting_id)
    if item.discussed_at is None:
        item.discussed_at = at
        item.save(update_fields=["discussed_at"])
        audit("family.discussed", by=by, at=at, family_id=item.family_id, about=f"agenda_item:{item.pk}")


@transaction.atomic
def close(*, meeting_id: int, by: Viewer, at: datetime) -> Meeting:
    """Sign off the minutes: their digest goes into the audit chain, so a later change would show."""
    meeting = _open(meeting_id)
    meeting.closed_at = at
    meeting.minutes_hash = digest(meeting)
    meeting.save(update_fields=["closed_at", "minutes_hash"])
    audit(
        "meeting.closed", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"minutes_sha256": meeting.minutes_hash}
    )
    return meeting


def digest(meeting: Meeting) -> str:
    """SHA-256 of the list and the actions, as they stand."""
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position").prefetch_related("actions")
    minutes = [
        [
            item.position,
            item.enrollment_id,
            item.why,
            [[a.text, a.owner_id, a.due_on.isoformat()] for a in sorted(item.actions.all(), key=lambda a: a.pk)],
        ]
        for item in items
    ]
    return hashlib.sha256(json.dumps(minutes).encode()).hexdigest()
