"""What a screen asks: questions with their options, in two languages, and when one may be skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kinbridge.core.vocabulary import Category
from kinbridge.screening.rules.published import PUBLISHED

LANGUAGES = ("en", "es")
TOPIC = "*"


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    es: str

    def said_in(self, language: str) -> str:
        return self.es if language == "es" else self.en


@dataclass(frozen=True, slots=True)
class Option:
    value: str | int | bool
    words: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `path` says where its answer stands on the sheet: `q1`, `substances.heroin.q2`, `safety.0`."""

    path: str
    kind: str
    ask: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    high: int = 0
    required: bool = True
    none: bool = False
    heading: Text | None = None
    skip_if: Mapping[str, str | int | bool] | None = None

    @property
    def name(self) -> str:
        return self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers that cannot both be: when every one of `when` holds, `above_zero` may not be above zero."""

    when: Mapping[str, str | int | bool]
    above_zero: str
    say: Text


@dataclass(frozen=True, slots=True)
class Questionnaire:
    key: str
    group: str
    asked: str
    category: Category
    variant: str
    about: Text
    context: tuple[Question, ...]
    questions: tuple[Question, ...]
    private: bool = False
    clinical: bool = False
    pick: Text | None = None
    topics: tuple[Option, ...] = ()
    each_topic: tuple[tuple[Question, str], ...] = ()
    signs_into: str = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def name(self) -> str:
        return PUBLISHED[self.key].name

    def about_topics(self, chosen: Sequence[str]) -> Questionnaire:
        """The same, asking about the chosen topics (substances) before the questions about everything."""
        asked: list[Question] = []
        for topic in self.topics:
            if topic.value in chosen:
                asked += _about_one(self.each_topic, topic)
        return replace(self, questions=(*asked, *self.questions), topics=(), each_topic=())


def _about_one(each: Sequence[tuple[Question, str]], topic: Option) -> list[Question]:
    """The questions about one topic; those after the first are skipped when the first is answered with `skip_if`."""
    chosen = str(topic.value)
    first = each[0][0].path.replace(TOPIC, chosen)
    asked: list[Question] = []
    for question, only_topic in each:
        if only_topic in ("", chosen):
            skip = None if question.skip_if is None else {first: question.skip_if[TOPIC]}
            path = question.path.replace(TOPIC, chosen)
            heading = None if asked else topic.words
            asked.append(replace(question, path=path, skip_if=skip, heading=heading))
    return asked
