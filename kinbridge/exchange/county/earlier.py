"""What the county counted before: quarters of families who are not in this demonstration, so that its lines are long.

The newest quarters are counted from the county's own facts, as everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from random import Random
from typing import Any

from kinbridge.exchange.county.counts import levels
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.measures.models import Quarter
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.rules.partners import PARTNERS
from kinbridge.measures.rules.publish import EVERYONE
from kinbridge.measures.rules.tables import CUTS

TOLD: dict[str, Any] = tomllib.loads((HERE / "earlier.toml").read_text("utf-8"))
SPAN = quarters.YEARS * quarters.YEAR
OWN = quarters.YEAR
"""So many quarters, those of the newest year that is told, and all since, are counted from facts."""
EVERYBODY = {"Not said": 100}


def write_earlier_quarters(county: County) -> int:
    """How many quarters were written. A release counts each quarter once, and so takes these as they are."""
    found = [quarter for told in TOLD["measure"] for quarter in _of_measure(county, told)]
    return len(Quarter.objects.bulk_create(found))


def _of_measure(county: County, told: Mapping[str, Any]) -> list[Quarter]:
    measure, random = BY_KEY[told["key"]], Random(f"{county.seed} earlier {told['key']}")  # noqa: S311 - no secret
    newest = quarters.last_told(county.today, follow=measure.follow) - OWN
    moved = told.get("moved", SPAN)
    return [
        Quarter(
            coalition=county.coalition,
            measure=measure.key,
            version=measure.version,
            quarter=newest - back,
            counts=_counts(county, told, min(1.0, max(0.0, 1 - back / moved)), random),
            counted_at=county.at,
        )
        for back in range(SPAN)
    ]


def _counts(county: County, told: Mapping[str, Any], gone: float, random: Random) -> dict[str, Any]:
    total = levels(told["cases"], told["first"], told["last"], gone=gone, random=random)
    mixes = {**TOLD["mix"], "county": {county.coalition.county: 100}}
    by_cut = {cut: _mixed(total, mixes.get(cut, EVERYBODY)) for cut in CUTS}
    return {EVERYONE: {EVERYONE: total}, **by_cut, PARTNERS: {}}


def _mixed(total: list[int], mix: Mapping[str, int]) -> dict[str, list[int]]:
    """Everyone's counts shared out by percent; what is left over goes to the first group."""
    groups = {name: [number * percent // 100 for number in total] for name, percent in mix.items()}
    first = next(iter(groups))
    over = [number - sum(each) for number, *each in zip(total, *groups.values(), strict=True)]
    return groups | {first: [number + more for number, more in zip(groups[first], over, strict=True)]}
