"""What a measure reads: a family's facts, without anybody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kinbridge.core.dates import Period


@dataclass(frozen=True, slots=True)
class Fact:
    """One current fact: about whom (an id), what kind, its typed body as stored, and the local day it happened."""

    person: int
    kind: str
    body: Mapping[str, Any]
    on: date


@dataclass(frozen=True, slots=True)
class History:
    """One family's facts in order of day, and the group that its parent named."""

    facts: tuple[Fact, ...]
    group: str = "Not said"

    def of(self, kind: str, *, person: int | None = None) -> tuple[Fact, ...]:
        return tuple(f for f in self.facts if f.kind == kind and (person is None or f.person == person))

    def within(self, kind: str, period: Period) -> tuple[Fact, ...]:
        return tuple(f for f in self.facts if f.kind == kind and f.on in period)
