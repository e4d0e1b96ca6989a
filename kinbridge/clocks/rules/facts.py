"""The facts clocks read: something happened to someone on a day, and perhaps lasted until another."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from kinbridge.core.dates import Period


class Kind(StrEnum):
    """What happened. The value, with spaces, is how a page says it."""

    # Child welfare and the dependency court
    REMOVAL = "removal_from_home"
    REMOVAL_ORDER = "order_sanctioning_removal"
    CONTRARY_FINDING = "contrary_to_the_welfare_finding"
    PREVENT_FINDING = "finding_on_efforts_to_prevent_removal"
    ABUSE_FINDING = "finding_of_abuse_or_neglect"
    ENTERED_CARE = "entry_to_foster_care"
    EXIT = "exit_from_care"
    RELATIVE_NOTICE = "notice_to_relatives"
    CASE_PLAN = "case_plan"
    REVIEW = "review_held"
    PERMANENCY_HEARING = "permanency_hearing"
    HEARING_SET = "hearing_set"
    NO_REUNIFICATION = "finding_that_reunification_efforts_are_not_required"
    FINALIZE_FINDING = "finding_on_efforts_to_finalize_permanency"
    TRIAL_HOME_VISIT = "trial_home_visit"
    RUNAWAY = "time_away_without_permission"
    OUTSIDE_FACILITY = "stay_outside_foster_care"
    VOLUNTARY_PLACEMENT = "voluntary_placement"
    BEST_INTERESTS_FINDING = "best_interests_finding"
    RELATIVE_PLACEMENT = "placement_with_a_relative"
    COMPELLING_REASON = "compelling_reason"
    SERVICES_NOT_PROVIDED = "services_not_provided"
    TPR_PETITION = "petition_to_end_parental_rights"
    ABANDONED_INFANT = "abandoned_infant_finding"
    CO_PLACEMENT = "placement_with_parent_in_treatment"
    CO_PLACEMENT_ADVISED = "co_placement_recommended_in_the_case_plan"
    INSTITUTION = "placement_in_a_child_care_institution"
    QRTP = "placement_in_a_residential_treatment_program"
    QRTP_ASSESSMENT = "residential_treatment_assessment"
    QRTP_APPROVAL = "court_approval_of_residential_treatment"
    QRTP_SIGN_OFF = "agency_head_sign_off_on_residential_treatment"
    PREVENTION_PLAN = "prevention_plan"
    CASEWORKER_VISIT = "caseworker_visit"
    MISSING = "report_that_the_child_is_missing"
    MISSING_REPORTED = "missing_child_reported_to_police_and_ncmec"
    ICPC_REQUEST = "interstate_home_study_request"
    ICPC_STUDY = "interstate_home_study"
    TRANSITION_PLAN = "transition_plan"
    KIN_PENDING = "relative_home_awaiting_a_license"
    KIN_LICENSED = "relative_home_licensed"
    PROGNOSIS = "reunification_prognosis"
    HEALTH_SCHEDULE = "health_screening_schedule"

    # Indian Child Welfare Act
    ICWA_APPLIES = "child_is_an_indian_child"
    ICWA_NOTICE = "notice_to_parent_or_tribe"
    ICWA_RECEIPT = "receipt_of_notice"
    ICWA_EXTENSION = "more_time_asked_for"
    SECRETARY_RECEIPT = "notice_received_by_the_secretary"
    SECRETARY_NOTIFIED = "secretary_told_the_parent_or_tribe"
    EMERGENCY_REMOVAL = "emergency_removal"
    EMERGENCY_ENDED = "emergency_removal_ended_or_extended"
    ICWA_INQUIRY = "inquiry_on_the_record"
    ACTIVE_EFFORTS = "active_efforts_and_expert_testimony"
    RELINQUISHMENT = "consent_to_placement_or_adoption"

    # Benefits
    TANF_MONTH = "month_of_cash_assistance"
    TANF_WORK = "work_or_work_activity"
    TANF_COMMUNITY_SERVICE = "community_service"
    CHILD_ABSENT = "child_away_from_the_assistance_household"
    ABSENCE_CLEAR = "absence_became_clear"
    ABSENCE_REPORTED = "absence_reported"
    GOOD_CAUSE = "good_cause_for_absence"
    JOB_SEARCH_WEEK = "week_of_job_search_or_readiness"
    VOCATIONAL_MONTH = "month_of_vocational_education"
    INFANT_EXEMPT_MONTH = "month_exempt_to_care_for_an_infant"
    NO_CHILD_CARE = "no_child_care_could_be_found"
    DRUG_FELONY = "drug_felony_conviction"
    SNAP_LIMIT_BEGAN = "food_benefit_time_limit_began"
    SNAP_EXEMPT = "exemption_from_the_food_benefit_time_limit"
    MEDICAID_ENROLLED = "child_enrolled_in_medicaid"
    EXPANSION_ADULT = "expansion_medicaid_enrollment"
    CE_EXEMPT = "exemption_from_community_engagement"

    # Treatment and recovery
    TREATMENT_REQUEST = "request_for_treatment"
    INTERIM_SERVICES = "interim_services"
    ADMISSION = "admission_to_treatment"
    TREATMENT = "treatment_episode"
    CAPACITY_REACHED = "program_at_90_percent_of_capacity"
    CAPACITY_NOTIFIED = "state_told_of_capacity"
    OTP_ADMISSION = "admission_to_an_opioid_treatment_program"
    OTP_EXAM = "full_exam_and_first_care_plan"
    OTP_INTERIM = "interim_opioid_treatment"
    OTP_COMPREHENSIVE = "transfer_to_comprehensive_treatment"
    DRUG_TEST = "random_drug_test"
    RETURN_TO_USE = "return_to_use"
    LAST_CRITERION = "last_symptom_of_the_disorder"
    NALOXONE_MOMENT = "moment_to_offer_naloxone"
    NALOXONE = "naloxone_offered"
    NALOXONE_EXPIRES = "naloxone_kit"
    TAPER_DEMANDED = "order_or_plan_that_demands_a_taper"
    SUD_EPISODE = "new_substance_use_disorder_episode"
    SUD_INITIATION = "first_service_of_the_episode"
    MEDICATION = "medication_for_opioid_use_disorder"
    ED_VISIT = "emergency_visit_for_substance_use"
    SUD_REFERRAL = "referral_to_substance_use_assessment"
    SUD_ASSESSMENT = "substance_use_assessment"
    SUD_ASSESSMENT_SET = "substance_use_assessment_scheduled"

    # Pregnancy, birth and the child's development
    PREGNANCY = "pregnancy"
    PRENATAL_VISIT = "prenatal_visit"
    SUBSTANCE_SCREEN = "substance_use_screen"
    HCV_SCREEN = "hepatitis_c_screen_in_pregnancy"
    DELIVERY = "end_of_pregnancy"
    POSTPARTUM_CONTACT = "postpartum_contact"
    POSTPARTUM_VISIT = "comprehensive_postpartum_visit"
    BIRTH = "birth"
    AFFECTED = "infant_identified_as_affected"
    EI_ELIGIBLE = "child_identified_for_early_intervention_referral"
    CPS_NOTIFIED = "notification_to_child_protection"
    SAFE_CARE_PLAN = "plan_of_safe_care"
    DISCHARGE = "discharge_from_the_birth_hospital"
    PLAN_REVIEWED = "review_of_the_plan_of_safe_care"
    PLAN_CLOSED = "end_of_the_plan_of_safe_care"
    EI_REFERRAL = "early_intervention_referral"
    EI_DECLINED = "early_intervention_declined"
    EI_UNAVAILABLE = "documented_family_delay"
    IFSP = "individualized_family_service_plan"
    IFSP_REVIEW = "service_plan_review"
    EI_CONSENT = "consent_to_the_service_plan"
    EI_SERVICE = "early_intervention_service"
    EI_CONFERENCE = "transition_conference"
    WELL_VISIT = "well_child_visit"
    DEV_SCREEN = "developmental_screen"
    AUTISM_SCREEN = "autism_screen"
    DEPRESSION_SCREEN = "maternal_depression_screen"
    HEARING_SCREEN = "newborn_hearing_screen"
    HEARING_DIAGNOSIS = "hearing_diagnosis"
    HEARING_SERVICE = "hearing_services"
    HCV_TEST = "infant_hepatitis_c_test"
    HEALTH_VISIT = "health_visit_in_foster_care"
    EHS_ENROLLED = "enrollment_in_early_head_start"
    CARE_SOURCE = "source_of_care"
    NEWBORN_VISIT = "newborn_home_visit"

    # How fast the agencies answer
    REPORT = "report_to_child_protection"
    SCREENED = "hotline_decision"
    FIRST_CONTACT = "first_contact"
    PRESENCE = "first_look_at_substance_use"
    URGENT_RESPONSE = "response_to_what_is_urgent"
    TREATMENT_CONTACT = "contact_with_treatment"
    TREATMENT_NOT_NOW = "treatment_offered_and_not_wanted_now"
    INVESTIGATION_STARTED = "investigation_started"
    INVESTIGATION_DONE = "investigation_completed"
    SHELTER_HEARING = "shelter_hearing"
    PETITION = "dependency_petition"
    ADJUDICATION = "adjudication"
    DISPOSITION = "disposition"
    EARLY_REVIEW = "early_review"
    SERVICE_ORDERED = "service_ordered_by_the_court"
    REFERRED_AS_ORDERED = "referral_as_the_court_ordered"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that happened. `until` makes it a stretch (half-open, still open when absent).

    `at` is the moment, for clocks that count hours. `marks` are small yes-facts (`pregnant`, `emergency`), `amount` a
    count the rule needs (days, weeks of gestation), `note` one word of who or which. `ref` points at what was recorded.
    """

    kind: Kind
    on: date
    subject: str = ""
    at: datetime | None = None
    until: date | None = None
    marks: frozenset[str] = frozenset()
    amount: int | None = None
    note: str = ""
    ref: str = ""

    @property
    def stretch(self) -> Period:
        return Period(self.on, self.until)

    @property
    def words(self) -> str:
        text = self.kind.words
        return f"{text[0].upper()}{text[1:]} on {plain(self.on)}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def plain(day: date) -> str:
    """A date as people here write it: March 2, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
