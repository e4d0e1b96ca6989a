"""Set up the five goals, state a value, hand a goal to an owner, and read the board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.coalition.models import Goal, Reading
from kinbridge.coalition.rules import seeds, standing
from kinbridge.directory.models import Coalition, Membership, Viewer

LEADS = frozenset({Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Board:
    goals: tuple[Card, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Card:
    goal: Goal
    readings: tuple[Reading, ...]
    standing: str
    may_state: bool

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None


@transaction.atomic
def set_goals(*, coalition: Coalition) -> Iterable[Goal]:
    """The five goals of goals.toml, where the coalition has none of that number yet."""
    return [
        Goal.objects.get_or_create(coalition=coalition, number=seed.number, defaults=asdict(seed))[0]
        for seed in seeds()
    ]


def may_state(*, goal: Goal, by: Viewer) -> bool:
    return by.role in LEADS or (goal.owner_id is not None and goal.owner_id == by.user_id)


def board(*, by: Viewer) -> Board:
    readings = Prefetch("readings", Reading.objects.order_by("on", "pk").select_related("stated_by"), "in_order")
    goals = Goal.objects.filter(coalition=by.coalition_id).select_related("owner").prefetch_related(readings)
    cards = []
    for goal in goals.order_by("number"):
        values = [reading.value for reading in goal.in_order]
        words = standing(values, target=goal.target, direction=goal.direction)
        cards.append(Card(goal, tuple(goal.in_order), words, may_state(goal=goal, by=by)))
    return Board(tuple(cards), by.role in LEADS)


def find_goal(*, number: int, by: Viewer) -> Card | None:
    return next((card for card in board(by=by).goals if card.goal.number == number), None)


@transaction.atomic
def state_value(*, goal: Goal, value: float, on: date, note: str, by: Viewer, at: datetime) -> Reading:
    """The owner, or the coalition's lead, states where the goal stands on a day."""
    reading = Reading.objects.create(goal=goal, value=value, on=on, note=note, stated_by_id=by.user_id)
    audit("goal.value_stated", by=by, at=at, about=f"goal:{goal.pk}")
    return reading


@transaction.atomic
def hand_to(*, goal: Goal, owner: User, by: Viewer, at: datetime) -> None:
    """Give the goal an owner. Raises ValueError for someone who works for no partner today."""
    on = at.date()
    if not Membership.objects.on(on).filter(user=owner, program__organization__coalition=goal.coalition_id).exists():
        raise ValueError("That person works for no partner today; choose someone else.")
    Goal.objects.filter(pk=goal.pk).update(owner=owner)
    audit("goal.handed", by=by, at=at, about=f"goal:{goal.pk}")
