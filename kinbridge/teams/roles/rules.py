"""Who does what: the table as it is read, the check that one partner answers for each row, and who keeps a date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PARTS: Mapping[str, str] = {
    "": "Usually no part",
    "R/A": "Does it and answers for it",
    "A": "Answers for it",
    "R": "Does it",
    "C": "Is asked",
    "I": "Is told",
}
POINTS: Mapping[int, str] = {
    1: "Before pregnancy",
    2: "Pregnancy",
    3: "Birth",
    4: "The first year",
    5: "Childhood",
}
GROUPS: Mapping[str, str] = {
    "": "Everyone",
    "P1": "Prescribed medicine, or use without a disorder",
    "P2": "A disorder, steady in treatment",
    "P3": "A disorder, not in treatment",
}
PARENT = "parent"


class RolesUnclear(ValueError):
    """A row that does not say who does what; the message names the row, the trouble and the way out."""


@dataclass(frozen=True, slots=True)
class Party:
    """A sort of partner. `kinds` are the organizations that may be it, the likeliest first.

    `serves` ("adult" or "child") tells apart two that are of one kind. Naming a `concealed` one beside a family would
    tell that someone in it is treated there.
    """

    code: str
    name: str
    kinds: tuple[str, ...]
    serves: str = ""
    concealed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Who does what in one task, for one group of families. `when` says which families it concerns; empty: none."""

    task: str
    name: str
    points: tuple[int, ...]
    parts: Mapping[str, str]
    when: str = ""
    group: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.task, self.group

    @property
    def accountable(self) -> str:
        return next(code for code, part in self.parts.items() if part in ("A", "R/A"))

    def having(self, *parts: str) -> tuple[str, ...]:
        """The partners with one of these parts, in the order of the table."""
        return tuple(code for code in parties() if self.parts.get(code) in parts)


def trouble(parts: Mapping[str, str], *, name: str) -> str:
    """What is wrong with a row as a sentence, or nothing."""
    unknown = [code for code in parts if code not in parties()]
    if unknown:
        return f"“{name}” names a partner that the table does not know: {unknown[0]}. Use one of its columns."
    strange = [code for code, part in parts.items() if part not in PARTS]
    if strange:
        return f"“{name}”: the part of {parties()[strange[0]].name} is not one of {', '.join(filter(None, PARTS))}."
    answering = [parties()[code].name for code in parties() if parts.get(code) in ("A", "R/A")]
    if not answering:
        return f"Nobody answers for “{name}”. Choose exactly one partner who does."
    if len(answering) > 1:
        return f"{' and '.join(answering)} all answer for “{name}”. Choose one; the others may do it with them."
    if parts.get(PARENT) not in ("R", "C"):
        return f"“{name}” leaves the parent out. The parent does it or is asked, always."
    return ""


def checked(row: Row) -> Row:
    """The row itself; raises `RolesUnclear` for one that does not have exactly one partner who answers."""
    wrong = trouble(row.parts, name=row.name)
    if not wrong and not (row.points and set(row.points) <= set(POINTS)):
        wrong = f"“{row.name}” stands at no point of the path. Give it one or more of {', '.join(map(str, POINTS))}."
    if not wrong and row.group not in GROUPS:
        wrong = f"“{row.name}” is for a group that is not known. Use {', '.join(filter(None, GROUPS))}, or none."
    if wrong:
        raise RolesUnclear(wrong)
    return row


def read(text: str) -> tuple[Row, ...]:
    """The rows of a table; raises `RolesUnclear` for one that is unclear, or that says the same task twice."""
    rows: dict[tuple[str, str], Row] = {}
    for given in tomllib.loads(text)["row"]:
        row = checked(Row(**{**given, "points": tuple(given["points"])}))
        if row.key in rows:
            raise RolesUnclear(f"“{row.name}” is there twice for the same families. Keep one of the two rows.")
        rows[row.key] = row
    return tuple(rows.values())


@lru_cache(maxsize=1)
def parties() -> Mapping[str, Party]:
    return {
        code: Party(code=code, **{**given, "kinds": tuple(given["kinds"])}) for code, given in _file()["party"].items()
    }


@lru_cache(maxsize=1)
def starting_rows() -> tuple[Row, ...]:
    """The table a county starts with."""
    return read((HERE / "roles.toml").read_text("utf-8"))


def source() -> str:
    """Where the table comes from, when it was checked, and how far to trust it."""
    given = _file()
    checked_on: date = given["checked_on"]
    return f"{given['source']} Checked {checked_on.isoformat()}: {given['confidence']}."


def with_changes(changes: Mapping[tuple[str, str], Mapping[str, str]]) -> tuple[Row, ...]:
    """The table with the county's own rows in the places of those it changed."""
    return tuple(replace(row, parts=changes.get(row.key, row.parts)) for row in starting_rows())


@lru_cache(maxsize=1)
def owners() -> Mapping[str, tuple[Party, ...]]:
    """By clock: the partners who have its date to keep, the one that others are told of first."""
    given = tomllib.loads((HERE / "owners.toml").read_text("utf-8"))["owner"]
    return {rule: tuple(parties()[code] for code in codes) for rule, codes in given.items()}


def is_ours(rule: str, organization_kind: str) -> bool:
    """Whether a clock's date is for this kind of organization to keep. A clock nobody is named for is everyone's."""
    return rule not in owners() or any(organization_kind in party.kinds for party in owners()[rule])


def keeper(rule: str) -> str:
    """Who keeps a clock's date, as others are told."""
    return owners()[rule][0].name if rule in owners() else ""


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads((HERE / "roles.toml").read_text("utf-8"))
