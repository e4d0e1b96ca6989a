"""The choices a caseworker picks from when looking for a service, and the words for each."""

from __future__ import annotations

from enum import StrEnum

from kinbridge.core.vocabulary import Regime


class ServiceCategory(StrEnum):
    """What a service is, as the people who look for one would call it."""

    MEDICATION = "medication_treatment"
    OUTPATIENT = "outpatient_treatment"
    RESIDENTIAL = "residential_treatment"
    FAMILY_RESIDENTIAL = "family_residential"
    WITHDRAWAL = "withdrawal_management"
    PEER_SUPPORT = "peer_support"
    MEETING = "recovery_meeting"
    RECOVERY_HOUSING = "recovery_housing"
    HARM_REDUCTION = "harm_reduction"
    PRENATAL = "prenatal_care"
    BIRTH = "birth_hospital"
    POSTPARTUM = "postpartum_care"
    PEDIATRIC = "pediatric_care"
    MENTAL_HEALTH = "mental_health"
    HOME_VISITING = "home_visiting"
    PARENTING = "parenting"
    EARLY_INTERVENTION = "early_intervention"
    CHILD_CARE = "child_care"
    CHILD_THERAPY = "child_therapy"
    KIN_SUPPORT = "kin_support"
    FAMILY_TIME = "family_time"
    FAMILY_SAFETY = "family_safety"
    HOUSING = "housing"
    FOOD = "food"
    BENEFITS = "benefits"
    TRANSPORT = "transport"
    WORK = "work_and_education"
    LEGAL = "legal"
    VIOLENCE = "domestic_violence"
    CASE_MANAGEMENT = "case_management"
    OTHER = "other"


CATEGORY_WORDS = {
    ServiceCategory.MEDICATION: "Medication for opioid use disorder",
    ServiceCategory.OUTPATIENT: "Outpatient treatment",
    ServiceCategory.RESIDENTIAL: "Residential treatment",
    ServiceCategory.FAMILY_RESIDENTIAL: "Residential treatment, children stay too",
    ServiceCategory.WITHDRAWAL: "Withdrawal management",
    ServiceCategory.PEER_SUPPORT: "Peer recovery support",
    ServiceCategory.MEETING: "Recovery meeting",
    ServiceCategory.RECOVERY_HOUSING: "Recovery housing",
    ServiceCategory.HARM_REDUCTION: "Naloxone and harm reduction",
    ServiceCategory.PRENATAL: "Prenatal care",
    ServiceCategory.BIRTH: "Birth hospital",
    ServiceCategory.POSTPARTUM: "Care after birth",
    ServiceCategory.PEDIATRIC: "Pediatric care",
    ServiceCategory.MENTAL_HEALTH: "Mental health care",
    ServiceCategory.HOME_VISITING: "Home visiting",
    ServiceCategory.PARENTING: "Parenting support",
    ServiceCategory.EARLY_INTERVENTION: "Early intervention",
    ServiceCategory.CHILD_CARE: "Child care and Head Start",
    ServiceCategory.CHILD_THERAPY: "Therapy for children",
    ServiceCategory.KIN_SUPPORT: "Support for kin caregivers",
    ServiceCategory.FAMILY_TIME: "Family time and visit coaching",
    ServiceCategory.FAMILY_SAFETY: "In-home family services",
    ServiceCategory.HOUSING: "Housing",
    ServiceCategory.FOOD: "Food and WIC",
    ServiceCategory.BENEFITS: "Benefits and income",
    ServiceCategory.TRANSPORT: "Transportation",
    ServiceCategory.WORK: "Work and education",
    ServiceCategory.LEGAL: "Legal help",
    ServiceCategory.VIOLENCE: "Domestic violence services",
    ServiceCategory.CASE_MANAGEMENT: "Case management",
    ServiceCategory.OTHER: "Other",
}


class Moud(StrEnum):
    """A medication for opioid use disorder."""

    METHADONE = "methadone"
    BUPRENORPHINE = "buprenorphine"
    NALTREXONE = "naltrexone"


class Payer(StrEnum):
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    PRIVATE = "private"
    TRICARE = "tricare"
    TRIBAL_HEALTH = "tribal_health"
    SLIDING_SCALE = "sliding_scale"
    FREE = "free"


PAYER_WORDS = {
    Payer.MEDICAID: "Medicaid",
    Payer.MEDICARE: "Medicare",
    Payer.PRIVATE: "private insurance",
    Payer.TRICARE: "TRICARE",
    Payer.TRIBAL_HEALTH: "Indian Health Service or tribal health",
    Payer.SLIDING_SCALE: "a sliding fee scale",
    Payer.FREE: "no insurance (free of charge)",
}


class Population(StrEnum):
    """For whom places are held."""

    ANYONE = "anyone"
    PREGNANT = "pregnant"
    WITH_CHILDREN = "with_children"
    WOMEN = "women"
    MEN = "men"
    YOUTH = "youth"


POPULATION_WORDS = {
    Population.ANYONE: "anyone",
    Population.PREGNANT: "pregnant people",
    Population.WITH_CHILDREN: "parents with their children",
    Population.WOMEN: "women",
    Population.MEN: "men",
    Population.YOUTH: "young people",
}


class Unit(StrEnum):
    """What is counted: a treatment slot, a bed, or a home for a household."""

    PLACE = "place"
    BED = "bed"
    HOME = "home"


UNIT_WORDS = {Unit.PLACE: "places", Unit.BED: "beds", Unit.HOME: "homes"}


class Evidence(StrEnum):
    """The rating of the practice a service uses. It can move, so it is kept with its source and its date."""

    WELL_SUPPORTED = "well_supported"
    SUPPORTED = "supported"
    PROMISING = "promising"
    NOT_MET = "does_not_meet"
    NOT_RATED = "not_rated"


EVIDENCE_WORDS = {
    Evidence.WELL_SUPPORTED: "well supported",
    Evidence.SUPPORTED: "supported",
    Evidence.PROMISING: "promising",
    Evidence.NOT_MET: "does not currently meet criteria",
    Evidence.NOT_RATED: "not rated",
}


REGIME_WORDS = {
    Regime.PART2: "42 CFR part 2: substance use disorder treatment records",
    Regime.HIPAA: "HIPAA: health records",
    Regime.CHILD_WELFARE: "Child protection records",
    Regime.COURT: "Court records",
    Regime.FERPA: "FERPA: school records",
    Regime.PART_C: "IDEA part C: early-intervention records",
    Regime.DV_PROGRAM: "Domestic violence program records",
    Regime.MEDICAID: "Medicaid records",
    Regime.TANF: "Benefits records",
    Regime.TRIBAL: "Tribal records",
    Regime.COMMUNITY: "No special federal law; the partners' own agreement",
}
