"""The items of the annual state data report, and which measure counts each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_READ: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
SOURCE: str = _READ["source"]
CHECKED: str = _READ["checked"]
CHECKED_ON: date = _READ["checked_on"]
FEDERAL_YEAR_ENDS = 2
"""The place in its calendar year of the quarter that ends on September 30."""


@dataclass(frozen=True, slots=True)
class Item:
    number: str
    words: str
    measure: str = ""
    level: int = 0
    confidence: str = ""
    note: str = ""


ITEMS: tuple[Item, ...] = tuple(Item(**one) for one in _READ["item"])
COUNTED = tuple(item for item in ITEMS if item.measure)
NOT_COUNTED = tuple(item for item in ITEMS if not item.measure)


def is_federal_year(last_quarter: int) -> bool:
    """Whether the year to the end of this quarter is one from October 1 to September 30."""
    return last_quarter % 4 == FEDERAL_YEAR_ENDS
