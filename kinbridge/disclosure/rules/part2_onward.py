"""Treatment records in someone else's hands: who may pass them on. 42 CFR 2.12(d), 2.32, 2.33 and 2.53."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Defect, Form, Gap, Kind
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import CHILD_WELFARE, OrganizationKind, Purpose
from kinbridge.disclosure.rules import hipaa
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import AMENDED, NOTES
from kinbridge.disclosure.rules.parties import COVERED, FOR_STUDY, MONITORS, ReceivedUnder
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Rule, allows, denies, withholds

_UNDER_HIPAA = COVERED | {OrganizationKind.MEDICAID_AGENCY}
BY_CONSENT = (ReceivedUnder.CONSENT, ReceivedUnder.TPO_CONSENT)
_AGAINST_SOMEONE = frozenset(
    {
        Purpose.COURT_PROCEEDING_AGAINST_PATIENT,
        Purpose.COURT_PROCEEDING_OTHER,
        Purpose.LAW_ENFORCEMENT,
        Purpose.CHILD_PROTECTION_INVESTIGATION,
    }
)


def source_consent(ask: Ask) -> Authority | None:
    """The single consent by which a holder under HIPAA has the record, good today or taken back without its knowing."""
    if ask.item.received_under is not ReceivedUnder.TPO_CONSENT or ask.item.category is NOTES:
        return None
    covered = ask.facts.holder_is_covered_entity
    if covered is False or (covered is None and ask.item.holder_kind not in _UNDER_HIPAA):
        return None
    # What a covered holder already has it may go on using for its own care (2.31(a)(6)).
    keeps = ask.facts.holder_knows_of_revocation is False or ask.by_own_organization
    forgiven = frozenset({Defect.WITHDRAWN}) if keeps else frozenset()
    for paper, wrong, short in ask.consents:
        if paper.form is Form.TPO and wrong <= forgiven and not {Gap.SUBJECT, Gap.DISCLOSER, Gap.CATEGORY} & set(short):
            return paper
    return None


@allows(
    "42 CFR 2.33(b)(1)",
    "45 CFR 164.506(c)",
    "42 CFR 2.32",
    id="P2-21",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    obligations=(Must.NOTICE, Must.CONSENT_COPY, Must.NO_PROCEEDINGS, Must.KEEP_LABEL),
)
def onward_for_treatment(ask: Ask) -> Authority | None:
    """A provider or plan that received this under the single consent shares it again for treatment, as HIPAA allows."""
    paper = source_consent(ask)
    return paper if paper and any(rule.holds(ask) for rule in hipaa.WITHIN_HEALTH_CARE) else None


@allows(
    "42 CFR 2.33(b)(1)",
    "45 CFR 164.506(c)",
    "45 CFR 164.502(b)",
    "42 CFR 2.32",
    id="P2-21p",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    limits=("what the payment or operation needs",),
    obligations=(Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.NO_PROCEEDINGS, Must.KEEP_LABEL),
)
def onward_for_payment_or_operations(ask: Ask) -> Authority | None:
    """A provider or plan that received this under the single consent shares it for payment or operations, as HIPAA
    allows."""
    paper = source_consent(ask)
    return paper if paper and (hipaa.payment.holds(ask) or hipaa.operations.holds(ask)) else None


@allows(
    "42 CFR 2.33(b)(1)",
    "45 CFR 164.502(e)",
    "45 CFR 164.504(e)",
    "45 CFR 164.502(b)",
    id="P2-21b",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    limits=("minimum necessary for the operations function",),
    obligations=(Must.MINIMUM, Must.NO_PROCEEDINGS, Must.KEEP_LABEL),
)
def onward_to_a_business_associate(ask: Ask) -> Authority | None:
    """You work, under an agreement, for the provider or plan that received this under the single consent."""
    paper = source_consent(ask)
    return paper if paper and hipaa.business_associate.holds(ask) else None


@allows(
    "42 CFR 2.33(b)(1)",
    "45 CFR 164.512(b)(1)(ii)",
    id="P2-21c",
    since=AMENDED,
    review=True,
    confidence=Confidence.KNOWLEDGE_LOW,
    limits=("facts required by state reporting law",),
    obligations=(Must.MINIMUM, Must.NO_PROCEEDINGS, Must.ACCOUNTING),
)
def onward_report(ask: Ask) -> Authority | None:
    """A provider that received this under the single consent makes a required report: never the chart."""
    return takes_reports(ask) if source_consent(ask) else None


@allows(
    "42 CFR 2.33(b)(3)",
    "42 CFR 2.33(c)",
    id="P2-22",
    limits=("what the contractor's work needs",),
    obligations=(Must.MINIMUM, Must.NO_REDISCLOSURE, Must.CONTRACT),
)
def contractor(ask: Ask) -> Authority | None:
    """You do payment or operations work for the one who holds this, under a contract that binds you to part 2."""
    received = ask.item.received_under in BY_CONSENT
    work = ask.purpose in (Purpose.PAYMENT, Purpose.OPERATIONS) and ask.item.category is not NOTES
    return ask.paper(Kind.CONTRACT) if received and work and _consented_work(ask) else None


def _consented_work(ask: Ask) -> bool:
    """Whether the person's consent was for payment or operations in the first place."""
    return any(
        not wrong and ask.purpose in paper.purposes and not {Gap.SUBJECT, Gap.DISCLOSER, Gap.CATEGORY} & set(short)
        for paper, wrong, short in ask.consents
    )


