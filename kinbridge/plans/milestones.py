"""What happened to a plan, as facts in the chart: of a plan of safe care about the parent, of a case plan about the
children, whose clocks wait for it.
"""

from __future__ import annotations

from datetime import datetime

from kinbridge.chart.actions import record_entry
from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.models import Plan
from kinbridge.plans.rules import PlanKind

CASE_STEPS = {"started": "drafted"}


def milestone(
    plan: Plan, *, version: int, step: str, by: Viewer, at: datetime, on: datetime | None = None, review: str = ""
) -> None:
    """Part of an act that writes its own line in the audit. `on` is when it happened, where that was before `at`."""
    body: dict[str, object] = {"step": step}
    kind, about = "plan_step", [plan.parent]
    if plan.kind == PlanKind.CASE:
        kind, about, body = "case_plan", children_of(plan), {"step": CASE_STEPS.get(step, step)}
    else:
        body |= {"plan": plan.pk, "version": version}
    if review:
        body["review"] = review
    for person in about:
        record_entry(family=plan.family, subject=person, kind=kind, body=body, occurred_at=on or at, by=by, at=at)


def children_of(plan: Plan) -> list[Person]:
    """The children of the plan's family who are born."""
    born = Person.objects.filter(family=plan.family_id, relation__in=MINORS, birth_date__isnull=False)
    return list(born.order_by("birth_date", "pk"))
