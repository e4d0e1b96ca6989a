"""Start a group with two years of meetings, give and end seats, say who came, write minutes, decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.actions.doors import NotTheLead, NotYet, convenes, must_lead
from kinbridge.workgroups.models import Attendance, Decision, Group, Meeting, Member, Minutes
from kinbridge.workgroups.rules.minutes import mark_of
from kinbridge.workgroups.rules.rhythm import MONTHS, Rhythm, meetings, rule_of

MONTHS_AT_MOST = 240
"""A group that meets for twenty years begins a new one."""


class AlreadyThere(ValueError):
    """A group of that name, or a seat of that person, is there already."""


@transaction.atomic
def start(*, facts: dict[str, Any], rhythm: str, lead: User, by: Viewer, at: datetime) -> Group:
    """A group and its meetings of two years. Raises `NotTheLead`, `AlreadyThere`."""
    if not convenes(by):
        raise NotTheLead
    first = local_time(facts["first_at"])
    rule = rule_of(Rhythm(rhythm), first=first)
    try:
        with transaction.atomic():
            group = Group.objects.create(coalition_id=by.coalition_id, lead=lead, rule=rule, **facts)
    except IntegrityError as trouble:
        raise AlreadyThere("A group of this name is there already; choose another name.") from trouble
    planned = _planned(group)
    Meeting.objects.bulk_create(Meeting(coalition_id=by.coalition_id, group=group, at=when) for when in planned)
    audit("group.started", by=by, at=at, about=f"group:{group.pk}", detail={"meetings": len(planned)})
    return group


@transaction.atomic
def plan_on(*, group: Group, by: Viewer, at: datetime) -> int:
    """Two more years of meetings after the last one planned; the number of them. Raises `NotTheLead`."""
    must_lead(group, by=by)
    last = Meeting.objects.filter(group=group).latest("at")
    after = [when for when in _planned(group, months=MONTHS_AT_MOST) if when > last.at]
    more = after[: len(_planned(group))]
    Meeting.objects.bulk_create(Meeting(coalition_id=group.coalition_id, group=group, at=when) for when in more)
    audit("group.planned_on", by=by, at=at, about=f"group:{group.pk}", detail={"meetings": len(more)})
    return len(more)


def _planned(group: Group, *, months: int = MONTHS) -> list[datetime]:
    """The group's meetings from its first on. The same hour of the place, also when the clocks change."""
    first = local_time(group.first_at)
    found = meetings(group.rule, first=first.replace(tzinfo=None), months=months)
    return [when.replace(tzinfo=first.tzinfo) for when in found]


@transaction.atomic
def give_seat(*, group: Group, facts: dict[str, Any], by: Viewer, at: datetime) -> Member:
    """Someone joins the group. Raises `NotTheLead`, `AlreadyThere`."""
    must_lead(group, by=by)
    try:
        with transaction.atomic():
            member = Member.objects.create(coalition_id=group.coalition_id, group=group, **facts)
    except IntegrityError as trouble:
        raise AlreadyThere("This person has a seat in the group already.") from trouble
    audit("group.seat_given", by=by, at=at, about=f"group:{group.pk}", detail={"member": member.pk})
    return member


@transaction.atomic
def end_seat(*, member: Member, by: Viewer, at: datetime) -> Member:
    """Someone leaves the group today; what they did there stays. Raises `NotTheLead`."""
    must_lead(member.group, by=by)
    if member.until is None:
        member.until = day_of(at)
        member.save(update_fields=["until"])
        audit("group.seat_ended", by=by, at=at, about=f"group:{member.group_id}", detail={"member": member.pk})
    return member


@transaction.atomic
def set_agenda(*, meeting: Meeting, agenda: str, by: Viewer, at: datetime) -> Meeting:
    """What the group will talk about. Raises `NotTheLead`."""
    must_lead(meeting.group, by=by)
    meeting.agenda = agenda
    meeting.save(update_fields=["agenda"])
    audit("group.agenda_set", by=by, at=at, about=f"meeting:{meeting.pk}")
    return meeting


