"""A baby's days in the nursery: how each day went, what the looks add up to, and the picture of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

HIGH, VERY_HIGH = 8, 12
"""The classic marks of the Finnegan score: three in a row at 8, or two at 12. Units set their own."""

ON_MEDICINE = frozenset({"started", "given", "as_needed", "lowered"})


@dataclass(frozen=True, slots=True)
class Look:
    """One chart entry of the baby, at its local time."""

    kind: str
    body: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day as a row: how often the baby could not, the highest score, medicine, hours together, feeding, weight."""

    on: date
    looks: int
    eat: int
    sleep: int
    console: int
    highest: int | None
    medicine: str
    together: int | None
    feeding: str
    weight: int | None


def days(looks: Iterable[Look]) -> tuple[Day, ...]:
    """One row for each day with an entry, the newest first."""
    by_day: dict[date, list[Look]] = {}
    for look in sorted(looks, key=lambda one: one.at):
        by_day.setdefault(look.at.date(), []).append(look)
    return tuple(_day(on, found) for on, found in sorted(by_day.items(), reverse=True))


def _day(on: date, looks: list[Look]) -> Day:
    checks = [one.body for one in looks if one.kind == "eat_sleep_console"]
    totals = [int(one.body["total"]) for one in looks if one.kind == "finnegan"]
    fed = [one.body for one in looks if one.kind == "feeding"]
    given = [one.body for one in looks if one.kind == "newborn_medication"]
    hours = [int(one.body["hours"]) for one in looks if one.kind == "rooming_in"]
    weights = [int(body["weight_grams"]) for body in fed if body.get("weight_grams")]
    return Day(
        on=on,
        looks=len(checks),
        eat=sum(not body["eats"] for body in checks),
        sleep=sum(not body["sleeps"] for body in checks),
        console=sum(not body["consoles"] for body in checks),
        highest=max(totals, default=None),
        medicine=f"{given[-1]['medication']}, {str(given[-1]['step']).replace('_', ' ')}" if given else "",
        together=max(hours, default=None),
        feeding=str(fed[-1]["how"]).replace("_", " ") if fed else "",
        weight=weights[-1] if weights else None,
    )


def medicine_days(looks: Iterable[Look]) -> int:
    """On how many days medicine for withdrawal was given."""
    return len({one.at.date() for one in looks if one.kind == "newborn_medication" and one.body["step"] in ON_MEDICINE})


def notes(looks: Iterable[Look], *, born_weight: int | None) -> Iterator[str]:
    """What practice asks a team to look at. None of it decides anything; a unit's own protocol stands over it."""
    seen = sorted(looks, key=lambda one: one.at)
    checks = [one for one in seen if one.kind == "eat_sleep_console"]
    could_not = [not all(one.body[name] for name in ("eats", "sleeps", "consoles")) for one in checks]
    if len(could_not) > 1 and could_not[-1] and could_not[-2]:
        yield "Twice in a row the baby could not eat, sleep or be consoled: meet with the whole team."
    elif could_not and could_not[-1]:
        yield "At the last look the baby could not: huddle with the parent, and try what soothes this baby first."
    totals = [int(one.body["total"]) for one in seen if one.kind == "finnegan"]
    if len(totals) >= 3 and min(totals[-3:]) >= HIGH:
        yield f"Three scores in a row at {HIGH} or more: the classic mark. Go by your unit's own protocol."
    elif len(totals) >= 2 and min(totals[-2:]) >= VERY_HIGH:
        yield f"Two scores in a row at {VERY_HIGH} or more: the classic mark. Go by your unit's own protocol."
    weights = [int(one.body["weight_grams"]) for one in seen if one.kind == "feeding" and one.body.get("weight_grams")]
    if weights and born_weight and weights[-1] < born_weight:
        lost = round(100 * (born_weight - weights[-1]) / born_weight)
        yield f"Weight is {lost}% under the weight at birth."


# ── the picture ──────────────────────────────────────────────────────────────

WIDTH, EDGE = 720, 90
ROWS = (("eats", "Eats"), ("sleeps", "Sleeps"), ("consoles", "Consoles"))
ROW, TOP, SCORES = 34, 40, 96


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    could: bool
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the template draws: a row of marks for each of the three, and the scores under them if there are."""

    width: int
    height: int
    rows: tuple[tuple[int, str], ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    scores: tuple[Dot, ...]
    line: str
    mark: int
    floor: int


SHOWN_DAYS = 7


def draw(looks: Iterable[Look], *, at: datetime) -> Picture | None:
    """The last seven days; None when there is nothing to draw."""
    since = (at - timedelta(days=SHOWN_DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    length = timedelta(days=SHOWN_DAYS)
    seen = [one for one in sorted(looks, key=lambda one: one.at) if since <= one.at <= at]
    checks = [one for one in seen if one.kind == "eat_sleep_console"]
    totals = [one for one in seen if one.kind == "finnegan"]
    if not checks and not totals:
        return None

    def across(moment: datetime) -> int:
        return EDGE + round((WIDTH - EDGE - 16) * ((moment - since) / length))

    rows = ROWS if checks else ()
    floor = TOP + len(rows) * ROW + (SCORES if totals else 0)

    def up(total: int) -> int:
        return floor - 8 - round((SCORES - 24) * min(total, 24) / 24)

    scores = tuple(
        Dot(across(one.at), up(int(one.body["total"])), int(one.body["total"]) < HIGH, str(one.body["total"]))
        for one in totals
    )
    each = [since + timedelta(days=number) for number in range(SHOWN_DAYS)]
    return Picture(
        width=WIDTH,
        height=floor + 8,
        rows=tuple((TOP + number * ROW + ROW // 2, title) for number, (_, title) in enumerate(rows)),
        dots=tuple(
            Dot(across(one.at), TOP + number * ROW + ROW // 2, bool(one.body[name]), _told(one, name))
            for one in checks
            for number, (name, _) in enumerate(rows)
        ),
        ticks=tuple(Tick(across(day), f"{day:%b} {day.day}") for day in each),
        scores=scores,
        line=" ".join(f"{dot.x},{dot.y}" for dot in scores),
        mark=up(HIGH),
        floor=floor,
    )


def _told(look: Look, name: str) -> str:
    verb = {"eats": "eat", "sleeps": "sleep", "consoles": "be consoled"}[name]
    return f"{look.at:%b} {look.at.day}, {look.at:%H:%M}: {'could' if look.body[name] else 'could not'} {verb}"
