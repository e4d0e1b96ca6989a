"""Health records and the public interest: 45 CFR 164.512 and 164.514, what other law asks for or allows."""

from __future__ import annotations

from datetime import date

from kinbridge.consents.rules import Authority, Kind, Term
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, OrganizationKind, Purpose, Relation
from kinbridge.disclosure.rules.access import FEDERAL_REVIEWER
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.capta import FOR_A_REFERRAL
from kinbridge.disclosure.rules.hipaa import NOTES
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import CHILDS_VOICE, COURTS, LAWYERS, NOT_OVERSIGHT
from kinbridge.disclosure.rules.reports import approved_study, takes_notices, takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

COLLECTS = frozenset(
    {OrganizationKind.PUBLIC_HEALTH, OrganizationKind.MEDICAL_EXAMINER, OrganizationKind.FATALITY_REVIEW}
)
OVERSIGHT = frozenset({OrganizationKind.AUDITOR, OrganizationKind.MEDICAID_AGENCY, OrganizationKind.PUBLIC_HEALTH})
PROTECTS_ADULTS = CHILD_WELFARE | {OrganizationKind.LAW_ENFORCEMENT, OrganizationKind.PUBLIC_HEALTH}
"""The agencies of the county and the tribe protect adults too."""
LIMITED_DATA = frozenset({Purpose.RESEARCH, Purpose.PUBLIC_HEALTH, Purpose.QUALITY_MEASUREMENT})
ATTESTATION_FROM, ATTESTATION_TO = date(2024, 12, 23), date(2025, 6, 18)
"""The attestation rule stood until a court vacated it nationwide."""