@allows(
    "42 CFR 2.35(d)",
    id="P2-06d",
    limits=("what bears on the condition",),
    obligations=(Must.MINIMUM, Must.NO_PROCEEDINGS, Must.NO_REDISCLOSURE),
)
def within_the_criminal_case(ask: Ask) -> Authority | None:
    """Those who watch over one condition of release may tell each other of it, and use it for nothing else."""
    held = ask.item.received_under is ReceivedUnder.CONSENT and ask.item.holder_kind in MONITORS
    watches = ask.asker.kind in MONITORS and ask.purpose is Purpose.LAW_ENFORCEMENT
    return _condition(ask) if held and watches and ask.item.category is not NOTES else None


def _condition(ask: Ask) -> Authority | None:
    """A criminal-justice consent that is good today, whomever it names."""
    forms = (paper for paper, wrong, _ in ask.consents if paper.form is Form.CRIMINAL_JUSTICE and not wrong)
    return next(forms, None)


@allows(
    "42 CFR 2.51",
    "45 CFR 164.506(c)",
    id="P2-30",
    confidence=Confidence.KNOWLEDGE_LOW,
    obligations=(Must.NO_PROCEEDINGS, Must.KEEP_LABEL),
)
def after_the_emergency(ask: Ask) -> bool:
    """The hospital that received this in an emergency goes on treating the person."""
    received = ask.item.received_under is ReceivedUnder.EMERGENCY and ask.item.category is not NOTES
    return received and ask.by_own_organization and ask.by_provider and ask.purpose in hipaa.TREATMENT


@allows(
    "42 CFR 2.12(c)(6)",
    id="P2-32",
    review=True,
    confidence=Confidence.KNOWLEDGE_LOW,
    limits=("what the child's safety needs",),
    obligations=(Must.MINIMUM, Must.NO_PROCEEDINGS),
)
def report_within_the_agency(ask: Ask) -> bool:
    """The agency that took the report works with it for the child's safety; it does not take it to court."""
    took = ask.item.received_under is ReceivedUnder.MANDATED_REPORT and ask.asker.kind in CHILD_WELFARE
    for_safety = ask.purpose in (Purpose.CHILD_PROTECTION_INVESTIGATION, Purpose.CASE_PLANNING)
    return took and for_safety and ask.by_own_organization


@denies(
    "42 CFR 2.11 (QSO)",
    "42 CFR 2.12(c)(4)",
    id="D-10",
    obligations=(Must.NOTIFY_PROGRAM,),
    opens="A consent that names {asker}; ask the program, not its contractor.",
)
def service_organization_passes_nothing_on(ask: Ask) -> bool:
    """Whoever serves or hosts a treatment program may show its records to no one but the program."""
    if ask.item.received_under is not ReceivedUnder.QSOA:
        return False
    return not (ask.by_own_program or ask.by_own_organization or ask.to_self or ask.has_part2_consent)


@denies("42 CFR 2.62", "42 CFR 2.53(f)", "42 CFR 2.52(b)", id="D-13", confidence=Confidence.VERIFIED)
def studies_and_audits_never_turn_on_patients(ask: Ask) -> bool:
    """What a researcher or auditor received is never used to investigate a patient, not even by court order."""
    return ask.item.received_under in FOR_STUDY and ask.purpose in _AGAINST_SOMEONE


