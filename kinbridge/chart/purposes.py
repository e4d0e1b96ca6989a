"""Which purposes a viewer may give for looking, and the words for them. The first is taken when none is given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.directory.models import Viewer

WORDS = {
    Purpose.TREATMENT: _("Treatment and care"),
    Purpose.CARE_COORDINATION: _("Coordinating care"),
    Purpose.CASE_PLANNING: _("Planning with the family"),
    Purpose.PLAN_OF_SAFE_CARE: _("Plan of safe care"),
    Purpose.STAFFING_MEETING: _("Team meeting"),
    Purpose.CHILD_PROTECTION_INVESTIGATION: _("Child protection investigation"),
    Purpose.COURT_PROCEEDING_OTHER: _("Court review"),
    Purpose.AUDIT_EVALUATION: _("Audit"),
    Purpose.SELF_ACCESS: _("My own record"),
}
HEALTH = (Purpose.TREATMENT, Purpose.CARE_COORDINATION, Purpose.PLAN_OF_SAFE_CARE, Purpose.STAFFING_MEETING)
CHILD_WELFARE = (
    Purpose.CASE_PLANNING,
    Purpose.PLAN_OF_SAFE_CARE,
    Purpose.CHILD_PROTECTION_INVESTIGATION,
    Purpose.STAFFING_MEETING,
)
OTHERS = (Purpose.CARE_COORDINATION, Purpose.PLAN_OF_SAFE_CARE, Purpose.STAFFING_MEETING)
BY_KIND = {
    OrganizationKind.OPIOID_TREATMENT_PROGRAM: HEALTH,
    OrganizationKind.TREATMENT_PROGRAM: HEALTH,
    OrganizationKind.HOSPITAL: HEALTH,
    OrganizationKind.CLINIC: HEALTH,
    OrganizationKind.CHILD_WELFARE_AGENCY: CHILD_WELFARE,
    OrganizationKind.TRIBAL_CHILD_WELFARE: CHILD_WELFARE,
    OrganizationKind.COURT: (Purpose.COURT_PROCEEDING_OTHER,),
    OrganizationKind.TRIBAL_COURT: (Purpose.COURT_PROCEEDING_OTHER,),
    OrganizationKind.GAL: (Purpose.COURT_PROCEEDING_OTHER, Purpose.CARE_COORDINATION),
    OrganizationKind.CASA: (Purpose.COURT_PROCEEDING_OTHER, Purpose.CARE_COORDINATION),
}


def purposes_for(viewer: Viewer) -> list[tuple[str, str]]:
    """The purposes this viewer's work can have, as (code, words)."""
    return [(purpose.value, str(WORDS[purpose])) for purpose in _allowed(viewer)]


def purpose_of(viewer: Viewer, given: str = "") -> Purpose:
    """The purpose given, where it is one this viewer's work can have; otherwise their usual one."""
    return next((purpose for purpose in _allowed(viewer) if purpose.value == given), _allowed(viewer)[0])


def _allowed(viewer: Viewer) -> tuple[Purpose, ...]:
    if viewer.person_id is not None:
        return (Purpose.SELF_ACCESS,)
    return BY_KIND.get(viewer.organization_kind, OTHERS)  # type: ignore[call-overload]
