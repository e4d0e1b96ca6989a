"""How a refusal names who asked, why, and for which record. A code without words here reads well enough as it is."""

from __future__ import annotations

from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Standing

ASKERS: dict[OrganizationKind | Standing, str] = {
    OrganizationKind.OPIOID_TREATMENT_PROGRAM: "opioid treatment program",
    OrganizationKind.TREATMENT_PROGRAM: "treatment program",
    OrganizationKind.GAL: "guardian ad litem",
    OrganizationKind.CASA: "court appointed special advocate",
    OrganizationKind.DEFENSE_COUNSEL: "defense lawyer",
    OrganizationKind.PART_C_LEAD_AGENCY: "early intervention program",
    OrganizationKind.HOME_VISITING: "home visiting program",
    OrganizationKind.PEER_ORGANIZATION: "peer recovery organization",
    OrganizationKind.HOMELESS_COC: "homeless services partnership",
    OrganizationKind.WIC: "WIC program",
    OrganizationKind.DV_PROGRAM: "domestic violence program",
    OrganizationKind.PUBLIC_HEALTH: "public health department",
    OrganizationKind.TRIBAL_CHILD_WELFARE: "tribal child welfare agency",
    OrganizationKind.COMMUNITY: "community organization",
    OrganizationKind.COALITION: "coalition",
    OrganizationKind.HEALTH_EXCHANGE: "health information exchange",
    OrganizationKind.PRESCRIPTION_MONITOR: "prescription monitoring program",
    OrganizationKind.STAFFING_TEAM: "team",
    Standing.KIN_CAREGIVER: "relative who gives care",
    Standing.PUBLIC: "public",
}
RECORDS: dict[Category, str] = {
    Category.DEMOGRAPHIC: "names and dates",
    Category.CONTACT: "addresses and telephone numbers",
    Category.GENERAL_HEALTH: "health records",
    Category.PSYCHOTHERAPY_NOTES: "a therapist's private notes",
    Category.HIV_STI: "HIV and infection records",
    Category.REPRODUCTIVE: "reproductive health records",
    Category.SUD_TREATMENT: "substance use treatment records",
    Category.SUD_ATTENDANCE: "attendance at substance use treatment",
    Category.SUD_TOXICOLOGY: "drug test results from treatment",
    Category.SUD_MEDICATION: "medication for substance use disorder",
    Category.SUD_COUNSELING_NOTES: "a counselor's private notes",
    Category.REPORTER_IDENTITY: "who made a report",
    Category.SOCIAL_NEEDS: "everyday needs and supports",
    Category.DV_LOCATION: "a safe address",
    Category.OWN_NOTES: "what a person noted of themselves",
}
PURPOSES: dict[Purpose, str] = {
    Purpose.CARE_COORDINATION: "coordinating care",
    Purpose.CASE_PLANNING: "planning with the family",
    Purpose.STAFFING_MEETING: "the team meeting",
    Purpose.PLAN_OF_SAFE_CARE: "the plan of safe care",
    Purpose.COURT_PROCEEDING_AGAINST_PATIENT: "a court case against the patient",
    Purpose.COURT_PROCEEDING_OTHER: "a court review",
    Purpose.SELF_ACCESS: "seeing one's own record",
}


def asker_words(asker: OrganizationKind | Standing | None) -> str:
    return f"the {ASKERS.get(asker, asker.replace('_', ' '))}" if asker else "the recipient"


def record_words(category: Category | None) -> str:
    return RECORDS.get(category, f"{category.replace('_', ' ')} records") if category else "the record"


def purpose_words(purpose: Purpose | None) -> str:
    return PURPOSES.get(purpose, purpose.replace("_", " ")) if purpose else "sharing"
