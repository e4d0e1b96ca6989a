"""`./run explain`: one situation told so that counsel can follow why, whatever is named and whatever the file holds."""

import json
import re
from pathlib import Path

import pytest

from kinbridge.web import benches
from kinbridge.web.manual import explained
from kinbridge.web.manual.cases import NUMBERED


def told(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = explained.main(arguments)
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def test_a_worked_situation_is_found_by_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = told("the agency asks whether she is in treatment", capsys=capsys)
    assert code == 0
    assert "DECISION Not shared." in said
    assert "A treatment program does not even say whether someone is, or ever was, a patient. (42 CFR 2.13(c))" in said
    assert "What would open it: - A consent that names the child welfare agency" in said


def test_every_worked_situation_can_be_explained() -> None:
    for one in NUMBERED:
        assert any("EVERY RULE TRIED" in line for line in explained.lines("", one.case.situation))


def test_words_that_fit_many_name_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, trouble = told("consent", capsys=capsys)
    assert (code, said) == (2, "")
    assert "name one by its file and number" in trouble
    assert len(re.findall(r"^  \w+:\d+  ", trouble, re.MULTILINE)) == explained.MANY
    assert re.search(r"and \d+ more", trouble)


def test_a_situation_of_ones_own_is_read_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps([{"id": "S1", **NUMBERED[0].case.situation}, {"id": "S2"}]))
    assert told("S1", str(file), capsys=capsys)[0] == 0
    code, said, _ = told(str(file), "S2", capsys=capsys)
    assert code == 0
    assert "Something that the answer depends on is missing or cannot be read." in said


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ("{", "The file is not JSON"),
        ("3", "Name one of the 0 situations"),
        ('[1, {"id": "A"}, {"id": "B"}]', "by its id: A, B"),
        ('[{"id": "A", "authorities": [7, {"kind": 4}], "date": []}]', ""),
    ],
)
def test_a_file_that_says_little_says_what_is_wrong(
    tmp_path: Path, content: str, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(content)
    code, _, said = told(str(file), capsys=capsys)
    assert (code, trouble in said) == (2 if trouble else 0, True)


def test_what_one_change_would_open_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = told("hipaa:2", capsys=capsys)
    assert "The person asks for their own health record. (45 CFR 164.524) It would hold if asked by patient." in said


def test_the_benches_are_listed_with_what_they_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.bench([]) == 0
    assert "./run bench gate" in capsys.readouterr().out
    assert benches.bench(["nothing"]) == 2
