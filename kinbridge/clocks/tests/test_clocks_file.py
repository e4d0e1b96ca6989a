"""`./run clocks FILE.json` from a person's side: what it prints, and what it says when a file is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinbridge.clocks.clocks_file import answer, main

GOOD = {"id": "a", "rule_id": "CW-PERM-12", "inputs": {"entered_foster_care_date": "2025-03-11"}}


def written(folder: Path, content: Any) -> str:
    path = folder / "examples.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_a_file_is_answered_in_its_own_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = GOOD | {"id": "b", "inputs": {"entered_foster_care_date": "soon"}}
    assert main([written(tmp_path, [GOOD, bad, GOOD | {"id": "c"}])]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in said] == ["a", "b", "c"]
    assert said[0]["result"] == said[2]["result"] == {"due_date": "2026-03-11"}
    assert "entered_foster_care_date is not a date" in said[1]["result"]["error"]


def test_an_object_with_examples_is_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([written(tmp_path, {"examples": [GOOD]})]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "a"


@pytest.mark.parametrize("content", ["{", '"text"', "[" * 100_000, "3", '{"examples": 3}'])
def test_a_file_that_is_no_list_of_examples_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    assert main([written(tmp_path, content)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("The file ")


def test_a_file_that_is_not_there_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/no/such/file.json"]) == 2
    assert "Check the name" in capsys.readouterr().err
    assert main([]) == 2
    assert "Usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule_id", "inputs", "says"),
    [
        ("CW-PERM-12", {}, "entered_foster_care_date is missing"),
        ("CW-TPR-15-22", {"in_care": [["2025-02-01", "2025-01-01"]]}, "in_care[0] ends before it starts"),
        ("CW-TPR-15-22", {"in_care": "always"}, "in_care must be a list"),
        ("CW-MCV", {"in_care": [["2025-02-01"]]}, "must be a pair"),
        ("SYS-INVEST-60", {"report_date": "2026-01-02", "days": -3}, "days must be a whole number"),
        ("SYS-INVEST-60", {"report_date": "2026-01-02"}, "days is missing"),
        ("SUD-PREG-48", {"sought_at": "2026-03-06T16:30-05:00", "tz": "Mars/Base"}, "tz is not a time zone"),
        ("CW-ENTRY", {"removal_date": "0900-01-01"}, "year outside"),
        ("NO-SUCH-RULE", {}, "not a rule this program knows"),
        ("ICWA-NOTICE-10", {"receipts": 3}, "receipts is missing"),
    ],
)
def test_an_example_that_cannot_be_answered_says_which_field_and_why(rule_id: str, inputs: Any, says: str) -> None:
    said = answer({"id": "x", "rule_id": rule_id, "inputs": inputs})["result"]["error"]
    assert says in said


def test_an_error_never_repeats_what_was_written() -> None:
    said = answer({"id": "x", "rule_id": "CW-ENTRY", "inputs": {"removal_date": "Ana Rivera, May 14"}})
    assert "Rivera" not in json.dumps(said)
