"""Reads one worked example's inputs: plain JSON values in, dates and facts out, and a clear sentence when one is
wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.core.dates import Period, merge

YEARS = range(1900, 2200)
TABLE = Path(__file__).with_name("clocks_file.toml")


class BadInput(ValueError):
    """Something in the file cannot be used. The message names the field, the trouble and the way out, never the
    value.
    """


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Which input key states which fact, and which key carries each date in a result."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def parse_day(value: Any, name: str) -> date:
    """A day written 2026-03-02; the day of a moment will do."""
    if isinstance(value, str):
        try:
            day = datetime.fromisoformat(value).date()
        except ValueError:
            raise BadInput(f"inputs.{name} is not a date; write it as YYYY-MM-DD.") from None
        if day.year in YEARS:
            return day
        raise BadInput(f"inputs.{name} has a year outside 1900 to 2199; check it.")
    raise BadInput(f"inputs.{name} must be a date in quotes, written YYYY-MM-DD.")


def parse_month(value: Any, name: str) -> date:
    """The first day of a month written 2026-04."""
    return parse_day(f"{value}-01" if isinstance(value, str) and len(value) == 7 else value, name)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The `inputs` of one example. Each reader names the field when the value cannot be used."""

    given: Mapping[str, Any] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        return any(self.given.get(name) is not None for name in names)

    def day(self, *names: str) -> date | None:
        """The first of these keys that carries a day; None when none does or it is null."""
        for name in names:
            if self.given.get(name) is not None:
                return parse_day(self.given[name], name)
        return None

    def need_day(self, *names: str) -> date:
        """The same, but it must be there. Any single other date in the inputs will serve, whatever its key."""
        found = self.day(*names)
        if found is not None:
            return found
        others = [name for name, value in self.given.items() if _looks_like_day(value) and name != "as_of"]
        if len(others) == 1:
            return parse_day(self.given[others[0]], others[0])
        raise BadInput(f"inputs.{names[0]} is missing; give it as YYYY-MM-DD.")

    def month(self, name: str) -> date | None:
        return None if self.given.get(name) is None else parse_month(self.given[name], name)

    def moment(self, name: str) -> datetime | None:
        """A moment, told in the zone `tz` names if it carries an offset; None for a bare day or nothing."""
        value = self.given.get(name)
        if not isinstance(value, str) or "T" not in value:
            return None
        parse_day(value, name)
        at = datetime.fromisoformat(value)
        zone = self.given.get("tz")
        if at.tzinfo is None or zone is None:
            return at
        try:
            return at.astimezone(ZoneInfo(zone))
        except (ValueError, OSError, TypeError, KeyError):
            raise BadInput("inputs.tz is not a time zone; write one like America/New_York.") from None

    def number(self, name: str, otherwise: int | None = None) -> int:
        value = self.given.get(name, otherwise)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
            raise BadInput(f"inputs.{name} must be a whole number from 0 to 10000.")
        return value

    def flag(self, name: str, *, otherwise: bool = False) -> bool:
        value = self.given.get(name)
        if value is None:
            return otherwise
        if isinstance(value, bool):
            return value
        raise BadInput(f"inputs.{name} must be true or false.")

    def text(self, name: str) -> str:
        value = self.given.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        raise BadInput(f"inputs.{name} must be text in quotes.")

    def list_of(self, name: str) -> list[Any]:
        value = self.given.get(name)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        raise BadInput(f"inputs.{name} must be a list in square brackets.")

    def stretches(self, *names: str) -> tuple[Period, ...]:
        """Joined stretches from lists of [start, end]; a null end is still open."""
        return merge(period for name in names for period in self._pairs(name))

    def _pairs(self, name: str) -> Iterator[Period]:
        for number, pair in enumerate(self.list_of(name)):
            where = f"{name}[{number}]"
            if not isinstance(pair, list) or len(pair) < 2:
                raise BadInput(f"inputs.{where} must be a pair [start, end]; use null for an end that is still open.")
            since = parse_day(pair[0], where)
            until = None if pair[1] is None else parse_day(pair[1], where)
            if until is not None and until < since:
                raise BadInput(f"inputs.{where} ends before it starts; check both dates.")
            yield Period(since, until)

    def latest(self) -> date:
        """The latest day anywhere in the inputs: a day by which everything in them is known."""
        return max(_days_in(self.given), default=date(2000, 1, 1))


def _looks_like_day(value: Any) -> bool:
    if not isinstance(value, str) or len(value) < 8:
        return False
    try:
        return datetime.fromisoformat(value).year in YEARS
    except ValueError:
        return False


def _days_in(value: Any) -> Iterator[date]:
    if _looks_like_day(value):
        yield datetime.fromisoformat(value).date()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _days_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _days_in(inner)


def facts_from(inputs: Inputs, trigger: Kind | None) -> list[Fact]:
    """Every key the table knows becomes its fact; a lone date under another key is taken for the rule's own trigger."""
    known: dict[str, str] = table()["facts"]
    facts = [fact(Kind[known[n]], inputs, n) for n in inputs.given if n in known and inputs.day(n) is not None]
    kinds = {made.kind for made in facts}
    if trigger is not None and trigger not in kinds:
        named = {name for name in inputs.given if name in known}
        days = [n for n, value in inputs.given.items() if _looks_like_day(value) and n != "as_of"]
        others = [n for n in days if n not in named] or days
        if others:
            facts.append(fact(trigger, inputs, others[0]))
    return facts


def fact(kind: Kind, inputs: Inputs, name: str, **more: Any) -> Fact:
    """One fact from one key, with its hour if it has one."""
    return Fact(kind=kind, on=parse_day(inputs.given[name], name), at=inputs.moment(name), ref=name, **more)


def stay_facts(inputs: Inputs, *names: str) -> list[Fact]:
    """Stays in care given as stretches: an entry and, where it ended, an exit."""
    facts: list[Fact] = []
    for period in inputs.stretches(*names):
        facts.append(Fact(kind=Kind.ENTERED_CARE, on=period.since))
        if period.until is not None:
            facts.append(Fact(kind=Kind.EXIT, on=period.until))
    return facts


def stretch_facts(kind: Kind, inputs: Inputs, *names: str) -> list[Fact]:
    return [Fact(kind=kind, on=period.since, until=period.until) for period in inputs.stretches(*names)]
