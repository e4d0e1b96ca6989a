"""Treatment records within the program and around it: 42 CFR 2.12(c)(3) to (5), 2.31(b)(1)."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import AMENDED, NOT_HEALTH_CARE, NOTES
from kinbridge.disclosure.rules.parties import NOT_OVERSIGHT, ReceivedUnder
from kinbridge.disclosure.rules.rule import Rule, allows

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
LENT = frozenset({ReceivedUnder.QSOA, ReceivedUnder.RESEARCH, ReceivedUnder.AUDIT})
"""Ways of holding a record that stays the program's own."""
BACK = OWN_WORK | {Purpose.AUDIT_EVALUATION, Purpose.RESEARCH}
NO_SERVANTS = NOT_HEALTH_CARE | NOT_OVERSIGHT
"""Whom no agreement makes a helper of the program."""
SERVICE = frozenset({Purpose.PAYMENT, Purpose.OPERATIONS, Purpose.QUALITY_MEASUREMENT})


@allows(
    "42 CFR 2.12(c)(3)(i)",
    "42 CFR 2.13(a)",
    id="P2-07",
    limits=("what your work in the program needs",),
    obligations=(Must.MINIMUM,),
)
def own_program(ask: Ask) -> bool:
    """You work in the program that made this record, and need it for that work."""
    return ask.by_own_program and ask.item.at_source and ask.purpose in OWN_WORK and ask.item.category is not NOTES


@allows(
    "42 CFR 2.12(c)(3)(ii)",
    "42 CFR 2.13(a)",
    id="P2-07c",
    limits=("what your part in the program's service needs",),
    obligations=(Must.MINIMUM,),
)
def controlling_entity(ask: Ask) -> bool:
    """You work for the organization that directly runs the program, on what the program's service needs."""
    controls = ask.by_own_organization and ask.facts.runs_the_program is True
    return controls and ask.item.at_source and ask.purpose in SERVICE and ask.item.category is not NOTES


@allows("42 CFR 2.31(b)(1)(i)", id="P2-07o", obligations=(Must.SEGREGATE,))
def originator_of_the_notes(ask: Ask) -> bool:
    """The counselor who wrote the counseling notes uses them to treat the person."""
    wrote = ask.by_own_program and ask.asker.role == "originating_counselor" and ask.item.category is NOTES
    return wrote and ask.item.at_source and ask.purpose is Purpose.TREATMENT


@allows(
    "42 CFR 2.31(b)(1)(ii)",
    id="P2-07t",
    limits=("what supervised training needs",),
    obligations=(Must.MINIMUM, Must.SEGREGATE),
)
def training_in_the_program(ask: Ask) -> bool:
    """The program's own trainees learn from counseling notes under supervision."""
    inside = ask.by_own_program and ask.item.at_source and ask.item.category is NOTES
    return inside and ask.purpose is Purpose.OPERATIONS and ask.asker.role == "trainee"


@allows(
    "42 CFR 2.11 (QSO)",
    "42 CFR 2.12(c)(4)",
    id="P2-08",
    limits=("information needed for the service",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.KEEP_LABEL),
)
def service_organization(ask: Ask) -> Authority | None:
    """You serve the program under a signed service organization agreement, and need this for the service."""
    return ask.paper(Kind.QSOA) if _serves(ask) else None


@allows(
    "42 CFR 2.11 (QSO)",
    "42 CFR 2.12(c)(4)",
    "45 CFR 164.504(e)",
    id="P2-08a",
    since=AMENDED,
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    limits=("information needed for the service",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.KEEP_LABEL),
)
def business_associate_of_the_program(ask: Ask) -> Authority | None:
    """You serve the program, which is itself under HIPAA, as its business associate, and need this for the service."""
    return ask.paper(Kind.BUSINESS_ASSOCIATE) if _serves(ask) else None


def _serves(ask: Ask) -> bool:
    serves = ask.purpose in SERVICE and ask.asker.kind not in NO_SERVANTS
    return serves and ask.item.at_source and ask.item.category is not NOTES


@allows(
    "42 CFR 2.11 (QSO)",
    "42 CFR 2.52(b)",
    "42 CFR 2.53(f)",
    id="P2-08r",
    limits=("what your work in the program needs",),
    obligations=(Must.MINIMUM,),
)
def back_to_the_program(ask: Ask) -> bool:
    """You work in the program that made this record; whoever served, studied or audited it may give it back."""
    return ask.by_own_program and ask.item.received_under in LENT and ask.purpose in BACK


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


RULES: tuple[Rule, ...] = (
    own_program,
    controlling_entity,
    originator_of_the_notes,
    training_in_the_program,
    service_organization,
    business_associate_of_the_program,
    back_to_the_program,
    crime_at_the_program,
    program_defends_itself,
)
