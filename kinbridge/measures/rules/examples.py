"""Hand-made families that every definition is held against, on every engine; the manual shows them as its examples."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kinbridge.measures.rules.quarters import day_number
from kinbridge.measures.rules.tables import FACT, KEPT, PLACE_IN_FAMILY

FOLDER = Path(__file__).parents[1] / "cases"
DAY_0 = day_number(date(2024, 1, 1))
PEOPLE = ("mother", "father", "child", "baby")
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One family: `facts` as they are written, and the step that each of its cases reaches, in rising order."""

    says: str
    facts: tuple[str, ...]
    reached: tuple[int, ...]

    def rows(self, family: int) -> Iterator[Row]:
        """Its rows in the table of facts."""
        for fact in self.facts:
            day, who, kind, *fields = fact.split()
            row: dict[str, object] = dict.fromkeys(FACT)
            row |= {"family": family, "person": family * len(PEOPLE) + PEOPLE.index(who), "kind": kind}
            row["day"] = DAY_0 + int(day)
            for field in fields:
                name, _, value = field.partition("=")
                column = _column(kind, name)
                row[column] = {"flag": value == "yes", "number": _whole(value)}.get(column, value)
            yield tuple(row.values())


def _column(kind: str, name: str) -> str:
    kept = KEPT[kind]
    if kept.number == PLACE_IN_FAMILY and name == "referral":
        return "number"
    found = [column for column in ("code", "other", "flag", "number") if getattr(kept, column) == name]
    if not found:
        raise ValueError(f"The table keeps no {name} of {kind}.")
    return found[0]


def _whole(value: str) -> int | None:
    return int(value) if value.isdecimal() else None


@cache
def examples(key: str) -> tuple[Example, ...]:
    """Those of one measure."""
    found = tomllib.loads((FOLDER / f"{key}.toml").read_text("utf-8"))["case"]
    return tuple(Example(one["says"], tuple(one["facts"]), tuple(one["reached"])) for one in found)
