"""Treatment records: what the law allows without consent. 42 CFR 2.12(c), 2.15, 2.23 and subpart D."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind, Term
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.access import acts_for_the_person
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import AMENDED, NOTES
from kinbridge.disclosure.rules.parties import CHILD_WELFARE
from kinbridge.disclosure.rules.reports import takes_notices, takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

OWN_WORK = frozenset(
    {
        Purpose.TREATMENT,
        Purpose.PAYMENT,
        Purpose.OPERATIONS,
        Purpose.CARE_COORDINATION,
        Purpose.CASE_PLANNING,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.STAFFING_MEETING,
        Purpose.MEDICAL_EMERGENCY,
        Purpose.MANDATED_REPORT,
        Purpose.QUALITY_MEASUREMENT,
    }
)
MEDICAL = frozenset({*(OrganizationKind(k) for k in ("hospital", "clinic", "otp", "sud_program"))})


@allows(
    "42 CFR 2.12(c)(3)",
    "42 CFR 2.13(a)",
    id="P2-07",
    limits=("what your work in the program needs",),
    obligations=(Must.MINIMUM,),
)
def own_program(ask: Ask) -> bool:
    """You work in the program that made this record, or directly control it, and need it for that work."""
    controls = ask.by_own_organization and ask.facts.same_legal_entity is True
    notes = ask.item.category is NOTES and ask.asker.role != "originating_counselor"
    return ask.item.at_source and (ask.by_own_program or controls) and ask.purpose in OWN_WORK and not notes


@allows(
    "42 CFR 2.11",
    "42 CFR 2.12(c)(4)",
    id="P2-08",
    limits=("information needed for the service",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.KEEP_LABEL),
)
def service_organization(ask: Ask) -> Authority | None:
    """You serve the program under a signed service organization agreement, and need this for the service."""
    return ask.paper(Kind.QSOA) if ask.item.at_source and ask.item.category is not NOTES else None


@allows(
    "42 CFR 2.12(c)(5)",
    id="P2-09",
    obligations=(Must.MINIMUM,),
    limits=("circumstances of incident", "patient status", "name", "address", "last known whereabouts"),
)
def crime_at_the_program(ask: Ask) -> bool:
    """Staff may tell the police of a crime at the program or against staff: the incident and who was involved."""
    police = ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT and ask.purpose is Purpose.LAW_ENFORCEMENT
    return police and ask.item.at_source and ask.facts.crime_on_premises is True and ask.item.category is not NOTES


@allows(
    "42 CFR 2.12(c)(6)",
    "42 USC 290dd-2(e)",
    id="P2-10",
    limits=("facts required by state reporting law",),
    confidence=Confidence.VERIFIED,
    review=True,
    obligations=(Must.MINIMUM,),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """State law asks for this report of suspected child abuse or neglect: the report itself, and nothing after it."""
    return takes_reports(ask) if ask.item.category is not NOTES else None


@allows(
    "42 CFR 2.16(a)",
    "45 CFR 164.514(b)",
    "42 USC 5106a(b)(2)(B)(ii)",
    id="P2-15",
    limits=("non-identifying notification data",),
    obligations=(Must.DEIDENTIFY, Must.MINIMUM),
)
def notice_without_names(ask: Ask) -> Authority | None:
    """State law asks for notice of an affected infant without any name; a name would need the mother's consent."""
    return takes_notices(ask, Term.DEIDENTIFIED) if ask.item.category is not NOTES else None


@allows(
    "42 CFR 2.51(a)", id="P2-11", limits=("what the emergency needs",), obligations=(Must.LOG_EMERGENCY, Must.MINIMUM)
)
def medical_emergency(ask: Ask) -> Held:
    """Medical staff need this to meet an emergency, and the person cannot give consent."""
    if ask.purpose is not Purpose.MEDICAL_EMERGENCY or ask.asker.kind not in MEDICAL or ask.item.category is NOTES:
        return False
    if ask.facts.able_to_consent is True or ask.facts.consent_refused is True:
        return False
    cannot = ask.facts.able_to_consent is False or ask.facts.program_closed is True
    return ask.paper_held(Kind.EMERGENCY) or cannot


