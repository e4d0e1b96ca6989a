"""A second, invented county beside ours: its release is drawn, hidden, written to a file and taken in as any other."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

from kinbridge.exchange.county.counts import levels
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.measures.handing import take_in
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.rules.handed import Handed, read, write
from kinbridge.measures.rules.over_time import tell_year
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
    checked = read(write(handed), at=county.at)
    return take_in(handed=checked, by=county.viewer("grace"), at=county.at).name


def _measure(county: County, told: dict[str, Any]) -> dict[str, Any]:
    measure, random = BY_KEY[told["key"]], Random(f"{county.seed} {told['key']}")  # noqa: S311 - no secret
    last = quarters.last_told(county.today, follow=measure.follow) - told.get("behind", 0)
    first = last - SPAN + 1
    counts: dict[int, Counted] = {}
    for place, quarter in enumerate(range(first, last + 1)):
        drawn = levels(told["cases"], told["first"], told["last"], gone=place / (SPAN - 1), random=random)
        counts[quarter] = {EVERYONE: {EVERYONE: drawn}}
    years = [tell_year(year[-1], counts, levels=measure.levels) for year in quarters.years(last)]
    return {
        "version": told.get("version", measure.version),
        "last": last,
        "years": [asdict(year) for year in years],
    }
