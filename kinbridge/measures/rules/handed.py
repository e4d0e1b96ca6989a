"""A release as a file that one coalition hands to another, and what is checked before anything of it is kept.

The file says of everyone only, by year and by quarter: no groups and no partners. Its `mark` tells whether it was
changed on the way; it is no signature, and who handed it over is written down by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.rules.publish import QUARTERS, Line, Told
from kinbridge.measures.rules.rounding import STEPS
from kinbridge.measures.rules.suppression import ALL_OR_NONE, THRESHOLD

FORMAT = "kinbridge measures 1"
MOST_BYTES = 2_000_000
LONGEST = 200
WHOLE = 100


class NotARelease(ValueError):
    """The file is no release, was changed, or shows what no release may show."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a coalition published. `body` holds, by measure, its `version`, its `last` quarter and its `years`."""

    name: str
    county: str
    state: str
    fips: str
    quarter_end: date
    released_at: datetime
    open: bool
    threshold: int
    rounding: int
    note: str
    body: Mapping[str, Any]


def write(handed: Handed) -> str:
    """As JSON, with its mark."""
    found = {
        "format": FORMAT,
        "name": handed.name,
        "county": handed.county,
        "state": handed.state,
        "fips": handed.fips,
        "quarter_end": handed.quarter_end.isoformat(),
        "released_at": handed.released_at.isoformat(timespec="seconds"),
        "open": handed.open,
        "threshold": handed.threshold,
        "rounding": handed.rounding,
        "note": handed.note,
        "measures": {key: of_everyone(one) for key, one in handed.body.items()},
    }
    return json.dumps(found | {"mark": mark(found)}, indent=1, sort_keys=True) + "\n"


def of_everyone(found: Mapping[str, Any]) -> dict[str, Any]:
    """A measure's part of a release without its groups, its partners and its waits."""
    years = [{"everyone": one["everyone"], "cuts": {QUARTERS: one["cuts"][QUARTERS]}} for one in found["years"]]
    return {"version": found["version"], "last": found["last"], "years": years, "waits": []}


def mark(found: Mapping[str, Any]) -> str:
    """The same for the same words, whatever their order; without the mark itself."""
    words = {name: value for name, value in found.items() if name != "mark"}
    return sha256(json.dumps(words, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read(text: str, *, at: datetime) -> Handed:
    """What the file says, read at this moment, once it is known to be whole and careful. Raises `NotARelease`."""
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NotARelease("This is no release of measures. Choose the JSON file that another coalition published.")
        if found.get("mark") != mark(found):
            raise NotARelease("This file was changed after it was published. Ask them for it again.")
        handed = _handed(found)
        _check(handed, at=at)
    except NotARelease:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as trouble:
        raise NotARelease("A part of this file is missing or has another form. Ask them to send it again.") from trouble
    return handed


def _handed(found: Mapping[str, Any]) -> Handed:
    name, county, note = (str(found[word])[:LONGEST].strip() for word in ("name", "county", "note"))
    body = {key: of_everyone(one) for key, one in found["measures"].items() if key in BY_KEY}
    return Handed(
        name,
        county[:100],
        str(found["state"])[:2],
        str(found.get("fips", ""))[:5],
        date.fromisoformat(found["quarter_end"]),
        datetime.fromisoformat(found["released_at"]),
        found["open"] is True,
        int(found["threshold"]),
        int(found["rounding"]),
        note,
        body,
    )


def _check(handed: Handed, *, at: datetime) -> None:
    if not (handed.name[:1].isalpha() and handed.county[:1].isalpha() and handed.body):
        raise NotARelease("This file does not say whose numbers it holds, or holds none that are known here.")
    if handed.released_at.tzinfo is None or handed.released_at > at or handed.quarter_end > at.date():
        raise NotARelease("This file tells of days that are still to come. Ask them to publish it again.")
    if handed.threshold < THRESHOLD or handed.rounding not in STEPS:
        raise NotARelease(f"This file shows counts below {THRESHOLD}, which no release may. Nothing of it was kept.")
    for key, one in handed.body.items():
        for line in _lines(key, one, handed.quarter_end):
            _careful(BY_KEY[key].title, line, handed)


def _lines(key: str, one: Mapping[str, Any], quarter_end: date) -> Iterator[Line]:
    """Every line of a measure; only the measure's own steps, each within the one before, and only its own quarters."""
    last = int(one["last"])
    if quarters.last_day(last) > quarter_end or not 1 <= len(one["years"]) <= quarters.YEARS:
        raise ValueError(key)
    for back, year in enumerate(one["years"]):
        told = Told.read(year)
        end = last - back * quarters.YEAR
        if [int(line.group) for line in told.cuts[QUARTERS]] != list(quarters.year_to(end)):
            raise ValueError(key)
        for line in (told.everyone, *told.cuts[QUARTERS]):
            same = one["version"] != BY_KEY[key].version or len(line.reached) == BY_KEY[key].levels
            if not same or len(line.percents) != len(line.reached):
                raise ValueError(key)
            yield line


def _careful(title: str, line: Line, handed: Handed) -> None:
    smallest = handed.threshold - handed.rounding // 2
    known = [number for number in (line.cases, *line.reached) if number is not None]
    falling = all(one >= other >= 0 for one, other in pairwise(known))
    if not all(type(number) is int for number in known) or not falling:
        raise NotARelease(f"{title}: a step has more cases than the one before it. Ask them to publish it again.")
    few = any(0 < number < smallest for number in known)
    every = line.cases is not None and 0 < line.cases < ALL_OR_NONE and any(n in (0, line.cases) for n in line.reached)
    if few or every:
        raise NotARelease(f"{title}: it shows a count too small to be shown. Nothing of it was kept; tell them.")
    for number, percent in zip(line.reached, line.percents, strict=True):
        if percent is not None and (number is None or not line.cases or not 0 <= percent <= WHOLE):
            raise NotARelease(f"{title}: a percentage does not go with its counts. Ask them to publish it again.")