@withholds("42 CFR 2.32", "42 CFR 2.33(b)", id="D-09", opens="A consent that names {asker} as well.")
def recipients_do_not_pass_it_on(ask: Ask) -> bool:
    """Whoever received a treatment record by consent may not pass it on, unless the person named the next one too."""
    return not ask.item.at_source and ask.item.received_under in (*BY_CONSENT, None)


@withholds("42 CFR 2.53(f)", "42 CFR 2.52(b)", id="P2-13r", opens="A consent that names {asker}; ask the program.")
def only_for_the_study_or_audit(ask: Ask) -> bool:
    """What was given for a study or an audit goes back to the program, and to no one else."""
    return ask.item.received_under in FOR_STUDY


@withholds("42 CFR 2.35(d)", id="P2-06r")
def only_for_the_condition(ask: Ask) -> bool:
    """What came by a criminal-justice consent is for that condition of release, and for nothing else."""
    held = not ask.item.at_source and any(paper.form is Form.CRIMINAL_JUSTICE for paper, _, _ in ask.consents)
    return held and ask.item.holder_kind in MONITORS


@withholds("42 CFR 2.12(d)(2)", id="D-09s", obligations=(Must.SEGREGATE,))
def keep_the_treatment_part_apart(ask: Ask) -> bool:
    """The rest of the plan or the minutes may go; the treatment part is kept apart from it."""
    shared = ask.purpose in (Purpose.CASE_PLANNING, Purpose.STAFFING_MEETING) and ask.item.holder_kind in CHILD_WELFARE
    return shared and ask.item.received_under in BY_CONSENT


@withholds(
    "42 CFR 2.33(b)(1)",
    "42 CFR 2.31(a)(4)(iii)",
    id="P2-21n",
    obligations=(Must.CORRECTED_CONSENT,),
    opens="A current consent for treatment, payment and operations, or one that names {asker}.",
)
def specific_consents_are_not_shared_again(ask: Ask) -> bool:
    """An older or specific consent told the person nothing of sharing again under HIPAA, so it does not allow that."""
    by_consent = ask.item.received_under is ReceivedUnder.CONSENT and ask.item.holder_kind in _UNDER_HIPAA
    return by_consent and ask.by_health_care


@withholds("42 CFR 2.33(b)(2)", "42 CFR 2.33(b)(3)", id="P2-22n", since=AMENDED)
def only_health_care_shares_again(ask: Ask) -> bool:
    """Only a provider or plan under HIPAA may share again what came by the single consent; others keep to its words."""
    single = ask.item.received_under is ReceivedUnder.TPO_CONSENT
    return single and ask.item.holder_kind not in _UNDER_HIPAA


@withholds("42 CFR 2.33(b)(1)", "45 CFR 164.508(a)", id="P2-21o", since=AMENDED)
def hipaa_does_not_reach_so_far(ask: Ask) -> bool:
    """A provider or plan shares this again only where HIPAA allows it, and HIPAA does not allow this."""
    return ask.item.received_under is ReceivedUnder.TPO_CONSENT and ask.item.holder_kind in _UNDER_HIPAA


@withholds("42 CFR 2.12(c)(6)", id="P2-32n", obligations=(Must.NOTIFY_COURT,), review=True)
def report_is_no_evidence(ask: Ask) -> bool:
    """Whether a report may be used in court is argued both ways; counsel decides before anyone files it."""
    return ask.item.received_under is ReceivedUnder.MANDATED_REPORT and ask.in_court


RULES: tuple[Rule, ...] = (
    onward_for_treatment,
    onward_for_payment_or_operations,
    onward_to_a_business_associate,
    onward_report,
    contractor,
    within_the_criminal_case,
    after_the_emergency,
    report_within_the_agency,
    service_organization_passes_nothing_on,
    studies_and_audits_never_turn_on_patients,
    recipients_do_not_pass_it_on,
    only_for_the_study_or_audit,
    only_for_the_condition,
    keep_the_treatment_part_apart,
    specific_consents_are_not_shared_again,
    only_health_care_shares_again,
    hipaa_does_not_reach_so_far,
    report_is_no_evidence,
)
