"""A course as typed data: modules with text, a quiz, a conversation to practice, and where to read more. Pure."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct, convert, field

from kinbridge.learning.rules.catalog import Seed

FOLDER = Path(__file__).parents[1] / "courses"
PASS_PERCENT = 80
WAITING = "Not yet: waiting for a clinician's review"


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """`right` counts the options from 1."""

    ask: str
    options: tuple[str, ...]
    right: int
    because: str


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to say. `points` is 0 (closes the door), 1 (does no harm) or 2 (opens it); `to` is the next step."""

    say: str
    because: str
    points: int
    to: str


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """What the other person says or does. A step without choices is an end."""

    key: str
    says: str
    choices: tuple[Choice, ...] = field(default=(), name="choice")


class Practice(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    scene: str
    steps: tuple[Step, ...] = field(name="step")


class Module(Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    title: str
    minutes: int
    text: str
    questions: tuple[Question, ...] = field(name="question")
    practice: Practice | None = None
    resources: tuple[str, ...] = ()


class Course(Struct, frozen=True, forbid_unknown_fields=True):
    """`after` is the course that comes before this one; `placement` are the questions that may stand in for it."""

    key: str
    title: str
    short: str
    summary: str
    version: str
    written_on: date
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    points: tuple[str, ...]
    competencies: tuple[str, ...]
    sources: tuple[str, ...]
    modules: tuple[Module, ...] = field(name="module")
    level: str = ""
    after: str = ""
    placement: tuple[Question, ...] = ()
    reviewed_by: str = ""
    reviewed_on: date | None = None
    approved_by: str = ""
    related: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def hours(self) -> float:
        """Contact hours, down to the quarter hour."""
        return self.minutes // 15 / 4

    @property
    def review(self) -> str:
        return self.reviewed_by or WAITING

    @property
    def item_key(self) -> str:
        return f"course-{self.key}"

    def module(self, key: str) -> Module | None:
        return next((module for module in self.modules if module.key == key), None)

    def module_after(self, key: str) -> Module | None:
        keys = [module.key for module in self.modules]
        at = keys.index(key) + 1
        return self.modules[at] if at < len(keys) else None


@cache
def courses() -> dict[str, Course]:
    """Every course, by its key; first what comes first."""
    read = (convert(tomllib.loads(path.read_text("utf-8")), type=Course) for path in sorted(FOLDER.glob("*.toml")))
    return {course.key: course for course in read}


def shelf_seed(course: Course) -> Seed:
    """The course as an item of the catalogue, so that search reads every word of it."""
    said = [f"## {module.title}\n\n{module.text}" for module in course.modules]
    return Seed(
        key=course.item_key,
        kind="course",
        title=course.title,
        short=course.short,
        summary=course.summary,
        edition=course.version,
        published=f"{course.written_on:%B} {course.written_on.year}",
        published_on=course.written_on,
        body="\n\n".join(said),
        reviewer=course.reviewed_by,
        reviewed_on=course.reviewed_on,
        sponsors=["Kinbridge"],
        topics=list(course.topics),
        points=list(course.points),
        audiences=list(course.audiences),
        sources=list(course.sources),
        related=list(course.related),
    )


def marks(questions: tuple[Question, ...], answers: tuple[int, ...]) -> tuple[bool, ...]:
    """Which answers are right; an answer that was left out, or is none of the options, is not."""
    given = (*answers, *[0] * len(questions))
    return tuple(question.right == answer for question, answer in zip(questions, given, strict=False))


def passed(right: int, of: int) -> bool:
    """Whether a quiz is passed: four in five, and a quiz without questions always is."""
    return right * 100 >= of * PASS_PERCENT
