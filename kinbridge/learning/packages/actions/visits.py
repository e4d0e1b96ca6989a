"""Open a part of a package, keep what it says of the learner, and finish the course when its manifest is met."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.learning.actions.certificates import Proof, certify
from kinbridge.learning.actions.enrolling import enroll
from kinbridge.learning.actions.telling import write_down
from kinbridge.learning.models import Enrollment, Launch, Package, PackagePart, PartRecord
from kinbridge.learning.packages.rules import statements
from kinbridge.learning.packages.rules.manifest import MoveOn
from kinbridge.learning.packages.rules.progress import Done, satisfied
from kinbridge.learning.packages.telling import told_of, told_of_course
from kinbridge.xapi.actions import digest_of


class NotNow(Exception):
    """A course may not say this now; the message says why."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Whoever a launch was made for: what runs in it has no session to be known by."""

    user_id: int
    organization_id: UUID


@transaction.atomic
def begin(*, package: Package, by: Viewer, at: datetime) -> Enrollment:
    """Their time through the course; the one under way if there is one."""
    return enroll(course=package.key, version=package.version, by=by, at=at)[0]


@transaction.atomic
def visit(*, part: PackagePart, enrollment: Enrollment, at: datetime) -> Launch:
    """A visit with a key of its own. Earlier visits to the same part end here."""
    record, _ = PartRecord.objects.get_or_create(enrollment=enrollment, part=part, defaults={"opened_at": at})
    for earlier in record.launches.filter(ended_at=None):
        end(launch=earlier, at=at)
    expires = at + timedelta(minutes=settings.KINBRIDGE_LAUNCH_MINUTES)
    launch = Launch.objects.create(session=uuid4(), record=record, began_at=at, expires_at=expires)
    settle(record=record, done=done_of(record), at=at)
    return launch


def must_be_open(launch: Launch) -> None:
    """Raises `NotNow` for a visit that has ended."""
    if launch.ended_at is not None:
        raise NotNow("This visit is over: the course ended it, or it was opened once more. Open the course again.")


@transaction.atomic
def end(*, launch: Launch, at: datetime) -> None:
    """The visit is over. Of one that began to speak by the rules of cmi5 and never said so, we say it."""
    launch.ended_at = at
    launch.save(update_fields=["ended_at"])
    if "initialized" in launch.said and "terminated" not in launch.said:
        seconds = int((at - launch.began_at).total_seconds())
        write_down(
            statements.abandoned(told_of(launch), seconds=seconds),
            coalition_id=launch.record.enrollment.coalition_id,
            at=at,
        )


@transaction.atomic
def hand_out_token(*, launch: Launch) -> str | None:
    """What the course signs in with at the record store; None when it was handed out before."""
    secret = secrets.token_urlsafe(24)
    fresh = Launch.objects.filter(pk=launch.pk, token="").update(token=digest_of(secret))  # one of two at once gets it
    return secret if fresh else None


def done_of(record: PartRecord) -> Done:
    return Done(opened=True, completed=record.completed, passed=record.passed)


@transaction.atomic
def settle(*, record: PartRecord, done: Done, at: datetime) -> None:
    """Keep what is known now. What was done once stays done; the last part that was left finishes the course."""
    record.completed, record.passed = record.completed or done.completed, done.passed
    if record.satisfied_at is None and satisfied(MoveOn(record.part.move_on), done):
        record.satisfied_at = at
    record.save()
    enrollment, package = record.enrollment, record.part.package
    met = enrollment.parts.filter(satisfied_at__isnull=False).count()
    if enrollment.finished_at is None and met == package.parts.count():
        _finish(enrollment, record, at)


def _finish(enrollment: Enrollment, record: PartRecord, at: datetime) -> None:
    package = record.part.package
    enrollment.finished_at = at
    enrollment.save(update_fields=["finished_at"])
    if package.hours:
        certify(enrollment=enrollment, proof=Proof(package.title, package.hours), at=at)
    by = Learner(enrollment.user_id, enrollment.program.organization_id)
    audit("learning.completed", by=by, at=at, about=f"enrollment:{enrollment.pk}")
    last = record.launches.latest("pk")
    write_down(statements.finished(told_of_course(last)), coalition_id=enrollment.coalition_id, at=at)
