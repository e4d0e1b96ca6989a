"""Count what units did before and after their people took a course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of, moment
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.learning.models import Enrollment
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules.states import Status
from kinbridge.uptake.models import Count
from kinbridge.uptake.rules import Done, Span, compared, may_follow, trained_on

Counted = dict[str, Any]
STAYED = (Status.ENGAGED, Status.COMPLETED)


def newest(course: str, coalition: int) -> Count | None:
    return Count.objects.filter(coalition=coalition, course=course).order_by("-counted_at", "-pk").first()


@transaction.atomic
def count(*, course: str, by: Viewer, at: datetime) -> Count:
    """Reads across families, and says so in the audit.

    A unit's line stays as it was where what came since is too little to be told by itself.
    """
    today = day_of(at)
    body = [_unit(one, by, today=today) for one in _trained(course, by, today=today)]
    if body:
        body.append(_others(body, by, today=today))
    last = newest(course, by.coalition_id)
    told = {one["program"]: one for one in last.body} if last is not None else {}
    body = [told[one["program"]] if _too_little(told.get(one["program"]), one) else one for one in body]
    counted = Count.objects.create(coalition_id=by.coalition_id, course=course, counted_at=at, body=body)
    audit("uptake.counted", by=by, at=at, about=f"count:{counted.pk}", because=Purpose.QUALITY_MEASUREMENT)
    return counted


def _too_little(told: Counted | None, now: Counted) -> bool:
    if told is None:
        return False
    both = [(Done(*told[span]), Done(*now[span])) for span in ("before", "after")]
    return not all(may_follow(then, done, moved=told["day"] != now["day"]) for then, done in both)


def _trained(course: str, by: Viewer, *, today: date) -> Iterable[tuple[UUID, date, int, int]]:
    """Each unit of which half have finished: its program, the day, its people, how many of them finished."""
    rows = Enrollment.objects.filter(coalition=by.coalition_id, course=course, finished_at__isnull=False)
    finished: dict[int, date] = {}
    for user, at in rows.order_by("-finished_at").values_list("user", "finished_at"):
        if at is not None:
            finished[user] = day_of(at)
    units: dict[UUID, set[int]] = defaultdict(set)
    work = Membership.objects.on(today).filter(program__organization__coalition=by.coalition_id, user__is_active=True)
    for program, user in work.exclude(role=Role.PARENT).values_list("program", "user"):
        units[program].add(user)
    for program, people in sorted(units.items()):
        days = [finished[user] for user in people if user in finished]
        day = trained_on(days, people=len(people))
        if day is not None:
            yield program, day, len(people), len(days)


def _unit(found: tuple[UUID, date, int, int], by: Viewer, *, today: date) -> Counted:
    program, day, people, finished = found
    before, after = compared(day, today=today)
    return {
        "program": str(program),
        "day": day.isoformat(),
        "on": today.isoformat(),
        "people": people,
        "finished": finished,
        "before": _referrals([program], before, by),
        "after": _referrals([program], after, by),
    }


def _others(units: list[Counted], by: Viewer, *, today: date) -> Counted:
    """The other units of the same agencies, around the day of the first unit: what changed without the course."""
    trained = [str(one["program"]) for one in units]
    agencies = Program.objects.filter(pk__in=trained).values("organization")
    others = list(
        Program.objects.filter(organization__in=agencies).exclude(pk__in=trained).values_list("pk", flat=True)
    )
    day = min(date.fromisoformat(str(one["day"])) for one in units)
    before, after = compared(day, today=today)
    return {
        "program": "",
        "day": day.isoformat(),
        "on": today.isoformat(),
        "before": _referrals(others, before, by),
        "after": _referrals(others, after, by),
    }


def _referrals(programs: list[UUID], span: Span, by: Viewer) -> list[int]:
    """Sent, made together with the person, first visit kept, engaged or completed after it."""
    since, until = (moment(day, time()) for day in (span.since, span.until))
    sent = Referral.objects.filter(coalition=by.coalition_id, from_program__in=programs)
    sent = sent.filter(sent_at__gte=since, sent_at__lt=until).exclude(status=Status.ENTERED_IN_ERROR)
    steps = Step.objects.filter(referral=OuterRef("pk"))
    found = sent.annotate(
        kept=Exists(steps.filter(status=Status.FIRST_KEPT)), stayed=Exists(steps.filter(status__in=STAYED))
    ).aggregate(
        all=models.Count("pk"),
        together=models.Count("pk", filter=Q(handoff=True)),
        kept_first=models.Count("pk", filter=Q(kept=True)),
        engaged=models.Count("pk", filter=Q(stayed=True)),
    )
    return list(found.values())
