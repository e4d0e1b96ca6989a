"""The counties of a state lie where they lie, and are found by their names."""

from __future__ import annotations

import pytest

from kinbridge.directory.atlas import State, code_of, state_map


@pytest.fixture(scope="module")
def vermont() -> State:
    found = state_map("VT")
    assert found is not None
    return found


def test_every_county_of_a_state_is_drawn_once_within_its_box(vermont: State) -> None:
    assert (vermont.name, len(vermont.counties), vermont.height) == ("Vermont", 14, 240)
    for shape in vermont.counties.values():
        across, down = shape.middle
        assert shape.path.startswith("M")
        assert shape.path.endswith("Z")
        assert 0 < across < vermont.width
        assert 0 < down < vermont.height


def test_what_is_in_the_north_is_drawn_above_and_what_is_in_the_west_at_the_left(vermont: State) -> None:
    orleans, windham, bennington = (vermont.counties[code].middle for code in ("50019", "50025", "50003"))
    assert orleans[1] < windham[1]
    assert bennington[0] < windham[0]


def test_the_last_islands_of_alaska_lie_in_the_west_of_it() -> None:
    alaska = state_map("AK")
    assert alaska is not None
    aleutians, juneau = (alaska.counties[code].middle for code in ("02016", "02110"))
    assert aleutians[0] < juneau[0]


@pytest.mark.parametrize(
    ("county", "state", "code"),
    [
        ("Chittenden", "VT", "50007"),
        (" grand isle", "VT", "50013"),
        ("Alder", "VT", ""),
        ("Ponce", "PR", "72113"),
        ("Baltimore", "MD", ""),
    ],
)
def test_a_county_is_found_by_a_name_that_only_it_has(county: str, state: str, code: str) -> None:
    assert code_of(county, state=state_map(state)) == code


def test_a_place_that_the_atlas_does_not_draw_has_no_map() -> None:
    assert state_map("XX") is None
    assert code_of("Ponce", state=None) == ""
