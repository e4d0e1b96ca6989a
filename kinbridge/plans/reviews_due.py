"""Plans whose next review is late or near, for the Desk of whoever keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Involvement
from kinbridge.plans.models import Copy, Plan, Reviewed
from kinbridge.plans.reading import may_open
from kinbridge.plans.rules import PlanKind, Standing, Stands, next_review, standings

SHOWN = 20
AHEAD = timedelta(days=14)
WATCHED = timedelta(days=400)
"""A plan is looked at for a year after going home; a little longer is late, and after that nobody is told."""


@dataclass(frozen=True, slots=True)
class ToReview:
    plan: Plan
    stands: Stands


def to_review(viewer: Viewer, *, at: datetime) -> list[ToReview]:
    """Plans that this person keeps whose review is late or comes within two weeks, the most pressing first.

    Who coordinates a plan keeps it; and where the leading program no longer works with the family, so does the worker
    whose program has said that it has the plan.
    """
    if viewer.user_id is None or viewer.person_id is not None or viewer.program_id is None:
        return []
    on = day_of(at)
    working = Involvement.objects.on(on)
    mine = working.filter(program=viewer.program_id, worker=viewer.user_id).values("family")
    leads = working.filter(program=OuterRef("program"), family=OuterRef("family"))
    given = Copy.objects.filter(program=viewer.program_id, acknowledged_at__isnull=False, family__in=mine)
    open_plans = Plan.objects.filter(closed_on__isnull=True, home_on__gt=on - WATCHED)
    ours = Q(program=viewer.program_id) | Q(kind=PlanKind.CASE, program__organization=viewer.organization_id)
    own = open_plans.filter(
        ours,
        coordinator=viewer.user_id,
        family__in=Family.objects.seen_by(viewer, on=on).values("pk"),
    )
    handed = open_plans.filter(pk__in=given.values("version__plan")).exclude(Exists(leads))
    handed = handed.select_related("family", "parent", "pregnancy", "program__organization")
    open_still = [plan for plan in handed[:SHOWN] if may_open(plan=plan, by=viewer, at=at)]
    return _pressing([*own.select_related("family", "parent"), *open_still], on=on)


def _pressing(plans: Iterable[Plan], *, on: date) -> list[ToReview]:
    found = {plan.pk: plan for plan in plans}
    held: dict[int, dict[str, date]] = defaultdict(dict)
    done = Reviewed.objects.filter(plan__in=found).order_by("pk")
    for key, name, day in done.values_list("plan_id", "name", "held_on"):
        held[key][name] = day
    waiting = []
    for plan in found.values():
        if plan.home_on is None:
            continue
        stands = next_review(standings(plan.home_on, held=held[plan.pk], on=on, of=plan.kind))
        if stands is not None and stands.review.due <= on + AHEAD:
            waiting.append(ToReview(plan, stands))
    waiting.sort(key=lambda one: (one.stands.standing is not Standing.LATE, one.stands.review.due, one.plan.pk))
    return waiting[:SHOWN]
