"""From what was marked on a form to the sheet that is scored."""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.screening.rules.answers import NOT_ASKED
from kinbridge.screening.rules.questions import Conflict, Question, Questionnaire

Said = Mapping[str, object]


def skipped(question: Question, said: Said) -> bool:
    """The form goes past this question because of an earlier answer."""
    rule = question.skip_if
    return bool(rule) and all(said.get(path) == value for path, value in (rule or {}).items())


def contradictions(questionnaire: Questionnaire, said: Said) -> list[Conflict]:
    """Pairs of answers that cannot both be, to be asked again."""
    return [
        conflict
        for conflict in questionnaire.conflicts
        if all(said.get(path) == value for path, value in conflict.when.items())
        and isinstance(above := said.get(conflict.above_zero), int)
        and above > 0
    ]


def answers_of(questionnaire: Questionnaire, said: Said) -> dict[str, object]:
    """The answer sheet, with each answer where its path says. What the form skipped was not asked."""
    if questionnaire.signs_into:
        marked = [said.get(question.path) for question in questionnaire.questions]
        return {questionnaire.signs_into: [sign for sign in marked if sign]}
    sheet: dict[str, object] = {"substances": {}} if questionnaire.pick else {}
    for question in questionnaire.questions:
        answer = said.get(question.path)
        _put(sheet, question.path.split("."), NOT_ASKED if answer is None else answer)
    return sheet


def context_of(questionnaire: Questionnaire, said: Said) -> dict[str, object]:
    """What the scoring needs besides the answers; what was not said is left out."""
    given = {question.path: said.get(question.path) for question in questionnaire.context}
    return {path: value for path, value in given.items() if value not in (None, [])}


def _put(sheet: dict[str, object], path: list[str], answer: object) -> None:
    """Set one answer at its path; a number in the path is a place in a list, and places come in order."""
    name, *rest = path
    if not rest:
        sheet[name] = answer
    elif rest[0].isdecimal():
        row = sheet.setdefault(name, [])
        assert isinstance(row, list)  # noqa: S101  (paths of one name are all places or all names; the tests hold it)
        row.append(answer)
    else:
        block = sheet.setdefault(name, {})
        assert isinstance(block, dict)  # noqa: S101
        _put(block, rest, answer)
