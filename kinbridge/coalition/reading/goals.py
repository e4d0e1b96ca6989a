"""The goals as pages show them: each with its value, its standing and who may state another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from kinbridge.coalition.actions import leads
from kinbridge.coalition.models import Goal, Indicator, Reading
from kinbridge.coalition.values import Value, chart_of, newest, value_of
from kinbridge.core.pictures import Trend
from kinbridge.directory.models import Viewer
from kinbridge.measures.models import Release


@dataclass(frozen=True, slots=True)
class Card:
    goal: Goal
    readings: tuple[Reading, ...]
    value: Value
    may_state: bool
    chart: Trend | None = None

    @property
    def standing(self) -> str:
        return self.value.standing


@dataclass(frozen=True, slots=True)
class Board:
    goals: tuple[Card, ...]
    may_edit: bool


def in_order(to: str) -> Prefetch[str]:
    """The readings of an indicator, from the oldest; `to` is the way to the indicator."""
    readings = Reading.objects.order_by("on", "pk").select_related("stated_by")
    return Prefetch(f"{to}__readings", readings, "in_order")


def goals_of(coalition: int) -> QuerySet[Goal]:
    found = Goal.objects.filter(coalition=coalition).select_related("owner", "indicator")
    return found.prefetch_related(in_order("indicator")).order_by("number")


def readings_of(indicator: Indicator) -> tuple[Reading, ...]:
    """As `in_order` found them."""
    return tuple(indicator.in_order)  # type: ignore[attr-defined]


def board(*, by: Viewer) -> Board:
    return Board(_cards(goals_of(by.coalition_id), by), leads(by))


def answered_for(*, by: Viewer) -> tuple[Card, ...]:
    """The goals whose value this person may state."""
    goals = goals_of(by.coalition_id)
    return _cards(goals if leads(by) else goals.filter(owner=by.user_id), by)


def find_goal(*, number: int, by: Viewer) -> Card | None:
    """With its values over time."""
    goal = goals_of(by.coalition_id).filter(number=number).first()
    if goal is None:
        return None
    release = newest(by.coalition_id, indicators=[goal.indicator])
    return _card(goal, by, release, drawn=True)


def _cards(goals: Iterable[Goal], by: Viewer) -> tuple[Card, ...]:
    goals = list(goals)
    release = newest(by.coalition_id, indicators=[goal.indicator for goal in goals])
    return tuple(_card(goal, by, release) for goal in goals)


def _card(goal: Goal, by: Viewer, release: Release | None, *, drawn: bool = False) -> Card:
    readings = readings_of(goal.indicator)
    value = value_of(goal.indicator, release=release, readings=readings)
    answers = leads(by) or (goal.owner_id is not None and goal.owner_id == by.user_id)
    chart = chart_of(goal.indicator, release=release, readings=readings) if drawn else None
    return Card(goal, readings, value, answers and not goal.indicator.measure, chart)
