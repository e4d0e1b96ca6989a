"""The words of the public vignettes and what they are here."""

from __future__ import annotations

from kinbridge.consents.rules import Defect, Signer, Term
from kinbridge.core.vocabulary import OrganizationKind, Regime

ALIASES = {
    "family_treatment_court_team": ("treatment_court_team",),
    "juvenile_court": ("court",),
    "dependency_court": ("court",),
    "home_visiting_cbo": ("parent_educator", "home_visitor", "home_visiting"),
    "part2_program": ("otp",),
    "early_head_start_cbo": ("early_head_start",),
    "guardian": ("personal_representative",),
    "executor": ("personal_representative",),
}
"""Names on papers, and the kinds and roles that answer to them."""

PEOPLE = frozenset({"mother", "father", "parent", "patient", "youth16", "parents"})
"""A paper may say that it comes from the person who signed it."""
_ANY = ("source", *PEOPLE)
_HOMELESS = ("homeless_coc", "hmis", "housing_authority")
SOURCES = {
    Regime.PART2: (*_ANY, "otp", "part2_program", "sud_program", "program"),
    Regime.HIPAA: (*_ANY, "hospital", "clinic", "health_plan", "otp", "provider", "pediatric_clinic"),
    Regime.CHILD_WELFARE: (*_ANY, "child_welfare_agency", "tribal_child_welfare"),
    Regime.COURT: (*_ANY, "court", "juvenile_court", "dependency_court", "tribal_court"),
    Regime.FERPA: (*_ANY, "school", "school_district"),
    Regime.PART_C: (*_ANY, "part_c_lead_agency", "early_intervention"),
    Regime.DV_PROGRAM: (*_ANY, "dv_program", "shelter"),
    Regime.MEDICAID: (*_ANY, "medicaid_agency", "health_plan"),
    Regime.TANF: (*_ANY, "tanf_agency", "benefits_agency", "tanf", "snap", "wic", *_HOMELESS),
    Regime.TRIBAL: (*_ANY, "tribal_child_welfare", "tribal_agency", "tribe", "tribal_court"),
    Regime.COMMUNITY: (*_ANY, "cbo", "peer_org", "home_visiting_cbo", *_HOMELESS),
}
"""Who a paper may name as the one that gives, where the program that made the record still holds it."""
SOURCE_KINDS = {
    "wic": OrganizationKind.WIC,
    "hmis": OrganizationKind.HOMELESS_COC,
    "homeless_coc": OrganizationKind.HOMELESS_COC,
}
HOLDERS = {
    "part2_program": OrganizationKind.TREATMENT_PROGRAM,
    "coalition": OrganizationKind.COALITION,
}
"""Holders whose name is not the kind of organization they are."""
ONE_OF_A_KIND = frozenset({"hospital", "child_welfare_agency", "probation"})
"""A holder and an asker of these kinds are one organization; two clinics or two community groups are not."""
OWN_ROLES = frozenset(
    {
        "counselor",
        "originating_counselor",
        "dosing_nurse",
        "peer_recovery_coach",
        "billing_office",
        "program_counsel",
        "trainee",
    }
)
"""Roles within a treatment program; a billing office may be in the hospital that controls it."""

