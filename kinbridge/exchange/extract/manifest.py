"""What an extract holds: its form, its period and its counts. Written after every part, so that a run can go on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

FORM = 4
"""Changes with the tables' columns; an extract of another form is written anew."""

NAME = "manifest.json"


@dataclass(slots=True)
class Part:
    """The families of one stretch of numbers, in two files."""

    families: int
    facts: dict[str, int]
    withheld: dict[str, int]


@dataclass(slots=True)
class Manifest:
    coalition: str
    use: str
    as_of: str
    keys: str
    form: int = FORM
    approved: list[str] = field(default_factory=list)
    """What tribes approved for it; once that changes, every part is written anew."""
    newest: int = 0
    """The last entry of the chart that is in all its parts; those written since may hold later ones."""
    whole: bool = False
    """Whether the last run came to its end. One that did not is gone on with, and not counted."""
    first_day: int | None = None
    last_day: int | None = None
    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """None where there is no extract yet, or one whose manifest cannot be read."""
        try:
            found: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
            parts = {name: Part(**one) for name, one in found.pop("parts").items()}
            found = {name: value for name, value in found.items() if name not in {"families", "facts", "withheld"}}
            return cls(**found, parts=parts)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, folder: Path) -> None:
        """Whole or not at all."""
        body = asdict(self) | {"families": self.families, "facts": self.facts, "withheld": self.withheld}
        draft = folder / f"{NAME}.draft"
        draft.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", "utf-8")
        draft.replace(folder / NAME)

    def fits(self, other: Manifest) -> bool:
        """Whether what is there can be kept and added to."""
        return self._made == other._made

    @property
    def _made(self) -> tuple[object, ...]:
        return self.form, self.coalition, self.use, self.keys, self.approved

    def widen(self, first: int, last: int) -> None:
        """The period reaches from the earliest fact to the latest."""
        self.first_day = first if self.first_day is None else min(self.first_day, first)
        self.last_day = last if self.last_day is None else max(self.last_day, last)

    @property
    def families(self) -> int:
        return sum(part.families for part in self.parts.values())

    @property
    def facts(self) -> Mapping[str, int]:
        """How many facts of each kind."""
        return _sum(part.facts for part in self.parts.values())

    @property
    def withheld(self) -> Mapping[str, int]:
        """How many labels the gate kept out, by the law it named first."""
        return _sum(part.withheld for part in self.parts.values())

    @property
    def day(self) -> date:
        return date.fromisoformat(self.as_of)


def _sum(parts: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(sorted(total.items()))
