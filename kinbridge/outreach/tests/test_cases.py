"""Files of figures with their troubles in plain words, and a campaign's weeks."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kinbridge.outreach.rules.calendar import Running, weeks
from kinbridge.outreach.rules.figures import TOLD, read_figures

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_file_is_taken_or_says_what_to_mend(case: dict[str, Any]) -> None:
    read = read_figures(case["file"], this_year=2026)
    assert len(read.rows) == case.get("rows", 0)
    assert case.get("trouble", "") in "".join(read.troubles)
    assert bool(read.troubles) is ("trouble" in case)


def test_one_bad_line_keeps_every_line_out_and_no_list_of_troubles_is_endless() -> None:
    good = "births,county,2025,400,State\n"
    bad = "".join(f"births,town {number},1800,400,State\n" for number in range(60))
    read = read_figures(f"topic,place,year,value,source\n{good}{bad}", this_year=2026)
    assert read.rows == ()
    assert len(read.troubles) == TOLD + 1
    assert read.troubles[-1] == "There are 40 more troubles of this kind."


@given(some.text())
def test_any_text_is_answered(text: str) -> None:
    read = read_figures(text, this_year=2026)
    assert bool(read.rows) is not bool(read.troubles)


def test_a_calendar_has_every_week_from_the_first_monday_to_the_last_day() -> None:
    found = weeks(
        [Running("Radio", date(2026, 3, 4), date(2026, 3, 8)), Running("Bus", date(2026, 3, 16), date(2026, 3, 16))]
    )
    assert [(week.begins.isoformat(), week.what) for week in found] == [
        ("2026-03-02", ("Radio",)),
        ("2026-03-09", ()),
        ("2026-03-16", ("Bus",)),
    ]
    assert weeks([]) == ()