@allows(
    "45 CFR 164.512(b)(1)(ii)",
    "42 USC 5106a(b)(2)(B)(i)",
    id="HP-07",
    must=True,
    limits=("facts required by state reporting law",),
    obligations=(Must.ACCOUNTING, Must.MINIMUM),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """State law asks for this report of suspected child abuse or neglect, and the agency takes such reports."""
    return takes_reports(ask)


@allows(
    "45 CFR 164.512(a)",
    "45 CFR 164.512(b)(1)(ii)",
    id="HP-08",
    limits=("the child's own information that state law reaches",),
    obligations=(Must.MINIMUM, Must.ACCOUNTING),
)
def follow_up_of_a_report(ask: Ask) -> Authority | None:
    """State law lets the agency have the child's own record to follow up a report."""
    follows = ask.purpose is Purpose.CHILD_PROTECTION_INVESTIGATION and ask.asker.kind in CHILD_WELFARE
    return ask.paper(Kind.STATE_LAW) if follows and ask.item.category is not NOTES else None


@allows(
    "42 USC 5106a(b)(2)(B)(ii)",
    "45 CFR 164.512(a)",
    "45 CFR 164.512(b)(1)",
    id="HP-09",
    since=date(2016, 7, 22),
    must=True,
    limits=("items listed in state notification law",),
    obligations=(Must.ACCOUNTING, Must.MINIMUM),
)
def notice_of_an_affected_infant(ask: Ask) -> Authority | None:
    """State law asks for notice, with names, of an infant affected by substances. It is not an allegation."""
    return takes_notices(ask, Term.IDENTIFIED) if ask.item.subject_role in CHILDREN else None


@allows(
    "42 USC 5106a(b)(2)(B)(ii)",
    "45 CFR 164.512(a)",
    "45 CFR 164.514(b)",
    id="HP-09d",
    since=date(2016, 7, 22),
    must=True,
    limits=("non-identifying notification data",),
    obligations=(Must.DEIDENTIFY, Must.MINIMUM),
)
def notice_without_names(ask: Ask) -> Authority | None:
    """State law asks for notice of an infant affected by substances without any name. It is not an allegation."""
    return takes_notices(ask, Term.DEIDENTIFIED) if ask.item.subject_role in CHILDREN else None


@allows(
    "45 CFR 164.512(b)(1)(i)",
    id="HP-11",
    limits=("what the public health law asks for",),
    obligations=(Must.MINIMUM, Must.ACCOUNTING),
)
def public_health(ask: Ask) -> Authority | None:
    """A law lets the public health authority, or the panel that reviews deaths, collect this."""
    authority = ask.asker.kind in COLLECTS
    return ask.paper(Kind.STATE_LAW) if authority and ask.purpose is Purpose.PUBLIC_HEALTH else None


@allows(
    "45 CFR 164.512(e)(1)(i)",
    "42 USC 5106a(b)(2)(B)(xiii)",
    id="HP-12",
    limits=("records named in the order",),
    obligations=(Must.ACCOUNTING, Must.VERIFY_IDENTITY),
)
def court_order(ask: Ask) -> Authority | None:
    """A court ordered it. Share exactly what the order names."""
    party = ask.asker.kind in COURTS | LAWYERS | CHILDS_VOICE | CHILD_WELFARE or ask.in_court
    return ask.paper(Kind.COURT_ORDER) if party and ask.item.category is not NOTES else None


@allows(
    "45 CFR 164.512(e)(1)(ii)",
    id="HP-13",
    limits=("what the subpoena asks for",),
    obligations=(Must.ACCOUNTING, Must.PROTECTIVE_ORDER),
)
def subpoena_with_assurance(ask: Ask) -> Authority | None:
    """A lawyer's subpoena came with proof that the person was told in time, or that an order protects it."""
    ordinary = ask.in_court and ask.item.category is not NOTES
    return ask.paper(Kind.SUBPOENA, Term.ASSURANCE) if ordinary else None


@allows(
    "45 CFR 164.512(f)",
    id="HP-14",
    review=True,
    limits=("what the warrant names",),
    obligations=(Must.ACCOUNTING, Must.MINIMUM),
)
def warrant(ask: Ask) -> Authority | None:
    """The police have a warrant for this record."""
    police = ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT and ask.purpose is Purpose.LAW_ENFORCEMENT
    return ask.paper(Kind.WARRANT) if police and ask.item.category is not NOTES else None


@allows(
    "45 CFR 164.512(f)(5)",
    id="HP-14c",
    limits=("evidence of the crime",),
    obligations=(Must.ACCOUNTING, Must.MINIMUM),
)
def crime_on_the_premises(ask: Ask) -> bool:
    """Staff tell the police of a crime at the hospital or clinic."""
    police = ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT and ask.purpose is Purpose.LAW_ENFORCEMENT
    return police and ask.item.at_source and ask.facts.crime_on_premises is True and ask.item.category is not NOTES


@allows(
    "45 CFR 164.512(a)",
    "42 USC 5106a(b)(2)(B)(xiii)",
    id="HP-12g",
    limits=("the child's own record",),
    obligations=(Must.ACCOUNTING, Must.VERIFY_IDENTITY, Must.CHECK_STATE_LAW),
)
def statute_for_the_guardian_ad_litem(ask: Ask) -> bool:
    """State law lets the person appointed to speak for the child have the child's health record."""
    voice = ask.asker.kind in CHILDS_VOICE and ask.facts.gal_statute is True
    return voice and ask.item.subject_role in CHILDREN and ask.item.category is not NOTES


@allows(
    "45 CFR 164.512(g)(1)",
    id="HP-25",
    limits=("information relating to cause of death",),
    obligations=(Must.MINIMUM, Must.ACCOUNTING),
)
def medical_examiner(ask: Ask) -> bool:
    """A medical examiner needs this to find the cause of a death."""
    examines = ask.asker.kind is OrganizationKind.MEDICAL_EXAMINER and ask.purpose is Purpose.PUBLIC_HEALTH
    return examines and ask.facts.deceased and ask.item.category is not NOTES


@allows(
    "45 CFR 164.512(j)",
    id="HP-15",
    review=True,
    limits=("what is needed to prevent the harm",),
    obligations=(Must.ACCOUNTING, Must.MINIMUM),
)
def serious_and_imminent_threat(ask: Ask) -> Authority | None:
    """A clinician states that someone is in serious and immediate danger, and you can prevent it."""
    return ask.paper(Kind.EMERGENCY)


@allows(
    "34 CFR 303.303",
    "45 CFR 164.512(a)",
    id="EI-01",
    limits=("name", "date of birth", "parent contact", "reason for referral"),
    obligations=(Must.MINIMUM, Must.ACCOUNTING),
)
def early_intervention_referral(ask: Ask) -> Authority | None:
    """State law asks the hospital or clinic to refer this infant to early intervention."""
    lead = ask.asker.kind is OrganizationKind.PART_C_LEAD_AGENCY and ask.item.subject_role in CHILDREN
    refers = ask.purpose is Purpose.CARE_COORDINATION and ask.item.category in FOR_A_REFERRAL
    return ask.paper(Kind.STATE_LAW) if lead and refers else None


@allows(
    "45 CFR 164.512(c)",
    id="HP-21",
    review=True,
    limits=("what the adult protection law asks for",),
    obligations=(Must.NOTIFY_PATIENT, Must.ACCOUNTING, Must.MINIMUM),
)
def report_of_adult_abuse(ask: Ask) -> Authority | None:
    """A law asks for this report of abuse of an adult. Tell them, unless that adds to the danger."""
    adult = ask.item.subject_role in (Relation.MOTHER, Relation.FATHER, Relation.OTHER_ADULT)
    asked = ask.purpose is Purpose.MANDATED_REPORT and ask.facts.prenatal_use_reportable is None
    return ask.paper(Kind.STATE_LAW) if adult and asked and ask.asker.kind in PROTECTS_ADULTS else None


@allows(
    "45 CFR 164.512(k)(6)",
    id="HP-23",
    limits=("eligibility and enrollment",),
    obligations=(Must.MINIMUM,),
)
def public_benefit_programs(ask: Ask) -> Authority | None:
    """Two public benefit programs share eligibility or enrollment, as a law or an agreement says."""
    public = ask.asker.kind in (OrganizationKind.BENEFITS, OrganizationKind.MEDICAID_AGENCY, OrganizationKind.WIC)
    plain = ask.item.category in (Category.DEMOGRAPHIC, Category.CONTACT, Category.SOCIAL_NEEDS)
    runs = ask.purpose in (Purpose.OPERATIONS, Purpose.PAYMENT, Purpose.CARE_COORDINATION)
    return ask.paper(Kind.STATE_LAW) or ask.paper(Kind.DATA_USE) if public and plain and runs else None


@allows("45 CFR 164.502(a)(2)(ii)", id="HP-26", must=True, obligations=(Must.VERIFY_RECIPIENT,))
def federal_compliance_review(ask: Ask) -> bool:
    """The federal office that enforces these rules reviews the provider or plan."""
    return ask.asker.role == FEDERAL_REVIEWER and ask.purpose is Purpose.AUDIT_EVALUATION


@allows("45 CFR 164.512(i)", id="HP-19i", limits=("what the approved study needs",), obligations=(Must.ACCOUNTING,))
def research(ask: Ask) -> Authority | None:
    """The study has a waiver on file, or keeps to the rules on research with people."""
    return approved_study(ask) if ask.item.category is not NOTES else None


@allows(
    "45 CFR 164.514(e)",
    id="HP-19",
    limits=("limited data set",),
    obligations=(Must.MINIMUM, Must.NO_REIDENTIFICATION),
)
def limited_data_set(ask: Ask) -> Authority | None:
    """A data use agreement lets you have a limited data set: dates and towns, and nothing that says who."""
    serves = ask.purpose in LIMITED_DATA and ask.asker.kind not in NOT_OVERSIGHT and ask.item.category is not NOTES
    return ask.paper(Kind.DATA_USE) if serves else None


@allows("45 CFR 164.512(d)", id="HP-20", limits=("what the audit needs",), obligations=(Must.ACCOUNTING, Must.MINIMUM))
def oversight(ask: Ask) -> Held:
    """An oversight agency audits the provider or plan, as a law lets it."""
    if ask.purpose is not Purpose.AUDIT_EVALUATION or ask.item.category is NOTES:
        return None
    if ask.asker.kind in NOT_OVERSIGHT:
        return None
    return ask.paper(Kind.AUDIT) or (ask.paper(Kind.STATE_LAW) if ask.asker.kind in OVERSIGHT else None)


@allows(
    "45 CFR 164.512(b)(1)(vi)",
    id="HP-22",
    limits=("proof of immunization",),
    obligations=(Must.MINIMUM,),
)
def immunization_for_school(ask: Ask) -> Authority | None:
    """State law asks the school for proof of immunization, and the parent agreed."""
    school = ask.asker.kind is OrganizationKind.SCHOOL and ask.purpose is Purpose.SCHOOL_ENROLLMENT
    return ask.paper(Kind.STATE_LAW) if school and ask.item.category is Category.GENERAL_HEALTH else None


@denies(
    "45 CFR 164.509 (in force 2024-12-23 to 2025-06-18)",
    id="D-31",
    since=ATTESTATION_FROM,
    until=ATTESTATION_TO,
    obligations=(Must.ATTESTATION,),
    opens="The signed attestation of the one who asks.",
)
def reproductive_attestation(ask: Ask) -> bool:
    """On this day, reproductive health records asked for in a proceeding needed a signed attestation first."""
    asked = ask.in_court or ask.asker.kind in (OrganizationKind.LAW_ENFORCEMENT, OrganizationKind.MEDICAL_EXAMINER)
    attested = any(ask.paper(kind, Term.ATTESTATION) for kind in (Kind.SUBPOENA, Kind.COURT_ORDER, Kind.WARRANT))
    return ask.item.category is Category.REPRODUCTIVE and asked and not attested and not ask.to_self


@withholds("45 CFR 164.512(e)", id="HP-12n", opens="A court order, or a subpoena with proof of notice.")
def proceedings_need_process(ask: Ask) -> bool:
    """A court or a lawyer gets a health record by order, or by subpoena once the person was told."""
    return ask.in_court


RULES: tuple[Rule, ...] = (
    report_of_child_abuse,
    follow_up_of_a_report,
    notice_of_an_affected_infant,
    notice_without_names,
    public_health,
    court_order,
    subpoena_with_assurance,
    warrant,
    crime_on_the_premises,
    statute_for_the_guardian_ad_litem,
    medical_examiner,
    serious_and_imminent_threat,
    early_intervention_referral,
    report_of_adult_abuse,
    public_benefit_programs,
    federal_compliance_review,
    research,
    limited_data_set,
    oversight,
    immunization_for_school,
    reproductive_attestation,
    proceedings_need_process,
)
