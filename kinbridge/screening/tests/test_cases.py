"""Named situations and the right answer, for every instrument: `cases/<instrument>.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kinbridge.screening.rules import INSTRUMENTS, score

FOLDER = Path(__file__).parent.parent / "cases"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['title']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    # TOML has no null: keys whose value nobody can say are listed under "unknown".
    return case["expected"] | dict.fromkeys(case.get("unknown", ()))


def _without_inner_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_inner_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_inner_nulls(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("instrument", "case"), CASES)
def test_the_score_is_what_a_clinician_would_write(instrument: str, case: dict[str, Any]) -> None:
    result = score(instrument, case["answers"], **case.get("context", {})).as_result()
    assert {key: _without_inner_nulls(value) for key, value in result.items()} == _expected(case)


def test_every_instrument_has_cases_with_and_without_an_answer_missing() -> None:
    for instrument, _ in INSTRUMENTS:
        statuses = {case["expected"]["status"] for key, case in (param.values for param in CASES) if key == instrument}
        assert {"complete", "incomplete"} <= statuses, instrument
