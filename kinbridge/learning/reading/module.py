"""What a module shows besides its text: how far each one is, which answers were right, and where to read more."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Confidence, Item, Quiz, Rehearsal
from kinbridge.learning.reading.course import Place
from kinbridge.learning.rules.competencies import surer_than_shown
from kinbridge.learning.rules.courses import Course, Module, Question, marks


@dataclass(frozen=True, slots=True)
class State:
    module: Module
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with what was answered and what is right."""

    question: Question
    answer: str
    right: bool

    @property
    def best(self) -> str:
        return self.question.options[self.question.right - 1]


def module_states(course: Course, place: Place | None) -> list[State]:
    done = place.done if place is not None else frozenset()
    upcoming = place.next_module if place is not None else None
    return [State(module, module.key in done, module is upcoming) for module in course.modules]


def marked(module: Module, quiz: Quiz | None) -> list[Marked]:
    """The latest try, question by question; nothing before the first."""
    if quiz is None or len(quiz.answers) != len(module.questions):  # the course may have a newer version since
        return []
    right = marks(module.questions, tuple(quiz.answers))
    return [
        Marked(question, question.options[answer - 1], good)
        for question, answer, good in zip(module.questions, quiz.answers, right, strict=True)
    ]


def practice_again(place: Place | None) -> list[Module]:
    """Conversations that went less well than how sure the learner says they are, for the learner's own eyes."""
    if place is None or not place.finished:
        return []
    said = Confidence.objects.filter(enrollment=place.enrollment, moment="after").values_list("sure", flat=True)
    surest = max(said, default=0)
    last = {one.module: one for one in Rehearsal.objects.filter(enrollment=place.enrollment).order_by("at", "pk")}
    shares = {key: one.points * 100 // one.of for key, one in last.items() if one.of}
    return [module for module in place.course.modules if surer_than_shown(surest, shares.get(module.key))]


def resources(module: Module, *, by: Viewer) -> list[Item]:
    items = {item.key: item for item in Item.objects.filter(coalition=by.coalition_id, key__in=module.resources)}
    return [items[key] for key in module.resources if key in items]
