"""A measure on the map of our state: each county that told its number, in one of five classes that never move.

Fixed classes, so that two maps can be compared, and a small difference looks small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from kinbridge.directory.atlas import State, state_map
from kinbridge.measures.beside import Beside, Site
from kinbridge.measures.board import HIDDEN

MARGIN = 2


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of percentages, or what is hidden: what the key says, and its colors."""

    label: str
    fill: str
    ink: str = "#1d2b2e"


UNTOLD = Shade(HIDDEN, "url(#map-hidden)")
SHADES = (
    Shade("0 to 19%", "#eaf4f3"),
    Shade("20 to 39%", "#bfdddb"),
    Shade("40 to 59%", "#86b9b8"),
    Shade("60 to 79%", "#2f7579", "#fff"),
    Shade("80 to 100%", "#0a4045", "#fff"),
)
WIDE = 100 // len(SHADES)
KEY = (*SHADES, UNTOLD)


@dataclass(frozen=True, slots=True)
class Place:
    """A county by its FIPS code: its percentage (None where hidden), its class, and where the number is written."""

    fips: str
    percent: int | None
    shade: Shade
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CountyMap:
    state: State
    places: tuple[Place, ...]

    @property
    def view_box(self) -> str:
        return f"{-MARGIN} {-MARGIN} {self.state.width + 2 * MARGIN:g} {self.state.height + 2 * MARGIN:g}"

    @property
    def ground(self) -> str:
        """The outline of every county of the state, as one path."""
        return "".join(shape.path for shape in self.state.counties.values())

    @property
    def outlines(self) -> dict[str, str]:
        return {one.fips: self.state.counties[one.fips].path for one in self.places}

    @property
    def alone(self) -> str:
        """As a picture of its own, SVG."""
        return render_to_string("measures/map_alone.svg", {"map": self})


def drawn_on_map(found: Sequence[Site]) -> State | None:
    """The state of our own county, the first of `found`, where it and one more lie on its map."""
    state = state_map(found[0].release.coalition.state) if found else None
    placed = {fips for site in found if (fips := _fips(site)) and state is not None and fips in state.counties}
    return state if len(placed) > 1 and _fips(found[0]) in placed else None


def mapped(counties: Sequence[Beside], state: State) -> CountyMap:
    """The counties that told a number, each where it lies. One in another state, or without a code, is left out."""
    return CountyMap(state, tuple(_place(one, state) for one in counties if _fips(one.site) in state.counties))


def _fips(site: Site) -> str:
    return site.release.coalition.fips


def _place(one: Beside, state: State) -> Place:
    fips, percent = _fips(one.site), one.percent
    shade = UNTOLD if percent is None else SHADES[min(percent // WIDE, len(SHADES) - 1)]
    return Place(fips, percent, shade, *state.counties[fips].middle)
