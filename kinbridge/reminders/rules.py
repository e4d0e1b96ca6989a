"""Which step of a due date has come, when somebody wants quiet, and the only words that ever leave the site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

STALE_DAYS = 90
WEEK = 7


class To(StrEnum):
    WORKER = "worker"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Step:
    """A day counted from the due date on which somebody is told; `rules` are the only clocks it is for, if any."""

    code: str
    days: int
    to: To
    source: str
    effective_from: date
    rules: tuple[str, ...] = ()

    def is_for(self, rule: str) -> bool:
        return not self.rules or rule in self.rules


@lru_cache(maxsize=1)
def every_step() -> tuple[Step, ...]:
    rows = tomllib.loads(Path(__file__).with_name("steps.toml").read_text(encoding="utf-8"))["step"]
    return tuple(Step(**{**row, "to": To(row["to"]), "rules": tuple(row.get("rules", ()))}) for row in rows)


def steps_on(on: date) -> tuple[Step, ...]:
    """The steps in force on a day, in order; of one code, the newest row that has begun."""
    begun = sorted((step for step in every_step() if step.effective_from <= on), key=lambda step: step.effective_from)
    return tuple(sorted({step.code: step for step in begun}.values(), key=lambda step: step.days))


def reached(due: date, *, on: date, to: To, rule: str = "") -> Step | None:
    """The latest step that has come for this person. Steps that went by unsaid stay unsaid: nobody is told twice."""
    if (on - due).days > STALE_DAYS:
        return None
    ours = (step for step in steps_on(on) if step.to is to and step.is_for(rule))
    come = [step for step in ours if due + timedelta(days=step.days) <= on]
    return come[-1] if come else None


def first_step() -> int:
    """How many days before a due date the first step comes."""
    return -min(step.days for step in every_step())


def is_quiet(now: time, *, since: time, until: time) -> bool:
    """Whether somebody wants to hear nothing at this hour; hours may run past midnight, and equal ends mean never."""
    if since <= until:
        return since <= now < until
    return now >= since or now < until


@dataclass(frozen=True, slots=True)
class Told:
    """How many due dates are newly told, by how near they are. Numbers only: this is what messages are made of."""

    week: int = 0
    later: int = 0
    overdue: int = 0
    unit: int = 0

    @property
    def any(self) -> bool:
        return bool(self.week or self.later or self.overdue or self.unit)

    def __add__(self, other: Told) -> Told:
        return Told(
            self.week + other.week,
            self.later + other.later,
            self.overdue + other.overdue,
            self.unit + other.unit,
        )


def tally(due: date, *, on: date, to: To) -> Told:
    """One due date, counted where it belongs."""
    if to is To.SUPERVISOR:
        return Told(unit=1)
    if due < on:
        return Told(overdue=1)
    return Told(week=1) if due <= on + timedelta(days=WEEK) else Told(later=1)


SUBJECT = "Kinbridge: something is due"


def message(told: Told, *, address: str) -> str:
    """The whole text of an e-mail or a text message. No name, no program, no kind of work: numbers and the way in."""
    said = [
        f"You have {_things(told.week)} due this week." if told.week else "",
        f"You have {_things(told.later)} due later." if told.later else "",
        f"{_things(told.overdue).capitalize()} {_is(told.overdue)} overdue." if told.overdue else "",
        f"In your unit, {_things(told.unit)} {_is(told.unit)} overdue." if told.unit else "",
        f"Sign in to see {'it' if sum((told.week, told.later, told.overdue, told.unit)) == 1 else 'them'}: {address}",
    ]
    return " ".join(part for part in said if part)


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
