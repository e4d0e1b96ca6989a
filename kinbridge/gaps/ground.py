"""Points on Earth as points of a picture, with the bar of its scale. Drawn here, without anyone else's tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from kinbridge.directory.rules.facts import Point
from kinbridge.directory.rules.nearness import MILES_PER_DEGREE

WIDTH = 720
HEIGHT = 640
MARGIN = 70
LEAST_MILES = 4.0
SCALES = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Ground:
    """`spots` in the order of the points; `scale_miles` is how long the bar of `scale` units is on the ground."""

    width: int
    height: int
    spots: tuple[tuple[int, int], ...]
    scale: int
    scale_miles: int


def lay(points: Sequence[Point]) -> Ground:
    if not points:
        return Ground(WIDTH, 0, (), 0, 0)
    latitudes, longitudes = ([getattr(at, name) for at in points] for name in ("latitude", "longitude"))
    middle = Point((max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2)
    east = MILES_PER_DEGREE * cos(radians(middle.latitude))
    across = max((max(longitudes) - min(longitudes)) * east, LEAST_MILES)
    down = max((max(latitudes) - min(latitudes)) * MILES_PER_DEGREE, LEAST_MILES)
    unit = min((WIDTH - 2 * MARGIN) / across, HEIGHT / down)
    height = round(down * unit) + 2 * MARGIN
    miles = max([scale for scale in SCALES if scale * unit <= WIDTH / 3], default=SCALES[0])
    spots = tuple(
        (
            round(WIDTH / 2 + (at.longitude - middle.longitude) * east * unit),
            round(height / 2 - (at.latitude - middle.latitude) * MILES_PER_DEGREE * unit),
        )
        for at in points
    )
    return Ground(WIDTH, height, spots, round(miles * unit), miles)
