"""Write a safety plan, read it through its own door, end it. Child protection's record; no plan of safe care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.chart.purposes import purpose_of
from kinbridge.core.vocabulary import CHILD_WELFARE, Category
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.disclosure.receipts import receipt
from kinbridge.people.models import Family, Person
from kinbridge.plans.safety.models import SafetyPlan
from kinbridge.plans.safety.rules import Stands, stands


@dataclass(frozen=True, slots=True)
class Terms:
    """What a safety plan says; `steps` are who does what until when."""

    child: Person
    danger: str
    steps: tuple[dict[str, str], ...]
    agreed: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    plan: SafetyPlan
    stands: Stands
    mine: bool


def may_write(by: Viewer) -> bool:
    """A safety plan is child protection's alone."""
    return by.person_id is None and by.program_id is not None and by.organization_kind in CHILD_WELFARE


@transaction.atomic
def make(*, family: Family, terms: Terms, by: Viewer, at: datetime) -> SafetyPlan:
    plan = SafetyPlan.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        child=terms.child,
        program_id=by.acting_for,
        danger=terms.danger,
        steps=list(terms.steps),
        agreed=terms.agreed,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        made_by_id=by.worker,
        made_at=at,
    )
    audit("safety_plan.made", by=by, at=at, family_id=family.pk, about=f"safety_plan:{plan.pk}")
    return plan


@transaction.atomic
def end(*, family: Family, plan_id: int, because: str, by: Viewer, at: datetime) -> SafetyPlan | None:
    """Somebody of the program that wrote it says that it is over, and why. None where there is no such open plan."""
    rows = SafetyPlan.objects.select_for_update().filter(family=family, pk=plan_id, ended_on__isnull=True)
    plan = rows.filter(program=by.program_id).first() if may_write(by) else None
    if plan is None:
        return None
    plan.ended_on, plan.ended_because = day_of(at), because
    plan.save(update_fields=["ended_on", "ended_because"])
    audit("safety_plan.ended", by=by, at=at, family_id=family.pk, about=f"safety_plan:{plan.pk}")
    return plan


@transaction.atomic
def safety_plans(*, family: Family, by: Viewer, at: datetime) -> tuple[Shown, ...]:
    """Those the gate lets this viewer read, the newest first. Where it lets none, the page is as if there were none."""
    rows = SafetyPlan.objects.filter(family=family).select_related("child", "program__organization", "made_by")
    found = list(rows.order_by("-starts_on", "-pk")[:20])
    labels = {plan.pk: _label(plan) for plan in found}
    decisions = decide(labels.values(), by=by, purpose=purpose_of(by), on=day_of(at), at=at)
    shown = [plan for plan in found if decisions[plan.pk].allowed]
    if shown:
        used = [(labels[plan.pk], decisions[plan.pk]) for plan in shown]
        audit(
            "safety_plan.seen",
            by=by,
            at=at,
            family_id=family.pk,
            because=purpose_of(by),
            citations=(cite for _, decision in used for cite in decision.citations),
            detail=receipt(used, by=by),
        )
    return tuple(
        Shown(
            plan=plan,
            stands=stands(plan.ends_on, ended_on=plan.ended_on, on=day_of(at)),
            mine=may_write(by) and plan.program_id == by.program_id,
        )
        for plan in shown
    )


def _label(plan: SafetyPlan) -> Label:
    return Label(
        id=plan.pk,
        family_id=plan.family_id,
        program=plan.program,
        subject=plan.child,
        category=Category.CHILD_PROTECTION,
        regimes=sorted(plan.program.regimes),
    )
