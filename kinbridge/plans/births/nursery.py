"""The baby's day, and what stands before going home: read through the gate, written by whoever looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import permitted_entries
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.births.rules import going_home
from kinbridge.plans.births.rules.nursery import Day, Look, Picture, days, draw, medicine_days, notes

LOOKS = ("eat_sleep_console", "finnegan", "newborn_medication", "rooming_in", "feeding", "birth")
BEFORE_HOME = ("plan_step", "medication", "dose_review", "naloxone", "ei_referral", "infection_follow_up")
Written = Iterable[tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The days so far, the newest first, with the picture of the last week."""

    days: tuple[Day, ...]
    notes: tuple[str, ...]
    medicine_days: int
    picture: Picture | None
    born_weight: int | None


def stay(*, infant: Person, by: Viewer, at: datetime) -> Stay:
    entries = _entries(infant, LOOKS, by=by, at=at, act="birth.day_seen")
    own = [one for one in entries if one.label.subject_id == infant.pk]
    looks = [Look(one.kind, one.body, local_time(one.occurred_at)) for one in own]
    weight = next((int(one.body["weight_grams"]) for one in own if one.kind == "birth"), None)
    daily = [look for look in looks if look.kind != "birth"]
    return Stay(
        days=days(daily)[:14],
        notes=tuple(notes(daily, born_weight=weight)),
        medicine_days=medicine_days(daily),
        picture=draw(daily, at=local_time(at)),
        born_weight=weight,
    )


def before_home(*, infant: Person, by: Viewer, at: datetime, medicated: bool = False) -> tuple[going_home.Item, ...]:
    """What should stand before going home, from what this viewer may see of mother and baby."""
    mother = infant.carried_in.parent_id if infant.carried_in is not None else None
    since = infant.carried_in.began_on if infant.carried_in is not None else date.min
    facts = [
        going_home.Fact(one.kind, one.body, day_of(one.occurred_at), one.label.subject_id == infant.pk)
        for one in _entries(infant, BEFORE_HOME, by=by, at=at, act="birth.read")
        if one.label.subject_id in (infant.pk, mother) and day_of(one.occurred_at) >= since
    ]
    return going_home.items(facts, born=infant.birth_date, on=day_of(at), medicated=medicated)


@transaction.atomic
def record_day(*, person: Person, facts: Written, occurred_at: datetime, by: Viewer, at: datetime) -> list[Entry]:
    """Write down what was seen or given at one moment, each as a fact of its own."""
    return [
        record_entry(family=person.family, subject=person, kind=kind, body=body, occurred_at=occurred_at, by=by, at=at)
        for kind, body in facts
    ]


def _entries(infant: Person, kinds: tuple[str, ...], *, by: Viewer, at: datetime, act: str) -> list[Entry]:
    return permitted_entries(
        family=infant.family, by=by, purpose=Purpose.PLAN_OF_SAFE_CARE, at=at, kinds=kinds, act=act
    )
