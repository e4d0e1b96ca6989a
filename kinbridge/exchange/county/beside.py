"""A second, invented county beside ours: its release is drawn, hidden, written to a file and taken in as any other."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.measures.handing import take_in
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.rules.handed import Handed, read, write
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.over_time import Year, tell_after
from kinbridge.measures.rules.publish import EVERYONE, Counted
from kinbridge.measures.rules.suppression import THRESHOLD

TOLD: dict[str, Any] = tomllib.loads((HERE / "beside.toml").read_text("utf-8"))
SPAN = quarters.YEARS * quarters.YEAR


def take_in_another(county: County) -> str:
    """The name of the county whose release is taken in."""
    quarter_end = quarters.last_day(quarters.last_settled(county.today, follow=0))
    handed = Handed(
        name=TOLD["name"],
        county=TOLD["county"],
        state=county.coalition.state,
        quarter_end=quarter_end,
        released_at=county.at - timedelta(days=3),
        open=True,
        threshold=THRESHOLD,
        rounding=1,
        note=TOLD["note"],
        body={told["key"]: _measure(county, told) for told in TOLD["measure"]},
    )
    checked = read(write(handed), today=county.today)
    return take_in(handed=checked, by=county.viewer("grace"), at=county.at).name


def _measure(county: County, told: dict[str, Any]) -> dict[str, Any]:
    measure, random = BY_KEY[told["key"]], Random(f"{county.seed} {told['key']}")  # noqa: S311 - no secret
    last = quarters.last_settled(county.today, follow=measure.follow) - told.get("behind", 0)
    first = last - SPAN + 1
    counts = {quarter: _quarter(measure, told, quarter - first, random) for quarter in range(first, last + 1)}
    years: list[Year] = []
    for year in quarters.years(last):
        years.append(tell_after(years, counts, year[-1], levels=measure.levels, cuts=()))
    return {
        "version": told.get("version", measure.version),
        "last": last,
        "years": [asdict(year.told) for year in years],
    }


def _quarter(measure: Measure, told: dict[str, Any], place: int, random: Random) -> Counted:
    """So many cases, and of each step the share between the first and the last that the quarter has come to."""
    left = max(0, round(random.gauss(told["cases"], told["cases"] / 12)))
    counts: list[int] = []
    for begun, ended in zip(told["first"], told["last"], strict=True):
        share = (begun + (ended - begun) * place / (SPAN - 1)) / 100
        reached = min(left, round(share * told["cases"] + random.gauss(0, 1.5)))
        counts.append(left - reached)
        left = reached
    return {EVERYONE: {EVERYONE: [*counts, left]}}