ROLES = frozenset(
    """
    agency_attorney analytics_vendor attorney billing_contractor billing_office business_associate capta_intake
    care_navigator casa_volunteer caseworker central_registry child_find contracted_provider counselor
    cps_investigator defence_counsel detective dosing_nurse early_head_start education_advocate
    eligibility_worker emergency_physician enrollment_officer epidemiologist evaluator fatality_review_team
    father father_counsel foster_parent gal grandmother hhs_ocr hmis_lead home_visiting home_visitor hotline
    housing_navigator housing_officer intermediary judge labor_delivery laboratory landlord licensing_worker mdt
    medicaid_fraud_unit medical_examiner mother nas_registry originating_counselor parent parent_educator payer
    peer_recovery_coach police_officer posc_team principal_investigator probation_officer program_counsel
    prosecutor proxy_agent public_viewer registrar reporter self sister special_education state_pdmp
    state_sud_authority trainee treating_provider treatment_court_team tribal_caseworker tutor
    """.split()
)
"""Whom an asker may be in their organization. A role that is not here is a word nobody can judge by."""
ROLE_KINDS = {
    "caseworker": "child_welfare_agency",
    "cps_investigator": "child_welfare_agency",
    "hotline": "child_welfare_agency",
    "probation_officer": "probation",
    "housing_officer": "housing_authority",
    "detective": "law_enforcement",
    "police_officer": "law_enforcement",
    "casa_volunteer": "casa",
    "tribal_caseworker": "tribal_child_welfare",
}
"""Where someone in the room is named by a role that only one kind of organization has."""
GO_BY_ANY_NAME = frozenset(
    {
        OrganizationKind.COMMUNITY,
        OrganizationKind.CLINIC,
        OrganizationKind.HOSPITAL,
        OrganizationKind.OPIOID_TREATMENT_PROGRAM,
        OrganizationKind.TREATMENT_PROGRAM,
        OrganizationKind.HEALTH_EXCHANGE,
        OrganizationKind.HEALTH_PLAN,
        OrganizationKind.HOME_VISITING,
        OrganizationKind.PEER_ORGANIZATION,
        OrganizationKind.SCHOOL,
        OrganizationKind.VENDOR,
    }
)
"""Askers whose proper name need not say what they are."""
PROGRAM_FACTS = frozenset(
    {"part2_program", "holds_out", "primary_function_sud", "identified_as_sud_provider", "federally_assisted"}
)

WHOLE_RECORD = frozenset({"entire", "chart", "full", "all", "everything", "complete", "whole"})
NOT_A_LIMIT = frozenset({"single_tpo", "counseling_notes_only", "all", "full", "entire record"})
"""Words in `scope` that say what sort of form it is, and limit nothing."""
OF_THE_EXCHANGE = frozenset(
    {"treating", "provider", "member", "participant", "exchange", "hie", "relationship", "general", "designation", "my"}
)
"""Words in `scope` that limit an exchange to its members who treat the person; they limit no part of the record."""

