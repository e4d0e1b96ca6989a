"""A plan looked at again: who may write it down, what is kept of it, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.core.vocabulary import Category
from kinbridge.directory.local_time import day_of, told_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.plans.milestones import milestone
from kinbridge.plans.models import Copy, Plan, Reviewed
from kinbridge.plans.purposes import leads, purpose_for
from kinbridge.plans.rules import PlanKind, Stands, standings


@dataclass(frozen=True, slots=True)
class Held:
    """What one review found: the dates are for all who may open the plan, the words for those who may read all."""

    name: str
    held_on: date
    present: str
    services: str
    changed: str
    still_true: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One review on the plan's page; `said` is none where it was not held, or where its words are closed."""

    stands: Stands
    said: Reviewed | None


@transaction.atomic
def hold(*, plan: Plan, held: Held, by: Viewer, at: datetime) -> Reviewed:
    """Write down that the plan was looked at again; a fact in the chart and a line in the audit go with it."""
    version = plan.versions.order_by("-number")[0]
    row = Reviewed.objects.create(
        plan=plan,
        family_id=plan.family_id,
        coalition_id=plan.coalition_id,
        program_id=by.acting_for,
        name=held.name,
        held_on=held.held_on,
        present=held.present,
        services=held.services,
        changed=held.changed,
        still_true=held.still_true,
        recorded_by_id=by.worker,
        recorded_at=at,
    )
    told = told_of(held.held_on, at=at)
    milestone(plan, version=version.number, step="reviewed", by=by, at=at, on=told, review=held.name)
    audit(
        "plan.reviewed",
        by=by,
        at=at,
        family_id=plan.family_id,
        about=f"plan:{plan.pk}",
        because=purpose_for(plan, by),
        detail={"review": held.name, "still_true": held.still_true},
    )
    return row


def may_review(plan: Plan, by: Viewer) -> bool:
    """The leading program, or one that was given the plan and said so: who leads at birth may be gone by month three.

    A parent's account belongs to a program too, and reviews nothing by itself.
    """
    if leads(plan, by):
        return True
    if by.person_id is not None or by.program_id is None:
        return False
    return Copy.objects.filter(version__plan=plan, program=by.program_id, acknowledged_at__isnull=False).exists()


def of_plan(plan: Plan, *, by: Viewer, at: datetime, whole: bool) -> tuple[Shown, ...]:
    """Every review of a plan and where it stands; none before the baby is home.

    The words of one are the record of the program that wrote them, and may speak of anything in the plan: so they are
    for that program, and for whoever may read the `whole` plan and that program's record too.
    """
    if plan.home_on is None:
        return ()
    rows = plan.reviewed.select_related("recorded_by", "program__organization", "plan").order_by("pk")
    said = {row.name: row for row in rows}
    held = {name: row.held_on for name, row in said.items()}
    found = standings(plan.home_on, held=held, on=day_of(at), of=plan.kind)
    open_words = _open_words(plan, said.values(), by=by, at=at, whole=whole)
    return tuple(Shown(one, open_words.get(one.review.name)) for one in found)


def _open_words(plan: Plan, rows: Iterable[Reviewed], *, by: Viewer, at: datetime, whole: bool) -> dict[str, Reviewed]:
    own = by.on_behalf_of
    others = {row.pk: row for row in rows if row.program_id != own}
    found = {row.name: row for row in rows if row.program_id == own}
    if whole and others:
        labels = [
            Label(
                id=pk,
                family_id=plan.family_id,
                program=row.program,
                subject=plan.parent,
                category=_category(row),
                regimes=sorted(row.program.regimes),
            )
            for pk, row in others.items()
        ]
        answers = decide(labels, by=by, purpose=purpose_for(plan, by), on=day_of(at))
        found |= {row.name: row for pk, row in others.items() if answers[pk].allowed}
    return found


def _category(row: Reviewed) -> Category:
    """What a review may speak of: of everything that its program knows."""
    if row.program.is_part2:
        return Category.SUD_TREATMENT
    return Category.CHILD_PROTECTION if row.plan.kind == PlanKind.CASE else Category.GENERAL_HEALTH
