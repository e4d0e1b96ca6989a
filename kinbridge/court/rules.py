"""From facts that a court may see: hearings, efforts, visits, and the waits that the system caused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kinbridge.clocks.rules import Deadline, Lane, Status

OURS = frozenset({"transport", "program_rule", "staff"})
"""Reasons on the system's side why family time did not take place."""
LANES = frozenset({Lane.CHILD_WELFARE, Lane.SYSTEM_RESPONSE})
LATE = frozenset({Status.MET_LATE, Status.OVERDUE})


class Word(StrEnum):
    """What a court page says where it may say no more."""

    NOT_SHARED = "not shared"
    NO_ANSWER = "no answer yet"
    NONE = "none on file"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as the court may see it: its kind, its local day, whom it is about."""

    kind: str
    on: date
    who: str
    body: Mapping[str, Any]
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Hearing:
    on: date
    type: str
    who: tuple[str, ...]
    outcome: str = ""


def hearings(told: Iterable[Told], *, on: date) -> tuple[tuple[Hearing, ...], tuple[Hearing, ...]]:
    """Those held, the newest first; and those ahead, the next first. Children heard together stand in one line."""
    held: dict[tuple[date, str, str], list[str]] = {}
    ahead: dict[tuple[date, str], list[str]] = {}
    for fact in told:
        if fact.kind != "hearing":
            continue
        said = fact.body
        if said.get("held"):
            held.setdefault((fact.on, said["type"], said.get("outcome", "")), []).append(fact.who)
        elif fact.on >= on:
            ahead.setdefault((fact.on, said["type"]), []).append(fact.who)
        if said.get("next_on") and (day := date.fromisoformat(said["next_on"])) >= on:
            ahead.setdefault((day, ""), []).append(fact.who)
    past = (Hearing(day, kind, _once(who), outcome) for (day, kind, outcome), who in held.items())
    coming = (Hearing(day, kind, _once(who)) for (day, kind), who in ahead.items())
    return tuple(sorted(past, key=lambda one: one.on, reverse=True)), tuple(sorted(coming, key=lambda one: one.on))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Effort:
    """One thing the agencies did, or did not do, with its figure."""

    what: str
    who: str
    said: str


def efforts(told: Sequence[Told], *, on: date) -> tuple[Effort, ...]:
    """What was done to keep the family together or bring it together again: dates and counts, no judgment."""
    found: list[Effort] = []
    for child, since in removals(told).items():
        mine = [fact for fact in told if fact.who == child and fact.on >= since]
        found.append(Effort("Away from home", child, f"since {plain(since)}, {(on - since).days} days"))
        plan = next((fact.on for fact in mine if fact.kind == "case_plan" and fact.body.get("step") == "signed"), None)
        said = f"signed {plain(plan)}, {(plan - since).days} days after removal" if plan else Word.NONE
        found.append(Effort("Case plan", child, said))
        notice = next((fact.on for fact in mine if fact.body.get("what") == "notice_to_relatives"), None)
        found.append(Effort("Notice to relatives", child, f"{plain(notice)}" if notice else Word.NONE))
        found.append(Effort("Caseworker visits", child, visits(mine, since=since, on=on)))
        found.append(Effort("Family time", child, family_time(mine)))
    return tuple(found)


def removals(told: Iterable[Told]) -> dict[str, date]:
    """Children who are away from home, and since when."""
    away: dict[str, date] = {}
    for fact in sorted(told, key=lambda fact: fact.on):
        if fact.kind == "removal":
            away[fact.who] = fact.on
        elif fact.kind == "return_home":
            away.pop(fact.who, None)
    return away


def visits(told: Iterable[Told], *, since: date, on: date) -> str:
    """In how many of the full months away there was a visit face to face."""
    months = [(number // 12, number % 12 + 1) for number in range(_month(since) + 1, _month(on))]
    seen = {(fact.on.year, fact.on.month) for fact in told if fact.kind == "contact" and _met(fact.body)}
    return f"in {sum(month in seen for month in months)} of {len(months)} full months" if months else "first month"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _met(body: Mapping[str, Any]) -> bool:
    return body.get("how") == "visit" and body.get("outcome") == "met"


def family_time(told: Iterable[Told]) -> str:
    offered = [fact.body for fact in told if fact.kind == "family_time"]
    if not offered:
        return Word.NONE
    kept = sum(bool(body.get("kept")) for body in offered)
    ours = sum(not body.get("kept") and body.get("why_not") in OURS for body in offered)
    fallen = f"; {ours} fell through on the system's side" if ours else ""
    return f"{kept} of {len(offered)} took place{fallen}, now {offered[-1].get('step', '')}"


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that the agencies or the court took, and not the family."""

    what: str
    who: str
    said: str


def waits(told: Sequence[Told], deadlines: Iterable[Deadline], *, names: Mapping[str, str], on: date) -> list[Wait]:
    """Duties done late or overdue, family time that the system let fall, and hearings that were put off."""
    found = [
        Wait(one.title, names.get(one.subject, ""), _late(one, on=on))
        for one in deadlines
        if one.lane in LANES and one.status in LATE and one.due is not None and (one.met_on or on) > one.due
    ]
    for child in removals(told):
        fallen = [fact for fact in told if fact.kind == "family_time" and fact.who == child and not fact.body["kept"]]
        reasons = [str(fact.body.get("why_not", "")).replace("_", " ") for fact in fallen]
        ours = [why for why in reasons if why.replace(" ", "_") in OURS]
        if ours:
            said = f"{len(ours)} did not take place: {', '.join(dict.fromkeys(ours))}"
            found.append(Wait("Family time", child, said))
    put_off = [fact for fact in told if fact.kind == "hearing" and fact.body.get("outcome") == "continued"]
    found += [Wait("Hearing put off", fact.who, plain(fact.on)) for fact in put_off]
    return found


def _late(one: Deadline, *, on: date) -> str:
    assert one.due is not None  # noqa: S101 - chosen so
    days = ((one.met_on or on) - one.due).days
    done = f"done {plain(one.met_on)}" if one.met_on else "not done yet"
    return f"{days} day{'' if days == 1 else 's'} late: due {plain(one.due)}, {done}"


def plain(day: date) -> str:
    """A date as people here write it: Mar 2, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def attendance(told: Iterable[Told]) -> str:
    """Counts only, and only ever from facts that the person agreed to show the court."""
    kept = [bool(fact.body.get("attended")) for fact in told]
    if not kept:
        return Word.NONE
    return f"attended {sum(kept)} of {len(kept)}"