DEFECTS = {
    "combined_with_other_purpose": Defect.LEGAL_COMBINED,
    "hipaa_only_form": Defect.HIPAA_ONLY,
    "intermediary_not_named": Defect.NO_INTERMEDIARY,
    "known_false": Defect.KNOWN_FALSE,
    "missing_description": Defect.NO_DESCRIPTION,
    "missing_minor_signature": Defect.MINOR,
    "missing_recipient": Defect.NO_RECIPIENT,
    "missing_revocation_right": Defect.NO_REVOCATION,
    "missing_signature": Defect.NO_SIGNATURE,
    "no_264_findings": Defect.NO_FINDINGS,
    "no_notice_opportunity": Defect.NO_NOTICE,
    "no_subpart_e_order": Defect.NOT_SUBPART_E,
    "no_tpo_redisclosure_statement": Defect.NO_REDISCLOSURE,
    "no_waiver_or_authorization": Defect.NO_APPROVAL,
    "not_extremely_serious_crime": Defect.NOT_SERIOUS,
    "not_time_limited": Defect.DV_RELEASE,
    "signer_is_abuser": Defect.DV_RELEASE,
    "signer_without_authority": Defect.NO_SIGNATURE,
    "verbal_only": Defect.SPOKEN_ONLY,
}
FLAGS = {
    "adjudicated": Term.ADJUDICATED,
    "common_rule": Term.COMMON_RULE,
    "hipaa_waiver": Term.WAIVER,
    "in_camera": Term.IN_CAMERA,
    "includes_confidential_communications": Term.CONFIDENTIAL_COMMUNICATIONS,
    "notice_given": Term.NOTICE_GIVEN,
    "parent_is_party": Term.PARENT_IS_PARTY,
    "satisfactory_assurance": Term.ASSURANCE,
    "statutory_mandate": Term.MANDATE,
    "written_agreement": Term.WRITTEN,
}
"""Fields of a paper that are true or false, and the term they stand for."""
SIGNERS = {
    "guardian": Signer.GUARDIAN,
    "director": Signer.DIRECTOR,
    "child_welfare_agency": Signer.AGENCY,
    "representative": Signer.REPRESENTATIVE,
    "executor": Signer.REPRESENTATIVE,
    "administrator": Signer.REPRESENTATIVE,
    "parent": Signer.PARENT,
}
NEXT_OF_KIN = frozenset(
    {"spouse", "husband", "wife", "sister", "brother", "grandmother", "grandfather", "son", "daughter"}
)
"""Who may sign for someone who died, where state law lets the next of kin do so."""
GRAVE_CRIMES = frozenset(
    {"homicide", "murder", "manslaughter", "rape", "kidnapping", "robbery", "assault", "abuse", "neglect", "weapon"}
)
"""Words for crimes as grave as those of 42 CFR 2.65(d)(1)."""
FACTS = {
    "able_to_consent": "able_to_consent",
    "acting_as_parent": "acting_as_parent",
    "agency_legally_responsible": "agency_legally_responsible",
    "bio_parent_attempting_to_act": "parent_is_acting",
    "breach_of_unsecured_records": "breach",
    "cell_count": "cell_count",
    "chief_health_officer_designation": "chief_health_officer_designation",
    "complementary_suppression": "complementary_suppression",
    "consent_refused": "consent_refused",
    "contracted_provider": "contracted_provider",
    "crime_on_premises": "crime_on_premises",
    "derivable": "derivable",
    "federally_assisted": "federally_assisted",
    "fugitive_felon_request": "fugitive_felon_request",
    "hie_is_business_associate": "exchange_is_business_associate",
    "holder_has_notice_of_revocation": "holder_knows_of_revocation",
    "holder_is_covered_entity": "holder_is_covered_entity",
    "identifiable": "identifiable",
    "minor_consent_state": "minor_signs_alone",
    "near_fatality": "near_fatality",
    "program_closed": "program_closed",
    "provider_endangerment_belief": "endangerment_believed",
    "rights_terminated": "parental_rights_ended",
    "safety_concern": "safety_concern",
    "sealed": "sealed",
    "source_is_covered_entity": "source_is_covered_entity",
    "state_bars_foster_parent": "state_bars_foster_parent",
    "state_hiv_specific_consent_required": "hiv_release_required",
    "state_hiv_treatment_exception": "hiv_treatment_exception",
    "state_law_authorises_gal": "gal_statute",
    "state_next_of_kin_rule_applies": "next_of_kin_rule",
    "state_prenatal_use_reportable": "prenatal_use_reportable",
    "state_reportable": "reportable",
}
READ_ELSEWHERE = frozenset(
    {
        "actual_recipient",
        "attendees",
        "compelled",
        "counseling_notes_kept_separately",
        "exposure",
        "holds_out",
        "identified_as_sud_provider",
        "part2_program",
        "primary_function_sud",
        "requested",
        "same_legal_entity",
        "source_program",
    }
)
"""Facts that say who asks, for what, or whether a program is under part 2."""

OBLIGATIONS = frozenset(
    {
        "accounting",
        "breach_notice",
        "check_state_law",
        "consent_copy",
        "contract_2_33c",
        "deidentify",
        "destroy_after",
        "ferpa_record",
        "intermediary_list",
        "log_emergency",
        "minimum_necessary",
        "no_confirmation",
        "no_proceedings_use",
        "no_reidentification",
        "notify_court",
        "notify_parent",
        "notify_patient",
        "notify_program",
        "obtain_attestation",
        "obtain_corrected_consent",
        "obtain_written_revocation",
        "part2_notice",
        "part_c_record",
        "redact_location",
        "refer_counsel",
        "reporter_redact",
        "retain_consent",
        "safety_steps",
        "seal",
        "security_2_16",
        "segregate",
        "suppress_small_cells",
        "use_protective_order",
        "verify_identity",
    }
)
"""The obligations that the vignettes have a word for."""
