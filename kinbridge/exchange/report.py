"""What a load did, and what it left out and why: printed for people, and as JSON for machines.

Nothing here repeats a value from a file, so a report may be mailed: it names the file, the row and the field.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

KEPT = 5000
"""Troubles listed one by one; a file with more of them is counted beyond, so a report stays readable."""
PRINTED = 40


class Effect(StrEnum):
    """What became of the row, for this trouble."""

    LEFT_OUT = "row left out"
    LEFT_BLANK = "field left blank"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Trouble:
    file: str
    row: str
    field: str
    trouble: str
    fix: str
    effect: Effect

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"row {self.row}" if self.row else "", self.field) if part)
        return f"{place}: {self.trouble} ({self.effect}) {self.fix}".rstrip()


@dataclass(slots=True)
class Tally:
    """One table's outcome."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0

    def __str__(self) -> str:
        parts = [f"{self.added:,} added", f"{self.changed:,} changed", f"{self.unchanged:,} unchanged"]
        return ", ".join([*parts, f"{self.left_out:,} left out"] if self.left_out else parts)


@dataclass(slots=True)
class Report:
    tallies: dict[str, Tally] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    effects: Counter[Effect] = field(default_factory=Counter)
    noticed: set[tuple[str, str]] = field(default_factory=set)
    seconds: float = 0.0

    def tally(self, table: str) -> Tally:
        return self.tallies.setdefault(table, Tally())

    def add(
        self, trouble: str, *, file: str, row: object = "", name: str = "", fix: str = "", effect: Effect = Effect.KEPT
    ) -> None:
        self.effects[effect] += 1
        if len(self.troubles) < KEPT:
            self.troubles.append(Trouble(file, str(row), name, trouble, fix, effect))

    def notice(self, trouble: str, *, file: str, name: str) -> None:
        """What is the same for every row of a file is said once."""
        if (file, name) not in self.noticed:
            self.noticed.add((file, name))
            self.add(trouble, file=file, name=name)

    @property
    def changed_nothing(self) -> bool:
        return not any(tally.added or tally.changed for tally in self.tallies.values())

    @property
    def left_out(self) -> int:
        return sum(tally.left_out for tally in self.tallies.values())

    def join(self, other: Report) -> Report:
        """Both as one."""
        return Report(
            {**self.tallies, **other.tallies},
            (self.troubles + other.troubles)[:KEPT],
            self.effects + other.effects,
            self.noticed | other.noticed,
            self.seconds + other.seconds,
        )

    def lines(self) -> Iterator[str]:
        width = max(map(len, self.tallies), default=0)
        for table, tally in self.tallies.items():
            yield f"  {table:<{width}}  {tally}"
        if self.troubles:
            yield ""
            yield f"What was left out, left blank or noticed ({sum(self.effects.values()):,}):"
            order = list(Effect)
            for trouble in sorted(self.troubles, key=lambda each: order.index(each.effect))[:PRINTED]:
                yield f"  {trouble}"
            if (more := sum(self.effects.values()) - PRINTED) > 0:
                yield f"  … and {more:,} more; --report FILE lists them."
        yield ""
        if self.changed_nothing:
            yield "Nothing changed: all of it is here already." if self.tallies else "Nothing was found to load."
        yield f"Done in {self.seconds:.1f} seconds."

    def as_dict(self) -> dict[str, Any]:
        """All of it, to be restored from."""
        return {
            "tallies": {table: asdict(tally) for table, tally in self.tallies.items()},
            "troubles": [asdict(trouble) for trouble in self.troubles],
            "effects": dict(self.effects),
            "noticed": sorted(self.noticed),
        }

    def restore(self, told: dict[str, Any]) -> None:
        """As it was when `as_dict` was asked."""
        self.tallies = {table: Tally(**tally) for table, tally in told["tallies"].items()}
        self.troubles = [Trouble(**trouble | {"effect": Effect(trouble["effect"])}) for trouble in told["troubles"]]
        self.effects = Counter({Effect(effect): count for effect, count in told["effects"].items()})
        self.noticed = {(file, name) for file, name in told["noticed"]}

    def as_json(self) -> str:
        told = {
            "tables": {table: asdict(tally) for table, tally in self.tallies.items()},
            "effects": dict(self.effects),
            "troubles": [asdict(trouble) for trouble in self.troubles],
            "troubles_not_listed": sum(self.effects.values()) - len(self.troubles),
            "seconds": round(self.seconds, 3),
        }
        return json.dumps(told, indent=2)
