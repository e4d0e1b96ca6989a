"""All that is asked to be counted, and where it is counted or why it is not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinbridge.measures.rules.defined import BY_KEY, MEASURES
from kinbridge.measures.rules.measure import Measure


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to be counted: `measures` that count it, a `page` elsewhere with its `name`, or `why` nothing does."""

    words: str
    measures: tuple[Measure, ...] = ()
    page: str = ""
    name: str = ""
    overseers: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[Asked, ...]
    note: str = ""


def _asked(measures: tuple[str, ...] = (), **said: Any) -> Asked:
    return Asked(measures=tuple(BY_KEY[key] for key in measures), **said)


def _part(found: Mapping[str, Any]) -> Part:
    return Part(found["title"], tuple(_asked(**line) for line in found["line"]), found.get("note", ""))


def _read() -> tuple[Part, ...]:
    found = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["part"]
    parts = tuple(_part(one) for one in found)
    placed = {measure.key for part in parts for line in part.lines for measure in line.measures}
    more = tuple(Asked(one.title, (one,)) for one in MEASURES if one.key not in placed)
    return (*parts, Part("More measures", more)) if more else parts


PARTS = _read()
"""A measure that nobody has placed yet stands in the last of them."""
