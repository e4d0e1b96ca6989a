"""What a course counts as passed, where a conversation leads, when training is due, and what a group's change is."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.learning.rules.certificates import as_typed, code_of
from kinbridge.learning.rules.change import hidden_groups, paired_change, t_quantile
from kinbridge.learning.rules.competencies import competencies, percent_of_step, surer_than_shown
from kinbridge.learning.rules.courses import Course, courses, marks, passed
from kinbridge.learning.rules.practice import Practice, parse_path, walk
from kinbridge.learning.rules.prose import blocks
from kinbridge.learning.rules.requirements import standing

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "training.toml").read_text("utf-8"))
COURSES = list(courses().values())
CONVERSATIONS = [module.practice for course in COURSES for module in course.modules if module.practice]


@pytest.mark.parametrize("case", CASES["change"], ids=lambda case: case["says"])
def test_what_changed_between_two_answers(case: dict[str, object]) -> None:
    change = paired_change(list(zip(case["before"], case["after"], strict=True)))
    for name, wanted in case["expected"].items():
        found = getattr(change, name)
        assert (None if found is None else round(found, 2)) == (None if wanted == "none" else wanted), name
    if "interval" in case:
        assert change.interval == (pytest.approx(case["interval"], abs=0.02) if case["interval"] else None)


@pytest.mark.parametrize("case", CASES["due"], ids=lambda case: case["says"])
def test_when_training_is_due(case: dict[str, object]) -> None:
    asked = {"asked_since": date(2026, 6, 1), "within_days": 90, "every_months": None, "finished": None}
    found = standing(**asked | {name: value for name, value in case.items() if name not in ("says", "status", "due")})
    assert (found.status, found.due) == (case["status"], case.get("due"))


@pytest.mark.parametrize("case", CASES["hidden"], ids=lambda case: case["says"])
def test_a_group_that_is_too_small_is_hidden_with_what_gives_it_away(case: dict[str, object]) -> None:
    assert hidden_groups(case["sizes"]) == frozenset(case["hidden"])


@pytest.mark.parametrize(("freedom", "published"), [(4, 2.776), (9, 2.262), (29, 2.045), (120, 1.980)])
def test_the_interval_uses_students_t_as_published(freedom: int, published: float) -> None:
    assert t_quantile(freedom) == pytest.approx(published, rel=0.003)


@pytest.mark.parametrize(
    ("sure", "skill", "flagged"), [(5, 40, True), (4, 59, True), (4, 60, False), (3, 0, False), (5, None, False)]
)
def test_being_surer_than_what_was_shown_needs_something_shown(sure: int, skill: int | None, flagged: bool) -> None:
    assert surer_than_shown(sure, skill) is flagged


def test_a_certificates_code_survives_being_read_aloud() -> None:
    code = code_of(bytes(range(12)))
    assert as_typed(code.lower().replace("-", " ")) == code
    assert as_typed("ABCD-EFGH-JKL0") == "", "no zero is ever used"


@given(st.text(max_size=200))
def test_any_text_is_a_path_or_none_and_never_an_error(text: str) -> None:
    path = parse_path(text)
    assert path is None or (walk(CONVERSATIONS[0], path) is None) in (True, False)


# ── the courses themselves ───────────────────────────────────────────────────


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.key)
def test_a_course_is_whole(course: Course) -> None:
    known = {course.item_key for course in COURSES} | CASES_ITEMS
    assert len(course.modules) >= 2
    assert course.sources
    assert set(course.competencies) <= set(competencies())
    assert course.after in {"", *courses()}
    assert {key for module in course.modules for key in module.resources} | set(course.related) <= known
    for question in (*course.placement, *(one for module in course.modules for one in module.questions)):
        assert 1 <= question.right <= len(question.options), question.ask
        assert len(set(question.options)) == len(question.options), question.ask
        assert question.because
    for module in course.modules:
        assert len(module.questions) >= 3, module.key
        assert blocks(module.text)


CASES_ITEMS = {
    item["key"]
    for shelf in ("catalog.toml", "toolkits.toml", "articles.toml")
    for item in tomllib.loads((Path(__file__).parents[1] / shelf).read_text("utf-8"))["item"]
}


@pytest.mark.parametrize("practice", CONVERSATIONS, ids=lambda practice: practice.title)
def test_every_way_through_a_conversation_ends_and_every_line_can_be_reached(practice: Practice) -> None:
    reached, ways = set(), [()]
    best = 0
    while ways:
        path = ways.pop()
        talk = walk(practice, path)
        assert talk is not None
        assert len(path) < 15, "it goes round in a circle"
        reached.add(talk.now.key)
        best = max(best, talk.share if talk.over else 0)
        ways += [(*path, number) for number in range(1, len(talk.now.choices) + 1)]
    assert reached == {step.key for step in practice.steps}
    assert best == 100, "someone who always says the best thing has every point"


def test_four_in_five_passes_and_an_unanswered_question_is_not_right() -> None:
    questions = courses()["opioid-201"].placement
    right = tuple(question.right for question in questions)
    assert sum(marks(questions, right)) == 5
    assert sum(marks(questions, right[:3])) == 3
    assert passed(4, 5)
    assert not passed(3, 5)


def test_each_step_of_the_rubric_is_a_share_of_the_way() -> None:
    assert [percent_of_step(step) for step in (1, 2, 3, 4)] == [0, 33, 66, 100]
    assert all(len(one.steps) == 4 for one in competencies().values())


# ── words ────────────────────────────────────────────────────────────────────

AVOIDED = {"addict", "junkie", "abuser", "drug-seeking", "non-compliant", "denial of", "bio-mom", "crack baby"}
GRADE = 8.5


def prose(course: Course) -> str:
    """What is said to the learner, without the wrong answers of a quiz."""
    said = [module.text for module in course.modules]
    said += [question.because for module in course.modules for question in module.questions]
    return " ".join(said).lower()


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.key)
def test_a_course_puts_the_person_first_and_reads_at_about_grade_8(course: Course) -> None:
    text = prose(course)
    assert [word for word in AVOIDED if f" {word} " in text] == []
    assert grade(text) <= GRADE, grade(text)


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted as groups of vowels."""
    sentences = [
        piece for piece in text.replace("!", ".").replace("?", ".").replace("\n", ". ").split(".") if piece.strip()
    ]
    words = [word for word in "".join(c if c.isalpha() or c.isspace() else " " for c in text).split() if word]
    syllables = sum(max(1, vowel_groups(word) - word.endswith("e")) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def vowel_groups(word: str) -> int:
    return sum(a in "aeiouy" and b not in "aeiouy" for a, b in zip(word, [*word[1:], " "], strict=True))


def test_no_competency_is_left_without_a_course() -> None:
    taught = {key for course in COURSES for key in course.competencies}
    assert taught == set(competencies())
    assert [one.name for one in fields(next(iter(competencies().values())))] == ["key", "title", "sure", "steps"]
