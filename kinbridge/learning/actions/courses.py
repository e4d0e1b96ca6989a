"""Begin a course, answer its questions, practice its conversations, say how sure one is, and finish it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.learning.actions.certificates import Proof, certify
from kinbridge.learning.actions.enrolling import enroll
from kinbridge.learning.actions.telling import tell
from kinbridge.learning.models import Confidence, Enrollment, Placement, Quiz, Rehearsal
from kinbridge.learning.reading.course import Place, done_modules, is_open
from kinbridge.learning.rules.courses import Course, Module, marks, passed
from kinbridge.learning.rules.practice import Talk


@transaction.atomic
def begin(*, course: Course, by: Viewer, at: datetime) -> Enrollment | None:
    """Their enrollment, the one under way if there is one. None while the course that comes before is not done."""
    if not is_open(course, by=by):
        return None
    enrollment, made = enroll(course=course.key, version=course.version, by=by, at=at)
    if made:
        tell("initialized", enrollment=enrollment, course=course, at=at)
    return enrollment


@transaction.atomic
def take_quiz(*, place: Place, module: Module, answers: tuple[int, ...], by: Viewer, at: datetime) -> Quiz:
    """One try at a module's questions. The last thing left to do finishes the course."""
    right = sum(marks(module.questions, answers))
    of = len(module.questions)
    quiz = Quiz.objects.create(
        enrollment=place.enrollment,
        module=module.key,
        answers=list(answers),
        right=right,
        of=of,
        passed=passed(right, of),
        at=at,
    )
    audit("learning.quiz", by=by, at=at, about=f"quiz:{quiz.pk}")
    _tell("passed" if quiz.passed else "failed", place, module, right, of, at)
    _finish_if_done(place=place, by=by, at=at)
    return quiz


@transaction.atomic
def rehearse(*, place: Place, module: Module, path: str, talk: Talk, by: Viewer, at: datetime) -> Rehearsal:
    """One conversation walked to its end."""
    rehearsal = Rehearsal.objects.create(
        enrollment=place.enrollment, module=module.key, path=path, points=talk.points, of=talk.of, at=at
    )
    audit("learning.rehearsed", by=by, at=at, about=f"rehearsal:{rehearsal.pk}")
    _tell("scored", place, module, talk.points, talk.of, at)
    _finish_if_done(place=place, by=by, at=at)
    return rehearsal


@transaction.atomic
def state_confidence(*, enrollment: Enrollment, moment: str, sure: Mapping[str, int], by: Viewer, at: datetime) -> None:
    """How sure they are of each competency now. Said again, it replaces; the audit holds no answer."""
    said = [
        Confidence(enrollment=enrollment, moment=moment, competency=competency, sure=value, at=at)
        for competency, value in sure.items()
    ]
    Confidence.objects.bulk_create(
        said,
        update_conflicts=True,
        unique_fields=["enrollment", "moment", "competency"],
        update_fields=["sure", "at"],
    )
    audit("learning.confidence", by=by, at=at, about=f"enrollment:{enrollment.pk}", detail={"moment": moment})


@transaction.atomic
def place_by_test(*, course: Course, answers: tuple[int, ...], by: Viewer, at: datetime) -> Placement:
    """The short test that may stand in for the course that comes before."""
    right, of = sum(marks(course.placement, answers)), len(course.placement)
    placement = Placement.objects.create(
        user_id=by.worker,
        coalition_id=by.coalition_id,
        course=course.key,
        right=right,
        of=of,
        passed=passed(right, of),
        at=at,
    )
    audit("learning.placed", by=by, at=at, about=f"placement:{placement.pk}")
    return placement


def _finish_if_done(*, place: Place, by: Viewer, at: datetime) -> None:
    enrollment, course = place.enrollment, place.course
    if enrollment.finished_at is not None or len(done_modules(course, enrollment)) < len(course.modules):
        return
    enrollment.finished_at = at
    enrollment.save(update_fields=["finished_at"])
    proof = Proof(course.title, Decimal(str(course.hours)), course.approved_by)
    certificate = certify(enrollment=enrollment, proof=proof, at=at)
    audit("learning.completed", by=by, at=at, about=f"certificate:{certificate.pk}")
    tell("completed", enrollment=enrollment, course=course, at=at)


def _tell(verb: str, place: Place, module: Module, right: int, of: int, at: datetime) -> None:
    tell(verb, enrollment=place.enrollment, course=place.course, module=module, right=right, of=of, at=at)
