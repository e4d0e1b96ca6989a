"""What a count between two organizations may show, how strong the link then is, and where it stands on the map."""

from __future__ import annotations

import tomllib
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.linkages.drawing import DOT, Line, draw
from kinbridge.linkages.rules import Counted, Shown, Strength, Trust, is_one_way, shown, strength

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "links.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_link_is_shown_and_called(case: dict[str, Any]) -> None:
    ways = {("a", "b"): Counted(*case["there"])} | ({("b", "a"): Counted(*case["back"])} if "back" in case else {})
    ways |= {("c", other): Counted(40, 40, 28, 2.0) for other in "de"}  # others, so that one alone hides nothing more
    found = shown(ways)
    there, back = found[("a", "b")], found.get(("b", "a"), Shown())
    assert (there.sent if there.sent is not None else "few") == case["sent"]
    assert (there.percent if there.percent is not None else "hidden") == case["percent"]
    assert strength(there, trust=Trust(case["trust"]) if "trust" in case else None) == case["strength"]
    assert is_one_way(there, back) is case.get("one_way", False)


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("efgh")),
    st.integers(1, 60).flatmap(
        lambda sent: st.builds(Counted, st.just(sent), st.integers(0, sent), st.integers(0, sent), st.just(2.0))
    ),
    max_size=8,
)


@given(COUNTS)
def test_no_small_count_is_shown_and_no_total_gives_one_back(counts: dict[tuple[str, str], Counted]) -> None:
    found = shown(counts)
    masked = [counts[way].sent for way, one in found.items() if one.sent is None]
    for way, one in found.items():
        assert one.sent is None or one.sent == counts[way].sent >= 11
        if one.percent is not None:
            rest = counts[way].sent - counts[way].heard
            assert not 0 < counts[way].heard < 11
            assert not 0 < rest < 11
        assert one.days is None or counts[way].answered >= 11
    assert not masked or sum(masked) >= 11 or len(masked) == len(counts)
    assert len(masked) != 1 or len(counts) == 1


def test_there_and_back_are_two_arrows_that_reach_from_dot_to_dot() -> None:
    lines = [Line("a", "b", Strength.GOOD, False, 40), Line("b", "a", Strength.WEAK, False, 11)]
    drawn = draw([("a", "Aspen"), ("b", "Birch"), ("c", "Cedar")], lines)
    there, back = drawn.arrows
    assert hypot(there.x1 - back.x2, there.y1 - back.y2) > 5
    assert {arrow.words for arrow in drawn.arrows} == {"Aspen to Birch", "Birch to Aspen"}
    assert all(0 <= value <= drawn.size for dot in drawn.dots for value in (dot.x - DOT, dot.y - DOT, dot.x + DOT))