@transaction.atomic
def call_off(*, meeting: Meeting, why: str, by: Viewer, at: datetime) -> Meeting:
    """The meeting is not held. Raises `NotTheLead`, `NotYet`."""
    must_lead(meeting.group, by=by)
    if meeting.held:
        raise NotYet("Somebody wrote down who came to this meeting; it was held.")
    meeting.called_off = why
    meeting.save(update_fields=["called_off"])
    audit("group.meeting_called_off", by=by, at=at, about=f"meeting:{meeting.pk}")
    return meeting


@transaction.atomic
def write_attendance(*, meeting: Meeting, came: Collection[Member], by: Viewer, at: datetime) -> Meeting:
    """Who came; saying it again puts right what was said before. Raises `NotTheLead`, `NotYet`."""
    must_lead(meeting.group, by=by)
    if meeting.at > at:
        raise NotYet("This meeting is still to come; say who came when it has begun.")
    Attendance.objects.filter(meeting=meeting).exclude(member__in=came).delete()
    rows = [Attendance(coalition_id=meeting.coalition_id, meeting=meeting, member=member) for member in came]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    meeting.held, meeting.called_off = True, ""
    meeting.members_then = Member.objects.on(day_of(meeting.at)).filter(group=meeting.group_id).count()
    meeting.save(update_fields=["held", "called_off", "members_then"])
    audit("group.attendance_written", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"came": len(rows)})
    return meeting


@transaction.atomic
def write_minutes(*, meeting: Meeting, text: str, by: Viewer, at: datetime) -> Minutes:
    """A new version of the minutes, marked over what it says and over the version before. Raises `NotTheLead`."""
    must_lead(meeting.group, by=by)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = meeting.versions.order_by("-version").first()
    minutes = Minutes.objects.create(
        coalition_id=meeting.coalition_id,
        meeting=meeting,
        version=last.version + 1 if last else 1,
        text=text,
        mark=marked(meeting, text=text, before=last.mark if last else ""),
        written_by_id=by.worker,
        written_at=at,
    )
    audit("group.minutes_written", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"mark": minutes.mark})
    return minutes


def marked(meeting: Meeting, *, text: str, before: str) -> str:
    """The mark of minutes of this text, as the meeting stands now."""
    decided = meeting.decisions.select_related("owner").order_by("pk")
    return mark_of(
        held=meeting.at.isoformat(),
        came=[str(key) for key in meeting.attendance.values_list("member", flat=True)],
        text=text,
        decided=[(one.text, str(one.owner_id), one.due_on.isoformat()) for one in decided],
        before=before,
    )


@transaction.atomic
def decide(*, meeting: Meeting, text: str, owner: Member, due_on: date, by: Viewer, at: datetime) -> Decision:
    """What the group decided, who sees to it, and by when. Raises `NotTheLead`."""
    must_lead(meeting.group, by=by)
    decision = Decision.objects.create(
        coalition_id=meeting.coalition_id, meeting=meeting, text=text, owner=owner, due_on=due_on
    )
    audit("group.decided", by=by, at=at, about=f"meeting:{meeting.pk}", detail={"decision": decision.pk})
    return decision


@transaction.atomic
def carry_out(*, decision: Decision, outcome: str, by: Viewer, at: datetime) -> Decision:
    """It was done. Its owner says so, or whoever leads the group. Raises `NotTheLead`."""
    if by.user_id is None or decision.owner.user_id != by.user_id:
        must_lead(decision.meeting.group, by=by)
    if decision.done_on is None:
        decision.done_on, decision.outcome = day_of(at), outcome
        decision.save(update_fields=["done_on", "outcome"])
        audit("group.decision_carried_out", by=by, at=at, about=f"decision:{decision.pk}")
    return decision