@allows(
    "42 CFR 2.52",
    id="P2-12",
    limits=("the data the approved study needs",),
    obligations=(Must.NO_REIDENTIFICATION, Must.SECURITY, Must.DESTROY),
)
def research(ask: Ask) -> Authority | None:
    """The study has its approval, waiver or consent on file, and may not identify anyone."""
    if ask.purpose is not Purpose.RESEARCH or not ask.item.at_source:
        return None
    paper = ask.paper(Kind.RESEARCH)
    return paper if paper and paper.terms & {Term.WAIVER, Term.COMMON_RULE} else None


@allows(
    "42 CFR 2.53",
    id="P2-13",
    limits=("the records the audit needs",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.SECURITY, Must.DESTROY),
)
def audit_or_evaluation(ask: Ask) -> Authority | None:
    """A funder, regulator or payer audits the program under a written agreement; never to decide about a person."""
    paper = ask.paper(Kind.AUDIT) if ask.purpose is Purpose.AUDIT_EVALUATION and ask.item.at_source else None
    return paper if paper and Term.WRITTEN in paper.terms else None


@allows(
    "42 CFR 2.54",
    "45 CFR 164.514(b)",
    id="P2-14",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    limits=("de-identified data",),
    obligations=(Must.DEIDENTIFY,),
)
def public_health(ask: Ask) -> bool:
    """A public health authority gets data from which no one can be identified."""
    health = ask.asker.kind is OrganizationKind.PUBLIC_HEALTH and ask.purpose is Purpose.PUBLIC_HEALTH
    return health and ask.facts.identifiable is not True


