"""The choices that several capabilities share, in the field's own words. GLOSSARY.md says what each means."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def known(choices: type[Choice], value: str) -> Choice | None:
    """The choice with this value, or None, which the gate treats as missing and refuses."""
    try:
        return choices(value)
    except ValueError:
        return None


class Regime(StrEnum):
    """The body of law that a fact is under because of where it came from."""

    PART2 = "part2"
    HIPAA = "hipaa"
    CHILD_WELFARE = "child_welfare"
    COURT = "court"
    FERPA = "ferpa"
    PART_C = "part_c"
    DV_PROGRAM = "dv_program"
    MEDICAID = "medicaid"
    TANF = "tanf"
    TRIBAL = "tribal"
    COMMUNITY = "cbo"


class Category(StrEnum):
    """What a fact is about. The narrower kinds of substance use treatment fall under SUD_TREATMENT."""

    DEMOGRAPHIC = "demographic"
    CONTACT = "contact"
    GENERAL_HEALTH = "general_health"
    MENTAL_HEALTH = "mental_health"
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    HIV_STI = "hiv_sti"
    REPRODUCTIVE = "reproductive"
    SUD_TREATMENT = "sud_treatment"
    SUD_ATTENDANCE = "sud_attendance"
    SUD_TOXICOLOGY = "sud_toxicology"
    SUD_MEDICATION = "sud_medication"
    SUD_COUNSELING_NOTES = "sud_counseling_notes"
    CHILD_PROTECTION = "child_protection"
    REPORTER_IDENTITY = "reporter_identity"
    JUVENILE_COURT = "juvenile_court"
    EDUCATION = "education"
    EARLY_INTERVENTION = "early_intervention"
    SOCIAL_NEEDS = "social_needs"
    DV_LOCATION = "dv_location"
    OWN_NOTES = "own_notes"

    @property
    def broader(self) -> Category:
        """The category a consent would name to include this one."""
        return Category.SUD_TREATMENT if self in _SUD_PARTS else self


_SUD_PARTS = frozenset({Category.SUD_ATTENDANCE, Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION})


class Purpose(StrEnum):
    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    CARE_COORDINATION = "care_coordination"
    CASE_PLANNING = "case_planning"
    PLAN_OF_SAFE_CARE = "plan_of_safe_care"
    STAFFING_MEETING = "staffing_meeting"
    CHILD_PROTECTION_INVESTIGATION = "child_protection_investigation"
    MANDATED_REPORT = "mandated_report"
    MEDICAL_EMERGENCY = "medical_emergency"
    COURT_PROCEEDING_AGAINST_PATIENT = "court_proceeding_against_patient"
    COURT_PROCEEDING_OTHER = "court_proceeding_other"
    LAW_ENFORCEMENT = "law_enforcement"
    FOSTER_CARE_HEALTH = "foster_care_health"
    SCHOOL_ENROLLMENT = "school_enrollment"
    PUBLIC_HEALTH = "public_health"
    QUALITY_MEASUREMENT = "quality_measurement"
    AUDIT_EVALUATION = "audit_evaluation"
    RESEARCH = "research"
    SELF_ACCESS = "self_access"


class OrganizationKind(StrEnum):
    """What an organization is, as the law sees a recipient."""

    CHILD_WELFARE_AGENCY = "child_welfare_agency"
    OPIOID_TREATMENT_PROGRAM = "otp"
    TREATMENT_PROGRAM = "sud_program"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    HEALTH_PLAN = "health_plan"
    COURT = "court"
    GAL = "gal"
    CASA = "casa"
    DEFENSE_COUNSEL = "defence_counsel"
    PROSECUTOR = "prosecutor"
    PROBATION = "probation"
    LAW_ENFORCEMENT = "law_enforcement"
    PART_C_LEAD_AGENCY = "part_c_lead_agency"
    SCHOOL = "school"
    HOME_VISITING = "home_visiting"
    PEER_ORGANIZATION = "peer_org"
    HOUSING = "housing_authority"
    HOMELESS_COC = "homeless_coc"
    WIC = "wic"
    BENEFITS = "benefits_agency"
    DV_PROGRAM = "dv_program"
    PUBLIC_HEALTH = "public_health_dept"
    TRIBAL_CHILD_WELFARE = "tribal_child_welfare"
    TRIBAL_COURT = "tribal_court"
    COMMUNITY = "cbo"
    COALITION = "coalition_dashboard"
    HEALTH_EXCHANGE = "hie"
    VENDOR = "vendor"
    RESEARCHER = "researcher"
    AUDITOR = "state_auditor"
    MEDICAL_EXAMINER = "medical_examiner"
    PRESCRIPTION_MONITOR = "pdmp"
    FATALITY_REVIEW = "fatality_review_team"
    STAFFING_TEAM = "staffing_team"
    TRIBAL_AGENCY = "tribal_agency"
    MEDICAID_AGENCY = "medicaid_agency"


CHILD_WELFARE = frozenset({OrganizationKind.CHILD_WELFARE_AGENCY, OrganizationKind.TRIBAL_CHILD_WELFARE})


class Standing(StrEnum):
    """How someone who asks in their own name, and not for an organization, stands to the person a fact is about."""

    PATIENT = "patient"
    PARENT = "parent"
    OTHER_PARENT = "other_parent"
    FOSTER_PARENT = "foster_parent"
    KIN_CAREGIVER = "kinship_caregiver"
    RELATIVE = "relative"
    REPRESENTATIVE = "personal_representative"
    LANDLORD = "landlord"
    EMPLOYER = "employer"
    PUBLIC = "media"


class Relation(StrEnum):
    """Someone's place in the family; it decides whose consent opens what."""

    MOTHER = "mother"
    FATHER = "father"
    OTHER_ADULT = "other_adult"
    INFANT = "infant"
    CHILD = "child"
    YOUTH = "youth16"


CHILDREN = frozenset({Relation.INFANT, Relation.CHILD})
MINORS = CHILDREN | {Relation.YOUTH}
