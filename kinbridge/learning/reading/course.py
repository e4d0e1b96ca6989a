"""Where one learner stands: in one course, in one module, and with all that they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Viewer
from kinbridge.learning.models import Certificate, Confidence, Enrollment, Placement, Quiz, Rehearsal, Requirement
from kinbridge.learning.rules.competencies import THREE_MONTHS_DAYS
from kinbridge.learning.rules.courses import Course, Module, courses
from kinbridge.learning.rules.requirements import Standing, standing
from kinbridge.learning.taught import Taught, taught

ASKED_LATER = timedelta(days=THREE_MONTHS_DAYS)


@dataclass(frozen=True, slots=True)
class Place:
    """One learner's time through one course."""

    course: Course
    enrollment: Enrollment
    done: frozenset[str]
    answered: frozenset[str]
    at: datetime

    @property
    def finished(self) -> bool:
        return self.enrollment.finished_at is not None

    @property
    def next_module(self) -> Module | None:
        return next((module for module in self.course.modules if module.key not in self.done), None)

    @property
    def asks(self) -> str:
        """The moment for which their confidence is still to be said, or nothing."""
        finished = self.enrollment.finished_at
        if finished is None:
            return "" if self.done or "before" in self.answered else "before"
        if "after" not in self.answered:
            return "after"
        if "looking_back" not in self.answered:
            return "looking_back"
        return "three_months" if self.at >= finished + ASKED_LATER and "three_months" not in self.answered else ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One requirement of the viewer's role, with where they stand; `place` while they are in the middle of it."""

    course: Taught
    standing: Standing
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """All that one learner takes: what their role asks for, what else is under way, what they hold, what we would ask.

    `brought` are courses of other makers that they have begun.
    """

    duties: tuple[Duty, ...]
    under_way: tuple[Place, ...]
    brought: tuple[Taught, ...]
    certificates: tuple[Certificate, ...]
    to_ask: tuple[Place, ...]
    hours: float


def is_open(course: Course, *, by: Viewer) -> bool:
    """Whether this learner may begin: the course before it is finished, or its place test was passed."""
    if not course.after:
        return True
    mine = {"user": by.user_id, "coalition": by.coalition_id}
    before = Enrollment.objects.filter(**mine, course=course.after, finished_at__isnull=False)
    return before.exists() or Placement.objects.filter(**mine, course=course.key, passed=True).exists()


def place_in(course: Course, *, by: Viewer, at: datetime) -> Place | None:
    """The learner's latest time through the course, or None when they never began."""
    mine = Enrollment.objects.filter(user=by.user_id, coalition=by.coalition_id, course=course.key)
    enrollment = mine.select_related("certificate").order_by("-began_at").first()
    return _place(course, enrollment, at) if enrollment is not None else None


def _place(course: Course, enrollment: Enrollment, at: datetime) -> Place:
    answered = Confidence.objects.filter(enrollment=enrollment).values_list("moment", flat=True).distinct()
    return Place(course, enrollment, done_modules(course, enrollment), frozenset(answered), at)


def done_modules(course: Course, enrollment: Enrollment) -> frozenset[str]:
    """The modules whose questions are passed and whose conversation, if there is one, was walked to its end."""
    passed = set(Quiz.objects.filter(enrollment=enrollment, passed=True).values_list("module", flat=True))
    walked = set(Rehearsal.objects.filter(enrollment=enrollment).values_list("module", flat=True))
    return frozenset(
        module.key
        for module in course.modules
        if module.key in passed and (module.practice is None or module.key in walked)
    )


def certificate_of(course: str, *, by: Viewer) -> Certificate | None:
    """The learner's latest certificate for this course, one of ours or of another maker."""
    mine = Certificate.objects.filter(enrollment__user=by.user_id, enrollment__coalition=by.coalition_id)
    return mine.filter(enrollment__course=course).order_by("-at").first()


def latest_quiz(enrollment: Enrollment, module: Module) -> Quiz | None:
    return Quiz.objects.filter(enrollment=enrollment, module=module.key).order_by("-at", "-pk").first()


def training_of(*, by: Viewer, at: datetime) -> Training:
    known = courses()
    mine = Enrollment.objects.filter(user=by.user_id, coalition=by.coalition_id, course__in=known)
    latest: dict[str, Enrollment] = {}
    for enrollment in mine.select_related("certificate").order_by("began_at"):
        latest[enrollment.course] = enrollment
    places = [_place(known[key], enrollment, at) for key, enrollment in latest.items()]
    held = Certificate.objects.filter(enrollment__user=by.user_id, enrollment__coalition=by.coalition_id)
    certificates = tuple(held.select_related("enrollment").order_by("-at"))
    under_way = {place.course.key: place for place in places if not place.finished}
    duties = tuple(replace(duty, place=under_way.pop(duty.course.key, None)) for duty in _duties(by, day_of(at)))
    return Training(
        duties=duties,
        under_way=tuple(under_way.values()),
        brought=_brought(by),
        certificates=certificates,
        to_ask=tuple(place for place in places if place.finished and place.asks),
        hours=float(sum(one.hours for one in certificates)),
    )


def _brought(by: Viewer) -> tuple[Taught, ...]:
    known = taught(by.coalition_id)
    begun = Enrollment.objects.filter(user=by.user_id, coalition=by.coalition_id, finished_at=None)
    keys = set(begun.values_list("course", flat=True)) - set(courses())
    return tuple(one for key, one in known.items() if key in keys)


def _duties(by: Viewer, today: date) -> list[Duty]:
    work = Membership.objects.on(today).filter(user=by.user_id, program=by.program_id, role=by.role).first()
    if work is None:
        return []
    known = taught(by.coalition_id)
    finished = last_finished(Enrollment.objects.filter(user=by.user_id, coalition=by.coalition_id), known)
    asked = Requirement.objects.filter(coalition=by.coalition_id, role=by.role, course__in=known)
    duties = [
        Duty(known[one.course], standing_of(one, began_work=work.since, finished=finished.get(one.course), on=today))
        for one in asked
    ]
    return sorted(duties, key=lambda duty: (duty.standing.due or date.max, duty.course.short))


def last_finished(enrollments: Iterable[Enrollment], known: Mapping[str, Taught]) -> dict[str, date]:
    """The day each course was last finished, or one that stands for it."""
    days: dict[str, date] = {}
    for one in enrollments:
        if one.finished_at is not None and one.course in known:
            day = day_of(one.finished_at)
            for key in known[one.course].meets:
                days[key] = max(day, days.get(key, day))
    return days


def standing_of(one: Requirement, *, began_work: date, finished: date | None, on: date) -> Standing:
    return standing(
        began_work=began_work,
        asked_since=one.since,
        within_days=one.within_days,
        every_months=one.every_months,
        finished=finished,
        on=on,
    )
