"""When a baby goes home: the day it is expected, the day it was, and with whom. Reviews of the plan count from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import correct, record_entry
from kinbridge.chart.models import Entry
from kinbridge.directory.local_time import told_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.models import Plan
from kinbridge.plans.purposes import leads
from kinbridge.plans.rules import PlanKind


@dataclass(frozen=True, slots=True)
class Going:
    """`home_on` is empty while the baby is in the hospital; `to` is with whom they went, as the chart codes it."""

    expected_on: date | None
    home_on: date | None
    to: str = ""


def may_say(plan: Plan, by: Viewer) -> bool:
    """Of a case plan the pathway says when the children come home."""
    return plan.kind == PlanKind.SAFE_CARE and plan.closed_on is None and leads(plan, by)


def infants_of(plan: Plan) -> list[Person]:
    """The babies of the plan's pregnancy who are born."""
    if plan.pregnancy_id is None:
        return []
    born = Person.objects.filter(family=plan.family_id, carried_in=plan.pregnancy_id, birth_date__isnull=False)
    return list(born.order_by("pk"))


def said_before(plan: Plan, *, by: Viewer) -> Going:
    """What the plan and the viewer's own program have on file."""
    entry = _own(infants_of(plan), by=by).last()
    return Going(plan.finish_by, plan.home_on, str(entry.body.get("to", "")) if entry is not None else "")


@transaction.atomic
def say(*, plan: Plan, going: Going, by: Viewer, at: datetime) -> Plan:
    """Keep the days. Going home is a fact about each baby; one that was written down wrong is withdrawn and stays."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    before = said_before(held, by=by)
    held.finish_by, held.home_on = going.expected_on, going.home_on
    held.save(update_fields=["finish_by", "home_on"])
    babies = infants_of(held)
    if (before.home_on, before.to) != (going.home_on, going.to):
        for entry in _own(babies, by=by):
            correct(entry=entry, body=None, by=by, at=at)
        if going.home_on is not None:
            for baby in babies:
                _record(baby, on=going.home_on, to=going.to, by=by, at=at)
    audit("plan.home_said", by=by, at=at, family_id=held.family_id, about=f"plan:{held.pk}")
    return held


def _own(babies: Iterable[Person], *, by: Viewer) -> QuerySet[Entry]:
    """What the viewer's program wrote down of their going home, and did not withdraw."""
    found = Entry.objects.current().filter(kind="discharge", entered_in_error=False, label__program=by.program_id)
    return found.filter(label__subject__in=list(babies)).select_related("label").order_by("occurred_at", "pk")


def _record(baby: Person, *, on: date, to: str, by: Viewer, at: datetime) -> None:
    told = told_of(on, at=at)
    record_entry(family=baby.family, subject=baby, kind="discharge", body={"to": to}, occurred_at=told, by=by, at=at)
