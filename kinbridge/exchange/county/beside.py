"""Other invented counties beside ours: each release is drawn, hidden, written to a file and taken in as any other."""

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
NOTE = "An invented county, on the map where a real one lies; its numbers are made up for this demonstration."
SPAN = quarters.YEARS * quarters.YEAR


def take_in_others(county: County) -> str:
    """The counties whose releases are taken in, in words."""
    return ", ".join(_take_in(county, told) for told in TOLD["county"])


def _take_in(county: County, theirs: dict[str, Any]) -> str:
    handed = Handed(
        name=theirs["name"],
        county=theirs["county"],
        state=county.coalition.state,
        fips=theirs["fips"],
        quarter_end=quarters.last_day(quarters.last_settled(county.today, follow=0)),
        released_at=county.at - timedelta(days=3),
        open=True,
        threshold=THRESHOLD,
        rounding=1,
        note=NOTE,
        body={told["key"]: _measure(county, theirs, told) for told in TOLD["measure"]},
    )
    checked = read(write(handed), at=county.at)
    return take_in(handed=checked, by=county.viewer("grace"), at=county.at).county


def _measure(county: County, theirs: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    measure = BY_KEY[told["key"]]
    random = Random(f"{county.seed} {theirs['fips']} {told['key']}")  # noqa: S311 - no secret
    last = quarters.last_told(county.today, follow=measure.follow) - told.get("behind", 0)
    first = last - SPAN + 1
    cases = round(told["cases"] * theirs.get("size", 100) / 100)
    begun, ended = ([one + theirs.get("apart", 0) for one in told[when]] for when in ("first", "last"))
    counts: dict[int, Counted] = {}
    for place, quarter in enumerate(range(first, last + 1)):
        drawn = levels(cases, begun, ended, gone=place / (SPAN - 1), random=random)
        counts[quarter] = {EVERYONE: {EVERYONE: drawn}}
    years = [tell_year(year[-1], counts, levels=measure.levels) for year in quarters.years(last)]
    return {
        "version": told.get("version", measure.version),
        "last": last,
        "years": [asdict(year) for year in years],
    }
