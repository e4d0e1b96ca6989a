"""A notification without names: an allow-list of coded answers. What is not on it, or no code, cannot get through."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kinbridge.plans.births.rules.facts import Exposure
from kinbridge.plans.births.rules.terms import Group

YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a notice, as it is sent."""

    label: str
    words: str


@cache
def allowed() -> tuple[Field, ...]:
    with (Path(__file__).parent / "notice.toml").open("rb") as file:
        return tuple(Field(one["key"], one["label"], one["kind"]) for one in tomllib.load(file)["field"])


def without_names(known: Mapping[str, object]) -> tuple[Line, ...]:
    """The lines of a notification without names, from whatever is known. Everything else is left behind."""
    lines = ((field, WORDS[field.kind](known.get(field.key))) for field in allowed())
    return tuple(Line(field.label, words) for field, words in lines if words)


def _yes_no(value: object) -> str:
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else "Not known"


def _year(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value in YEARS else ""


def _exposures(value: object) -> str:
    given = list(value) if isinstance(value, frozenset | set | tuple | list) else []
    return "; ".join(one.says for one in Exposure if one in given) or "None known"


def _group(value: object) -> str:
    return next((f"{one}: {one.says}" for one in Group if one == value), "Not known")


def _state(value: object) -> str:
    return value if isinstance(value, str) and value in STATES else ""


STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR"
    " PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY".split()
)
WORDS: Mapping[str, Callable[[object], str]] = {
    "yes_no": _yes_no,
    "year": _year,
    "exposures": _exposures,
    "group": _group,
    "state": _state,
}
