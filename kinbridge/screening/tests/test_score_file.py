"""`score FILE.json`: one bad sheet never costs the others theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinbridge.screening import score_file

TWO = [
    {"id": "a", "instrument": "phq_2", "answers": {"q1": 1, "q2": 2}, "context": {}},
    {
        "id": "b",
        "instrument": "hits",
        "answers": {"hurt": 2, "insult": 3, "threaten": 2, "scream": 3},
        "context": {"cutoff": 10},
    },
]


def _run(tmp_path: Path, content: str | bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    path = tmp_path / "answers.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    code = score_file.main([str(path)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("wrapped", [TWO, {"about": "two sheets", "examples": TWO}])
def test_a_list_and_an_object_with_examples_are_both_read(wrapped: Any, tmp_path, capsys) -> None:
    code, out, _ = _run(tmp_path, json.dumps(wrapped), capsys)
    assert code == 0
    assert json.loads(out) == [
        {"id": "a", "result": {"status": "complete", "score": 3, "positive": True, "next": "phq_9"}},
        {"id": "b", "result": {"status": "complete", "score": 10, "positive": True, "cutoff": 10}},
    ]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ("a string", "object with id"),
        ({"id": 1, "answers": {}}, "instrument is missing"),
        ({"id": 1, "instrument": ["hits"], "answers": {}}, "instrument is missing"),
        ({"id": 1, "instrument": "hits"}, "answers must be an object"),
        ({"id": 1, "instrument": "hits", "answers": [1]}, "answers must be an object"),
        ({"id": 1, "instrument": "hits", "answers": {}, "context": [1]}, "context must be an object"),
        ({"id": 1, "instrument": "unknown", "answers": {}}, "no such instrument"),
        ({"id": 1, "instrument": "hits", "answers": {"hurt": 9}}, "out of range"),
    ],
)
def test_a_bad_sheet_is_an_error_in_words_and_the_next_is_scored(sheet: Any, says: str, tmp_path, capsys) -> None:
    code, out, _ = _run(tmp_path, json.dumps([sheet, TWO[0]]), capsys)
    bad, good = json.loads(out)
    assert code == 0
    assert bad["result"]["status"] == "error"
    assert says in bad["result"]["error"]
    assert good["result"]["score"] == 3


def test_context_may_hold_any_name(tmp_path, capsys) -> None:
    sheet = {**TWO[0], "context": {"instrument": "x", "answers": 1, "self": 2}}
    _, out, _ = _run(tmp_path, json.dumps([sheet]), capsys)
    assert json.loads(out)[0]["result"]["score"] == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ("3", "must hold a list"),
        ('{"examples": 3}', "must hold a list"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_list_of_sheets_says_what_to_do(content: str | bytes, says: str, tmp_path, capsys) -> None:
    code, out, err = _run(tmp_path, content, capsys)
    assert (code, out) == (2, "")
    assert says in err


def test_a_missing_file_and_a_missing_argument_say_so(tmp_path, capsys) -> None:
    assert score_file.main([str(tmp_path / "nowhere.json")]) == 2
    assert "cannot be opened" in capsys.readouterr().err
    assert score_file.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_byte_order_mark_is_no_trouble(tmp_path, capsys) -> None:
    code, out, _ = _run(tmp_path, b"\xef\xbb\xbf" + json.dumps(TWO).encode(), capsys)
    assert code == 0
    assert len(json.loads(out)) == 2
