"""Set up the five goals, change one, give it an owner, and state a value of whatever is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.coalition.models import Change, Goal, Indicator, Line, Reading
from kinbridge.coalition.rules.goals import Seed, seeds
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Coalition, Membership, Viewer

LEADS = frozenset({Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})


class NotTheirs(PermissionDenied):
    """Someone changes what is not theirs to change."""


class Bound(ValueError):
    """Someone states a value that the measures give."""


class ChangedMeanwhile(ValueError):
    """Someone else changed it after this person had opened it. `now` is the version, or the step, that stands."""

    def __init__(self, said: str, *, now: int = 0) -> None:
        super().__init__(said)
        self.now = now


def leads(by: Viewer) -> bool:
    return by.role in LEADS


@transaction.atomic
def set_goals(*, coalition: Coalition) -> Iterable[Goal]:
    """The five goals of goals.toml, where the coalition has none of that number yet."""
    known = {goal.number: goal for goal in Goal.objects.filter(coalition=coalition).select_related("indicator")}
    return [known.get(seed.number) or _set(seed, coalition) for seed in seeds()]


def _set(seed: Seed, coalition: Coalition) -> Goal:
    indicator = Indicator.objects.create(
        coalition=coalition,
        words=seed.indicator,
        words_es=seed.indicator_es,
        unit=seed.unit,
        target=seed.target,
        direction=seed.direction,
        measure=seed.measure,
    )
    words = {name: getattr(seed, name) for name in ("number", "title", "title_es", "aim", "aim_es")}
    return Goal.objects.create(coalition=coalition, indicator=indicator, **words)


@transaction.atomic
def hand_to(*, goal: Goal, owner: User, by: Viewer, at: datetime) -> None:
    """Give the goal an owner. Raises ValueError for someone who works for no partner today."""
    on = day_of(at)
    if not Membership.objects.on(on).filter(user=owner, program__organization__coalition=goal.coalition_id).exists():
        raise ValueError("That person works for no partner today; choose someone else.")
    kept = Goal.objects.select_for_update().get(pk=goal.pk)
    write(kept, {"owner": owner})
    keep_change(of=kept, why="", by=by, at=at)
    audit("goal.handed", by=by, at=at, about=f"goal:{goal.pk}")


@transaction.atomic
def change_goal(
    *, goal: Goal, facts: Mapping[str, Any], indicator: Mapping[str, Any], version: int, by: Viewer, at: datetime
) -> Goal:
    """What the goal says and what is looked at, from now on. Raises `NotTheirs`, `ChangedMeanwhile`."""
    if not leads(by):
        raise NotTheirs("The coalition's coordinator changes a goal. Tell them what should be different.")
    kept = Goal.objects.select_for_update().get(pk=goal.pk)
    refuse_if_changed(kept, version)
    Indicator.objects.filter(pk=kept.indicator_id).update(**indicator)
    write(kept, facts)
    keep_change(of=kept, why="", by=by, at=at)
    audit("goal.changed", by=by, at=at, about=f"goal:{kept.pk}")
    return kept


@transaction.atomic
def state_value(*, indicator: Indicator, value: float, on: date, note: str, by: Viewer, at: datetime) -> Reading:
    """State where something stands on a day. Raises `Bound` where a measure says it. Who may is the caller's to ask."""
    if indicator.measure:
        raise Bound("This value comes from the county's measures. To state values, take it off the measure first.")
    reading = Reading.objects.create(
        coalition_id=indicator.coalition_id,
        indicator=indicator,
        value=value,
        on=on,
        note=note,
        stated_by_id=by.worker,
        stated_at=at,
    )
    audit("goal.value_stated", by=by, at=at, about=f"indicator:{indicator.pk}")
    return reading


# ── for every verb that changes what others may be changing too ──────────────


def refuse_if_changed(kept: Goal | Line, version: int) -> None:
    """`version` is the one that was on the person's screen; `kept` is locked."""
    if kept.version == version:
        return
    last = kept.changes.select_related("by").order_by("-at", "-pk").first()
    who = f"{last.by} changed this on {local_time(last.at):%B %-d at %-I:%M %p}" if last else "This was changed"
    said = f"{who}, after you had opened it. Read what it says now, and make your change again."
    raise ChangedMeanwhile(said, now=kept.version)


def write(kept: Goal | Line, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()


def keep_change(*, of: Goal | Line, why: str, by: Viewer, at: datetime) -> Change:
    """What it says from now on, whole: a day as text, a person by their name."""
    line = of if isinstance(of, Line) else None
    return Change.objects.create(
        coalition_id=of.coalition_id,
        goal=of.goal if isinstance(of, Line) else of,
        line=line,
        status=line.status if line else "",
        said=_says(of, LINE if line else GOAL) | {"indicator": _says(of.indicator, INDICATOR)},
        why=why,
        by_id=by.worker,
        at=at,
    )


GOAL = ("title", "title_es", "aim", "aim_es", "owner")
LINE = ("title", "phase", "takes", "gives", "owner", "due_on", "status")
INDICATOR = ("words", "words_es", "unit", "target", "direction", "measure")


def _says(of: object, fields: Iterable[str]) -> dict[str, object]:
    return {name: _kept(getattr(of, name)) for name in fields} if of is not None else {}


def _kept(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, User) else value
