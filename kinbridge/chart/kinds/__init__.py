"""Every kind of fact, in one tuple. To add one: a module like its neighbors, a line here, a test."""

from kinbridge.chart.kinds import (
    admission,
    attendance,
    benefit,
    birth,
    case_plan,
    consent_step,
    contact,
    counseling_note,
    court_finding,
    discharge,
    ei_referral,
    family_time,
    hearing,
    medication,
    milestone,
    naloxone,
    need,
    newborn_care,
    note,
    placement,
    plan_step,
    postpartum_visit,
    pregnancy,
    prenatal_visit,
    referral_step,
    removal,
    report,
    return_home,
    screening_offer,
    screening_result,
    team_action,
    team_update,
    toxicology,
    treatment_end,
    treatment_request,
    well_child_visit,
)
from kinbridge.chart.kinds.kind import Body, Kind, Unreadable

__all__ = ["KINDS", "Body", "Kind", "Unreadable", "kind"]

KINDS: tuple[Kind, ...] = (
    report.KIND,
    contact.KIND,
    removal.KIND,
    placement.KIND,
    return_home.KIND,
    case_plan.KIND,
    family_time.KIND,
    hearing.KIND,
    court_finding.KIND,
    milestone.KIND,
    pregnancy.KIND,
    prenatal_visit.KIND,
    postpartum_visit.KIND,
    birth.KIND,
    newborn_care.KIND,
    discharge.KIND,
    well_child_visit.KIND,
    treatment_request.KIND,
    admission.KIND,
    attendance.KIND,
    medication.KIND,
    toxicology.KIND,
    treatment_end.KIND,
    counseling_note.KIND,
    screening_result.KIND,
    screening_offer.KIND,
    ei_referral.KIND,
    need.KIND,
    benefit.KIND,
    naloxone.KIND,
    referral_step.KIND,
    consent_step.KIND,
    plan_step.KIND,
    team_action.KIND,
    team_update.KIND,
    note.KIND,
)
_BY_CODE = {kind.code: kind for kind in KINDS}


def kind(code: str) -> Kind:
    """The kind with this code; raises `Unreadable` for a code nobody registered."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise Unreadable("This kind of fact is not known here; use one from the list in docs/reference.") from None