@allows("42 CFR 2.23(a)", "45 CFR 164.524", id="P2-19", must=True, obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> bool:
    """The person asks for their own record; they need no consent."""
    return ask.to_self and ask.sought is Sought.RECORD and ask.item.category is not NOTES and not ask.facts.deceased


@allows("42 CFR 2.14", "42 CFR 2.15", "45 CFR 164.502(g)", id="P2-20", obligations=(Must.VERIFY_IDENTITY,))
def representative(ask: Ask) -> Held:
    """The law lets this person act for the one the record is about, and the proof is on file."""
    return ask.purpose is Purpose.SELF_ACCESS and ask.item.category is not NOTES and acts_for_the_person(ask)


@allows(
    "42 CFR 2.15(b)(1)", id="P2-25", limits=("information relating to cause of death",), obligations=(Must.MINIMUM,)
)
def cause_of_death(ask: Ask) -> Authority | None:
    """The law lets a medical examiner or vital records office ask about the cause of this death."""
    if ask.asker.kind is not OrganizationKind.MEDICAL_EXAMINER or not ask.facts.deceased:
        return None
    paper = ask.paper(Kind.STATE_LAW)
    return paper if paper and Term.CAUSE_OF_DEATH in paper.terms else None


@allows(
    "42 CFR 2.31(b)(1)",
    "42 CFR 2.63(a)(3)",
    id="P2-31",
    limits=("what the defense needs",),
    review=True,
    confidence=Confidence.KNOWLEDGE_LOW,
    obligations=(Must.MINIMUM, Must.SEAL),
)
def program_defends_itself(ask: Ask) -> bool:
    """The program defends itself in a case the patient brought."""
    return ask.asker.role == "program_counsel" and ask.purpose is Purpose.COURT_PROCEEDING_OTHER and ask.item.at_source


# ── what may never leave this way ────────────────────────────────────────────


@denies(
    "42 CFR 2.54",
    id="D-14",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    opens="The person's consent, or de-identified data in place of the record.",
)
def public_health_gets_no_names(ask: Ask) -> bool:
    """Public health authorities get no treatment record that identifies a person, unless the person consents."""
    health = ask.asker.kind is OrganizationKind.PUBLIC_HEALTH and ask.purpose is Purpose.PUBLIC_HEALTH
    return health and ask.facts.identifiable is True and not ask.has_part2_consent


@denies(
    "42 CFR 2.13(a)",
    "45 CFR 164.508(a)(3)",
    id="D-15",
    opens="A consent signed by the person that names {asker} and says what the letter may say.",
)
def not_for_business_or_immigration(ask: Ask) -> bool:
    """Employers, landlords, immigration officers and the press get no treatment record without the person's consent."""
    return ask.asker.kind in (Standing.LANDLORD, Standing.EMPLOYER, Standing.PUBLIC) and not ask.has_part2_consent


@denies("42 CFR 2.14", id="D-23", confidence=Confidence.VERIFIED, opens="The young person's own written consent.")
def young_persons_own_treatment(ask: Ask) -> bool:
    """A young person who may consent to treatment alone decides alone whether a parent sees the record."""
    parent = ask.asker.kind in (Standing.PARENT, Standing.OTHER_PARENT, Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER)
    young = ask.item.subject_role == "youth16" and ask.facts.minor_signs_alone is not False
    return young and parent and not ask.has_part2_consent


# ── what the law says where nothing allows it ────────────────────────────────


@withholds(
    "42 CFR 2.12(c)(6)",
    id="D-04",
    confidence=Confidence.VERIFIED,
    opens="The person's consent that names the agency, or a court order under 42 CFR 2.64.",
)
def nothing_after_the_report(ask: Ask) -> bool:
    """The exception for child abuse covers the report, not a request for records that follows it."""
    return ask.asker.kind in CHILD_WELFARE and ask.purpose in (
        Purpose.CHILD_PROTECTION_INVESTIGATION,
        Purpose.MANDATED_REPORT,
    )


@withholds("42 CFR 2.51(a)(1)", id="P2-11n")
def not_an_emergency(ask: Ask) -> bool:
    """The emergency exception is for medical staff, and only where the person cannot give consent."""
    return ask.purpose is Purpose.MEDICAL_EMERGENCY


@withholds("42 CFR 2.52(a)", id="P2-12n", opens="The study's approval and waiver, on file.")
def research_needs_approval(ask: Ask) -> bool:
    """Research needs an approval and a waiver or consent on file."""
    return ask.purpose is Purpose.RESEARCH


@withholds("42 CFR 2.11", "42 CFR 2.12(c)(4)", id="P2-08n", opens="A signed service organization agreement in force.")
def service_needs_an_agreement(ask: Ask) -> bool:
    """A service organization needs a signed agreement that is in force."""
    return ask.asker.kind is OrganizationKind.VENDOR


@withholds("42 CFR 2.12(c)(3)", id="P2-07n")
def outside_the_program(ask: Ask) -> bool:
    """Working beside the program does not make someone part of it."""
    return ask.asker.role == "peer_recovery_coach" and not ask.by_own_program


@withholds("42 CFR 2.15(b)", id="P2-25n", opens="Proof that the law lets this person act for the one who died.")
def protected_after_death(ask: Ask) -> bool:
    """A treatment record stays protected after death."""
    return ask.facts.deceased


RULES: tuple[Rule, ...] = (
    own_program,
    service_organization,
    crime_at_the_program,
    report_of_child_abuse,
    notice_without_names,
    medical_emergency,
    research,
    audit_or_evaluation,
    public_health,
    own_record,
    representative,
    cause_of_death,
    program_defends_itself,
    public_health_gets_no_names,
    not_for_business_or_immigration,
    young_persons_own_treatment,
    nothing_after_the_report,
    not_an_emergency,
    research_needs_approval,
    service_needs_an_agreement,
    outside_the_program,
    protected_after_death,
)
