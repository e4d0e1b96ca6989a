"""Treatment records: what the law allows without consent. 42 CFR 2.12(c)(6), 2.15, 2.23 and subpart D."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind, Term
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.disclosure.rules.access import FEDERAL_REVIEWER, acts_for_the_person, threat_to_a_young_person
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import AMENDED, NOTES
from kinbridge.disclosure.rules.parties import NOT_OVERSIGHT, PROVIDERS, ReceivedUnder
from kinbridge.disclosure.rules.reports import approved_study, takes_notices, takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies

NOT_MEDICAL = frozenset(
    "billing_office billing_contractor registrar care_navigator evaluator mdt posc_team program_counsel".split()
)
"""Who works at a hospital or clinic and meets no medical emergency."""


@allows(
    "42 CFR 2.12(c)(6)",
    "42 USC 290dd-2(e)",
    id="P2-10",
    limits=("facts required by state reporting law",),
    confidence=Confidence.VERIFIED,
    review=True,
    obligations=(Must.MINIMUM, Must.NO_PROCEEDINGS),
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
    "42 CFR 2.51(a)(1)",
    "42 CFR 2.51(c)",
    id="P2-11",
    limits=("what the emergency needs",),
    obligations=(Must.LOG_EMERGENCY, Must.MINIMUM),
)
def medical_emergency(ask: Ask) -> Held:
    """Medical staff need this to meet an emergency, and the person cannot give consent."""
    emergency = ask.purpose is Purpose.MEDICAL_EMERGENCY and ask.facts.program_closed is not True
    if not emergency or not _medical_and_without_consent(ask):
        return False
    return ask.paper_held(Kind.EMERGENCY) or ask.facts.able_to_consent is False


def _medical_and_without_consent(ask: Ask) -> bool:
    refused = ask.facts.able_to_consent is True or ask.facts.consent_refused is True
    medical = ask.asker.kind in PROVIDERS and ask.asker.role not in NOT_MEDICAL
    return medical and ask.item.category is not NOTES and not refused


@allows(
    "42 CFR 2.51(a)(2)",
    id="P2-11c",
    limits=("what is needed until the program opens again",),
    obligations=(Must.LOG_EMERGENCY, Must.MINIMUM),
)
def program_closed_by_a_disaster(ask: Ask) -> Held:
    """A declared disaster closed the program and its forms are out of reach; medical staff go on with the treatment."""
    if ask.facts.program_closed is not True or not _medical_and_without_consent(ask):
        return False
    if ask.purpose is Purpose.MEDICAL_EMERGENCY:
        return ask.paper_held(Kind.EMERGENCY) or True
    return ask.purpose is Purpose.TREATMENT and ask.paper_held(Kind.EMERGENCY)


@allows(
    "42 CFR 2.52",
    id="P2-12",
    limits=("what the approved study needs",),
    obligations=(Must.NO_REIDENTIFICATION, Must.SECURITY, Must.DESTROY),
)
def research(ask: Ask) -> Authority | None:
    """The study has its approval, waiver or consent on file, and may not identify anyone."""
    return approved_study(ask) if _rightly_held(ask) else None


@allows(
    "42 CFR 2.53",
    id="P2-13",
    limits=("the records the audit needs",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.SECURITY, Must.DESTROY),
)
def audit_or_evaluation(ask: Ask) -> Authority | None:
    """A funder, regulator or payer audits the program under a written agreement; never to decide about a person."""
    audits = ask.purpose is Purpose.AUDIT_EVALUATION and _rightly_held(ask) and ask.asker.kind not in NOT_OVERSIGHT
    return ask.paper(Kind.AUDIT, Term.WRITTEN) if audits else None


def _rightly_held(ask: Ask) -> bool:
    """By the program, or by one who has it by the patient's consent; not by another study, audit or report."""
    return ask.item.at_source or ask.item.received_under in (ReceivedUnder.CONSENT, ReceivedUnder.TPO_CONSENT)


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


@allows(
    "42 CFR 2.15(b)(1)", id="P2-25", limits=("information relating to cause of death",), obligations=(Must.MINIMUM,)
)
def cause_of_death(ask: Ask) -> Authority | None:
    """The law lets a medical examiner or vital records office ask about the cause of this death."""
    if ask.asker.kind is not OrganizationKind.MEDICAL_EXAMINER or not ask.facts.deceased:
        return None
    return ask.paper(Kind.STATE_LAW, Term.CAUSE_OF_DEATH)


@allows("42 CFR 2.23(a)", "45 CFR 164.524", id="P2-19", must=True, obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> bool:
    """The person asks for their own record; they need no consent."""
    return ask.to_self and ask.sought is Sought.RECORD and ask.item.category is not NOTES and not ask.facts.deceased


@allows("42 CFR 2.14", "42 CFR 2.15", "45 CFR 164.502(g)", id="P2-20", obligations=(Must.VERIFY_IDENTITY,))
def representative(ask: Ask) -> Held:
    """The law lets this person act for the one the record is about, and the proof is on file."""
    return ask.purpose is Purpose.SELF_ACCESS and ask.item.category is not NOTES and acts_for_the_person(ask)


@allows(
    "42 CFR 2.14",
    id="P2-20t",
    review=True,
    limits=("facts that bear on the threat",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE),
)
def threat_to_life(ask: Ask) -> Held:
    """A young person cannot decide well and someone is in danger; a parent is told what bears on the danger."""
    return ask.item.category is not NOTES and threat_to_a_young_person(ask)


@allows(
    "42 CFR 2.3", "45 CFR 164.502(a)(2)", id="P2-26", since=AMENDED, must=True, obligations=(Must.VERIFY_RECIPIENT,)
)
def federal_compliance_review(ask: Ask) -> bool:
    """The federal office that enforces these rules reviews the program."""
    return ask.asker.role == FEDERAL_REVIEWER and ask.purpose is Purpose.AUDIT_EVALUATION


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


RULES: tuple[Rule, ...] = (
    report_of_child_abuse,
    notice_without_names,
    medical_emergency,
    program_closed_by_a_disaster,
    research,
    audit_or_evaluation,
    public_health,
    cause_of_death,
    own_record,
    representative,
    threat_to_life,
    federal_compliance_review,
    public_health_gets_no_names,
)
