"""The instruments as their authors published them, read from `instruments.toml` once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence


@dataclass(frozen=True, slots=True)
class Published:
    """Where an instrument comes from, how it may be used, and the numbers its scoring needs (`scale`)."""

    key: str
    name: str
    domain: str
    population: str
    timeframe: str
    licence: str
    source: str
    confidence: Confidence
    checked_on: date
    loinc: Mapping[str, str]
    traps: tuple[str, ...]
    items: tuple[str, ...]
    bands: Mapping[str, tuple[int, int]]
    cutoffs: Mapping[str, int]
    scale: Mapping[str, Any]

    def band(self, points: int) -> str:
        return next(name for name, (low, high) in self.bands.items() if low <= points <= high)

    @property
    def points(self) -> tuple[int, int]:
        low, high = self.scale["points"]
        return int(low), int(high)


_FIELDS = ("name", "domain", "population", "timeframe", "licence", "source", "checked_on")


def _published(key: str, row: dict[str, Any]) -> Published:
    return Published(
        key=key,
        **{name: row.pop(name) for name in _FIELDS},
        confidence=Confidence(row.pop("confidence")),
        loinc=row.pop("loinc", {}),
        traps=tuple(row.pop("traps", ())),
        items=tuple(row.pop("items", ())),
        bands={name: (low, high) for name, (low, high) in row.pop("bands", {}).items()},
        cutoffs=row.pop("cutoffs", {}),
        scale=row,
    )


PUBLISHED: Mapping[str, Published] = {
    key: _published(key, row)
    for key, row in tomllib.loads(Path(__file__).with_name("instruments.toml").read_text("utf-8")).items()
}
