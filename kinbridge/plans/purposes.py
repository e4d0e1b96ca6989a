"""Who leads a plan, why somebody else opens it, and what the audit calls what they do with it."""

from __future__ import annotations

from kinbridge.chart.purposes import purposes_for
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.plans.models import Plan
from kinbridge.plans.rules import PlanKind

OF_A_CASE = (Purpose.CASE_PLANNING, Purpose.COURT_PROCEEDING_OTHER, Purpose.CARE_COORDINATION)


def purpose_for(plan: Plan, by: Viewer) -> Purpose:
    """The parent reads their own; a case plan is opened for what the viewer's work with the case is."""
    if by.person_id is not None:
        return Purpose.SELF_ACCESS
    if plan.kind != PlanKind.CASE:
        return Purpose.PLAN_OF_SAFE_CARE
    theirs = {code for code, _ in purposes_for(by)}
    return next((purpose for purpose in OF_A_CASE if purpose.value in theirs), Purpose.CARE_COORDINATION)


def act_of(plan: Plan, verb: str) -> str:
    """What somebody did with a plan, as the audit names it: people are told which plan it was."""
    return f"case_plan.{verb}" if plan.kind == PlanKind.CASE else f"plan.{verb}"


def leads(plan: Plan, by: Viewer) -> bool:
    """A worker of the leading program; of a case plan, of the agency. A parent's account belongs to a program too."""
    ours = plan.program.organization_id == by.organization_id and plan.kind == PlanKind.CASE
    return by.person_id is None and (ours or plan.program_id == by.program_id)
