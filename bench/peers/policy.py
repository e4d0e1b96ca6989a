"""The policy of policy.toml, and what it decides: the oracle that every engine must agree with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

_RAW = tomllib.loads(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))
LAWS, CATEGORIES, ROLES, PURPOSES, PAPERS = (
    len(_RAW[name]) for name in ("laws", "categories", "roles", "purposes", "papers")
)


class Case(NamedTuple):
    """One question, in numbers; `own` says that the asker's organization made the record."""

    law: int
    category: int
    minor: bool
    own: bool
    role: int
    purpose: int


@dataclass(frozen=True, slots=True)
class Provision:
    """What a rule names is a set of numbers, or None where it does not ask."""

    number: int
    effect: str
    says: str
    law: frozenset[int] | None
    category: frozenset[int] | None
    role: frozenset[int] | None
    purpose: frozenset[int] | None
    minor: bool | None
    own: bool | None
    needs: int | None
    lacks: int | None

    def fits(self, case: Case, on_file: Callable[[int], bool]) -> bool:
        """Whether it applies. `on_file` tells if there is a paper of a kind that reaches this."""
        return (
            (self.law is None or case.law in self.law)
            and (self.category is None or case.category in self.category)
            and (self.role is None or case.role in self.role)
            and (self.purpose is None or case.purpose in self.purpose)
            and (self.minor is None or case.minor == self.minor)
            and (self.own is None or case.own == self.own)
            and (self.needs is None or on_file(self.needs))
            and (self.lacks is None or not on_file(self.lacks))
        )


def _set(raw: Any, words: list[str]) -> frozenset[int] | None:
    if raw is None:
        return None
    if isinstance(raw, dict):
        return frozenset(range(len(words))) - {words.index(word) for word in raw["not"]}
    return frozenset(words.index(word) for word in raw)


def _provision(number: int, effect: str, raw: dict[str, Any]) -> Provision:
    return Provision(
        number=number,
        effect=effect,
        says=raw["says"],
        law=_set(raw.get("law"), _RAW["laws"]),
        category=_set(raw.get("category"), _RAW["categories"]),
        role=_set(raw.get("role"), _RAW["roles"]),
        purpose=_set(raw.get("purpose"), _RAW["purposes"]),
        minor=raw.get("minor"),
        own=raw.get("own_organization"),
        needs=_RAW["papers"].index(raw["with"]) if "with" in raw else None,
        lacks=_RAW["papers"].index(raw["without"]) if "without" in raw else None,
    )


_ORDERED = [(effect, raw) for effect in ("deny", "less", "permit") for raw in _RAW[effect]]
PROVISIONS = tuple(_provision(number, effect, raw) for number, (effect, raw) in enumerate(_ORDERED, start=1))
SILENT = 0
"""The answer where no rule fits: denied."""


def oracle(case: Case, on_file: Callable[[int], bool]) -> int:
    """The number of the rule that decides."""
    return next((one.number for one in PROVISIONS if one.fits(case, on_file)), SILENT)
