"""What people showed: in practiced conversations, and on the job as a supervisor saw it. One pair for each person."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean

from kinbridge.directory.local_time import day_of
from kinbridge.learning.models import Enrollment, Observation, Rehearsal
from kinbridge.learning.rules.change import Change, paired_change, shown
from kinbridge.learning.rules.competencies import percent_of_step
from kinbridge.learning.rules.courses import Course

Pair = tuple[float, float]


def last_shown(enrollments: list[Enrollment]) -> dict[int, int]:
    """The share of points, in percent, of each one's last conversation."""
    return {enrollment: shares[-1] for (enrollment, _), shares in _walks(enrollments).items()}


def rehearsed(enrollments: list[Enrollment]) -> Change | None:
    """From the first to the last walk through the same conversation."""
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for (enrollment, _), shares in _walks(enrollments).items():
        if len(shares) > 1:
            pairs[enrollment].append((shares[0], shares[-1]))
    return _of_people(pairs)


def _walks(enrollments: list[Enrollment]) -> dict[tuple[int, str], list[int]]:
    walks: dict[tuple[int, str], list[int]] = defaultdict(list)
    for one in Rehearsal.objects.filter(enrollment__in=enrollments, of__gt=0).order_by("at", "pk"):
        walks[one.enrollment_id, one.module].append(one.points * 100 // one.of)
    return walks


def observed(course: Course, enrollments: list[Enrollment]) -> Change | None:
    """From the last observation before the course to the first after it, competency by competency."""
    spans = {
        one.user_id: (day_of(one.began_at), day_of(one.finished_at))
        for one in enrollments
        if one.finished_at is not None
    }
    seen: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    rows = Observation.objects.filter(person__in=spans, competency__in=course.competencies)
    for one in rows.filter(coalition__in={one.coalition_id for one in enrollments}).order_by("seen_on", "pk"):
        seen[one.person_id, one.competency].append(one)
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for (person, _), observations in seen.items():
        began, finished = spans[person]
        before = [one.step for one in observations if one.seen_on < began]
        after = [one.step for one in observations if one.seen_on >= finished]
        if before and after:
            pairs[person].append((percent_of_step(before[-1]), percent_of_step(after[0])))
    return _of_people(pairs)


def _of_people(pairs: dict[int, list[Pair]]) -> Change | None:
    """The change over people, each counted once with the mean of their pairs; None for fewer than five."""
    means = [(fmean(first for first, _ in some), fmean(last for _, last in some)) for some in pairs.values()]
    return paired_change(means) if shown(len(means)) else None
