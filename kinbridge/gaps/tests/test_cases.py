"""Need against places, how a gap stands, and the cells of the framework, as a coordinator would check them."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.rules.facts import Offer
from kinbridge.directory.rules.practices import practice_of
from kinbridge.gaps.rules.continuum import Listed, by_age, by_level
from kinbridge.gaps.rules.framework import Cell, Stage, System, counted, empty, system_of
from kinbridge.gaps.rules.need import shortfall
from kinbridge.gaps.rules.register import Fill, Standing, fit_of, standing_of, standing_sentence

CASES = Path(__file__).parents[1] / "cases"
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases("need"), ids=lambda case: case["says"])
def test_need_against_places(case: dict[str, Any]) -> None:
    found = shortfall(
        people_low=case["people_low"],
        people_high=case["people_high"],
        stay_days=case["stay_days"],
        places=case["places"],
    )
    assert (found.needed.words, found.usable.words, found.words) == (case["needed"], case["usable"], case["words"])


@pytest.mark.parametrize("case", cases("standing"), ids=lambda case: case["says"])
def test_standing_of_a_gap(case: dict[str, Any]) -> None:
    fills = [Fill(**one) for one in case["fills"]]
    assert standing_of(fills) is Standing(case["standing"])
    assert standing_sentence(fills) == case["words"]


def test_a_practice_for_another_service_fits_these_people_not_at_all_and_is_still_shown_part_by_part() -> None:
    abc, matrix = practice_of("abc_infant"), practice_of("matrix")
    assert abc is not None
    assert matrix is not None
    right = fit_of(abc, category="child_therapy", point=4, months=14)
    wrong = fit_of(matrix, category="child_therapy", point=4, months=14)
    assert [part.points for part in right.parts] == [3, 3, 3]
    assert wrong.parts[-1].points == 0
    assert right.total > wrong.total


def test_only_what_was_said_fills_a_cell_of_the_continuum() -> None:
    house = Listed("House", Offer(accepts_pregnant=True, children_may_stay=True, sex="female"), "3.5", 10, ("Town",))
    silent = Listed("Silent", Offer(), "3.5", 24, ())
    row = dict(next(cells for level, cells in by_level([house, silent], at=AT) if level == "3.5"))
    assert {words: count.services for words, count in row.items()} == {
        "anyone": 2,
        "pregnant people": 1,
        "parents with their children": 1,
        "men": 1,
        "young people": 0,
    }
    assert row["anyone"].places == 34


def test_children_of_each_age_find_what_was_made_for_them() -> None:
    abc = Listed("ABC", Offer(category="home_visiting", practice="abc_infant"), "", 0, ())
    cells = dict(next(cells for kind, cells in by_age([abc], at=AT) if kind == "home_visiting"))
    assert [count.services for count in cells.values()] == [1, 1, 0, 0, 0]


def test_services_stand_in_the_framework_by_point_and_system() -> None:
    found = counted([("birth_hospital", "hospital"), ("prenatal_care", "clinic"), ("medication_treatment", "otp")])
    assert found[3, System.HEALTH] == 1
    assert found[2, System.HEALTH] == 1
    assert found[1, System.TREATMENT] == found[4, System.TREATMENT] == 1
    assert {system_of(kind) for kind in OrganizationKind} == set(System)


def test_what_the_coalition_says_outweighs_the_number_of_services() -> None:
    said = Cell(1, System.HEALTH, services=9, stage=Stage.NOT_BEGUN)
    unsaid = Cell(1, System.HEALTH, services=9)
    assert (said.heat, unsaid.heat) == (0, 2)
    assert empty([said, unsaid]) == (said,)
