"""Say what a role has to take, and write down what was seen of someone's skill on the job."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.learning.models import Observation, Requirement
from kinbridge.learning.rules.required import asked


@transaction.atomic
def require_usual(*, coalition: Coalition, since: date) -> None:
    """The usual requirements from that day on, where the coalition has none of its own for that role and course."""
    rows = [Requirement(coalition=coalition, since=since, **asdict(one)) for one in asked()]
    Requirement.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def require(
    *,
    role: str,
    course: str,
    within_days: int,
    every_months: int | None,
    since: date,
    source: str,
    by: Viewer,
    at: datetime,
) -> Requirement:
    """Everybody in this role takes this course; said again, it replaces what was asked before."""
    requirement, _ = Requirement.objects.update_or_create(
        coalition_id=by.coalition_id,
        role=role,
        course=course,
        defaults={"within_days": within_days, "every_months": every_months, "since": since, "source": source},
    )
    audit("learning.required", by=by, at=at, about=f"requirement:{requirement.pk}")
    return requirement


@transaction.atomic
def observe(
    *, person: User, competency: str, step: int, seen_on: date, note: str, by: Viewer, at: datetime
) -> Observation:
    """What the supervisor saw; the worker reads it on their own page."""
    observation = Observation.objects.create(
        coalition_id=by.coalition_id,
        person=person,
        program_id=by.acting_for,
        seen_by_id=by.worker,
        competency=competency,
        step=step,
        note=note,
        seen_on=seen_on,
        at=at,
    )
    audit("learning.observed", by=by, at=at, about=f"observation:{observation.pk}")
    return observation


@transaction.atomic
def answer_observation(*, observation: Observation, answer: str, by: Viewer, at: datetime) -> None:
    """The worker's own word on what was seen of them, for whoever saw it. Said again, it replaces the one before."""
    if observation.person_id != by.worker:
        raise PermissionError("Only whoever was seen may answer.")
    observation.answer, observation.answered_at = answer, at
    observation.save(update_fields=["answer", "answered_at"])
    audit("learning.observation_answered", by=by, at=at, about=f"observation:{observation.pk}")
