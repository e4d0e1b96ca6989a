"""What a course changed, for groups of five or more: who stayed with it, how sure people are, and what they showed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Confidence, Enrollment
from kinbridge.learning.reading.course import ASKED_LATER
from kinbridge.learning.results_skills import last_shown, observed, rehearsed
from kinbridge.learning.rules.change import Change, paired_change, shown
from kinbridge.learning.rules.competencies import competencies, surer_than_shown
from kinbridge.learning.rules.courses import Course

Answers = dict[tuple[int, str, str], int]


@dataclass(frozen=True, slots=True)
class Stage:
    """How many people came this far; None below the smallest cell."""

    label: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One competency: its change, or None where fewer than five people answered both times."""

    title: str
    change: Change | None
    better: str
    worse: str
    surer: str


@dataclass(frozen=True, slots=True)
class Results:
    course: Course
    began: int
    enough: bool
    stages: tuple[Stage, ...]
    after: tuple[Row, ...]
    looking_back: tuple[Row, ...]
    later: tuple[Row, ...]
    rehearsed: Change | None
    observed: Change | None


def results_of(course: Course, *, by: Viewer, at: datetime) -> Results:
    """Everybody's first time through the course in this coalition. No name is read."""
    firsts: dict[int, Enrollment] = {}
    rows = Enrollment.objects.filter(coalition=by.coalition_id, course=course.key).order_by("began_at")
    for row in rows:
        firsts.setdefault(row.user_id, row)
    enrollments = list(firsts.values())
    said: Answers = {
        (pk, moment, competency): sure
        for pk, moment, competency, sure in Confidence.objects.filter(enrollment__in=enrollments).values_list(
            "enrollment", "moment", "competency", "sure"
        )
    }
    skills = last_shown(enrollments)

    def rows_between(first: str, second: str) -> tuple[Row, ...]:
        return tuple(_row(key, enrollments, said, (first, second), skills) for key in course.competencies)

    return Results(
        course=course,
        began=len(enrollments),
        enough=shown(len(enrollments)),
        stages=tuple(_stages(enrollments, said, at)),
        after=rows_between("before", "after"),
        looking_back=rows_between("looking_back", "after"),
        later=rows_between("before", "three_months"),
        rehearsed=rehearsed(enrollments),
        observed=observed(course, enrollments),
    )


def _stages(enrollments: list[Enrollment], said: Answers, at: datetime) -> Iterable[Stage]:
    answered = defaultdict(set)
    for pk, moment, _ in said:
        answered[moment].add(pk)
    finished = [one for one in enrollments if one.finished_at is not None]
    old = [one.pk for one in finished if one.finished_at and one.finished_at + ASKED_LATER <= at]
    counts = (
        ("Began", len(enrollments)),
        ("Said how sure they were before", len(answered["before"])),
        ("Finished", len(finished)),
        ("Said how sure they were after", len(answered["after"])),
        ("Finished three months ago or earlier", len(old)),
        ("Said how sure they were three months later", len(answered["three_months"])),
    )
    for label, people in counts:
        yield Stage(label, people if shown(people) or people == 0 else None)


def _row(
    key: str, enrollments: list[Enrollment], said: Answers, moments: tuple[str, str], skills: dict[int, int]
) -> Row:
    before, after = (
        {one.pk: said[one.pk, moment, key] for one in enrollments if (one.pk, moment, key) in said}
        for moment in moments
    )
    pairs = [(before[pk], after[pk]) for pk in before if pk in after]
    judged = [surer_than_shown(after[pk], skills[pk]) for pk in after if pk in skills]
    change = paired_change(pairs) if shown(len(pairs)) else None
    return Row(
        title=competencies()[key].title,
        change=change,
        better=_in_words(change.better) if change else "",
        worse=_in_words(change.worse) if change else "",
        surer=f"{_in_words(sum(judged))} of {len(judged)}" if shown(len(judged)) else "too few to show",
    )


def _in_words(count: int) -> str:
    return str(count) if shown(count) or count == 0 else "fewer than 5"
