"""The worked cases score any engine: what it opens that it must not is counted apart from what it closes."""

import json
import sys
from pathlib import Path

import pytest

from kinbridge.core.decision import Outcome
from kinbridge.disclosure.conformance import Mark, NoAnswers, ask, ask_ourselves, main, mark, report
from kinbridge.disclosure.corpus import corpus

CASES = corpus()
DENIED = sum(case.decision is Outcome.DENY for case in CASES)


def engine(tmp_path: Path, body: str) -> str:
    """A command that answers each situation with what `body` makes of it."""
    program = tmp_path / "engine.py"
    program.write_text(f"import json, sys\nasked = json.load(sys.stdin)\n{body}\n", encoding="utf-8")
    return f"{sys.executable} {program}"


def totals(answers: dict[str, dict[str, object]]) -> dict[Mark, int]:
    marks = [mark(case, answers.get(case.id)) for case in CASES]
    return {one: marks.count(one) for one in Mark}


def test_there_are_hundreds_of_cases_each_with_an_id_of_its_own_a_law_and_a_why() -> None:
    assert len(CASES) >= 300
    assert len({case.id for case in CASES}) == len(CASES)
    assert [case.id for case in CASES if not case.answer["basis"] or not case.answer["why"]] == []


def test_no_answer_is_given_away_in_what_an_engine_reads() -> None:
    told = {key for case in CASES for key in case.situation}
    assert told == {"id", "title", "date", "item", "request", "authorities", "facts", "jurisdiction"}


def test_this_gate_answers_every_case_rightly() -> None:
    lines, right = report(CASES, ask_ourselves(CASES))
    assert right, "\n".join(lines)


def test_an_engine_that_says_yes_to_everything_is_dangerous_and_one_that_says_no_is_useless() -> None:
    yes = totals({case.id: {"decision": "permit"} for case in CASES})
    no = totals({case.id: {"decision": "deny"} for case in CASES})
    assert yes[Mark.OPEN] >= DENIED
    assert yes[Mark.CLOSED] == 0
    assert no == {Mark.RIGHT: DENIED, Mark.OPEN: 0, Mark.CLOSED: len(CASES) - DENIED, Mark.SILENT: 0}


def test_a_limit_left_off_is_open_and_one_put_on_is_closed() -> None:
    limited = next(case for case in CASES if case.decision is Outcome.PERMIT_LIMITED)
    whole = next(case for case in CASES if case.decision is Outcome.PERMIT)
    assert mark(limited, {"decision": "permit"}) is Mark.OPEN
    assert mark(whole, {"decision": "permit_limited"}) is Mark.CLOSED


@pytest.mark.parametrize("given", [None, {}, {"decision": "maybe"}, {"decision": 1}])
def test_no_answer_is_no_yes(given: dict[str, object] | None) -> None:
    assert mark(CASES[0], given) is Mark.SILENT


def test_another_engine_is_asked_everything_at_once(tmp_path: Path) -> None:
    denies = engine(tmp_path, "print(json.dumps([{'id': one['id'], 'decision': 'deny'} for one in asked]))")
    answers = ask(denies, CASES)
    assert len(answers) == len(CASES)
    assert main(["--law", "ferpa", "--engine", denies]) == 1


@pytest.mark.parametrize(
    ("body", "says"), [("print('hello')", "printed no JSON"), ("print('{}')", "not a list"), ("1/0", "ended with 1")]
)
def test_an_engine_that_cannot_be_understood_is_named_as_that(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(NoAnswers, match=says):
        ask(engine(tmp_path, body), CASES[:1])


def test_an_engine_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--engine", "no-such-command-anywhere"]) == 2
    assert "did not start" in capsys.readouterr().err


def test_the_dangerous_answers_are_told_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    permits = engine(tmp_path, "print(json.dumps([{'id': one['id'], 'decision': 'permit'} for one in asked]))")
    main(["--law", "dv_program", "--engine", permits])
    assert "violence/her-release-has-no-end-date" in capsys.readouterr().out


def test_the_cases_are_written_out_with_their_answers(tmp_path: Path) -> None:
    assert main(["--write", str(tmp_path / "cases.json")]) == 0
    written = json.loads((tmp_path / "cases.json").read_text(encoding="utf-8"))
    assert len(written) == len(CASES)
    assert {one["expected"] for one in written} == set(Outcome)
