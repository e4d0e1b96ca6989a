"""Records of substance use treatment programs: what the patient's consent allows. 42 CFR part 2, subpart C."""

from __future__ import annotations

from datetime import date

from kinbridge.consents.rules import TREATING_MEMBERS, Authority, Defect, Form, Gap, Kind, Signer, names_recipient
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Standing, Subject
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import CHILD_WELFARE, CHILDS_VOICE, COURTS, LAWYERS, POLICE
from kinbridge.disclosure.rules.rule import Rule, allows, denies, withholds

AMENDED = date(2024, 4, 16)
NOTES = Category.SUD_COUNSELING_NOTES
WITH_CONSENT = (Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.NO_PROCEEDINGS, Must.LOG_PART2)
NOT_HEALTH_CARE = (
    CHILD_WELFARE
    | COURTS
    | POLICE
    | CHILDS_VOICE
    | {
        OrganizationKind.SCHOOL,
        OrganizationKind.PART_C_LEAD_AGENCY,
        OrganizationKind.HOUSING,
        OrganizationKind.HOMELESS_COC,
        OrganizationKind.HOME_VISITING,
        OrganizationKind.PEER_ORGANIZATION,
    }
)
"""Whom a single consent for treatment, payment and operations never reaches."""
COMMUNITY = frozenset({OrganizationKind.COMMUNITY, OrganizationKind.COALITION, OrganizationKind.DV_PROGRAM})
MONEY = frozenset({Purpose.PAYMENT, Purpose.OPERATIONS})


@allows(
    "42 CFR 2.31(a)(4)(i)",
    "42 CFR 2.33(a)(2)",
    "42 CFR 2.32",
    id="P2-01",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    obligations=(*WITH_CONSENT, Must.HIPAA_REDISCLOSURE),
)
def single_consent_for_treatment(ask: Ask) -> Authority | None:
    """The person signed one consent for treatment, payment and operations, and you are a treating provider it means."""
    return None if ask.purpose in MONEY else _single_consent(ask)


@allows(
    "42 CFR 2.33(a)(2)",
    "45 CFR 164.506(c)",
    "45 CFR 164.502(b)",
    id="P2-01b",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    obligations=(*WITH_CONSENT, Must.HIPAA_REDISCLOSURE),
    limits=("what the payment or operation needs",),
)
def single_consent_for_payment(ask: Ask) -> Authority | None:
    """The person signed one consent for treatment, payment and operations, and this payment or operation needs it."""
    return _single_consent(ask) if ask.purpose in MONEY else None


def _single_consent(ask: Ask) -> Authority | None:
    under_hipaa = ask.asker.is_covered or ask.asker.business_associate
    return _reached_by_the_class(ask) if under_hipaa and ask.asker.kind not in NOT_HEALTH_CARE else None


def _reached_by_the_class(ask: Ask) -> Authority | None:
    """From the program itself, or from another program that is not under HIPAA and must keep to the consent."""
    keeps_to_it = ask.item.at_source or ask.facts.holder_is_covered_entity is False
    ordinary = ask.item.category is not NOTES and ask.asker.role != "central_registry"
    return ask.part2_consent(Form.TPO) if keeps_to_it and ordinary and ask.in_class else None


@allows(
    "42 CFR 2.31(a)(4)(i)",
    "42 CFR 2.33(b)(2)",
    "42 CFR 2.32",
    id="P2-02",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    obligations=(*WITH_CONSENT, Must.KEEP_LABEL),
)
def single_consent_to_another_program(ask: Ask) -> Authority | None:
    """The person signed one consent for treatment, payment and operations, and you work in another program."""
    return _reached_by_the_class(ask) if ask.asker.part2_program and not ask.asker.is_covered else None


@allows(
    "42 CFR 2.31(a)",
    "42 CFR 2.33(a)(1)",
    "42 CFR 2.13(a)",
    "42 CFR 2.32",
    id="P2-03",
    confidence=Confidence.VERIFIED,
    obligations=(*WITH_CONSENT, Must.NO_REDISCLOSURE, Must.ENDS),
)
def specific_consent(ask: Ask) -> Authority | None:
    """The person signed a consent that names you, this kind of record and this purpose."""
    if ask.item.category is NOTES or ask.in_court or ask.asker.role == "central_registry":
        return None
    paper = ask.part2_consent(Form.SPECIFIC)
    return _named_beside_the_class(ask) if paper is None or Signer.DIRECTOR in paper.signers else paper


def _named_beside_the_class(ask: Ask) -> Authority | None:
    """A single consent that also names a community organization is, for that one, a specific consent."""
    paper = ask.part2_consent(Form.TPO) if ask.asker.kind in COMMUNITY else None
    return paper if paper and names_recipient(paper, ask.wanted) else None


@allows(
    "42 CFR 2.31(b)",
    id="P2-04",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
    review=True,
    obligations=(*WITH_CONSENT, Must.SEGREGATE),
)
def counseling_notes_consent(ask: Ask) -> Authority | None:
    """The person signed a separate consent for the counseling notes that names you and this purpose."""
    return ask.part2_consent(Form.COUNSELING_NOTES) if ask.item.category is NOTES else None


@allows(
    "42 CFR 2.31",
    "42 CFR 2.31(d)",
    "42 CFR 2.32",
    id="P2-05",
    confidence=Confidence.VERIFIED,
    review=True,
    obligations=(Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.LOG_PART2),
)
def consent_for_a_proceeding(ask: Ask) -> Authority | None:
    """The person signed a separate consent for use in this proceeding, and for nothing else."""
    return ask.part2_consent(Form.PROCEEDING) if ask.in_court and ask.item.category is not NOTES else None


@allows(
    "42 CFR 2.35",
    id="P2-06",
    limits=("attendance", "progress", "toxicology_results"),
    obligations=(*WITH_CONSENT, Must.NO_REDISCLOSURE),
)
def criminal_justice_consent(ask: Ask) -> Authority | None:
    """Treatment is a condition in the criminal case, the person consented, and you monitor that condition."""
    monitors = ask.asker.kind in POLICE or ask.asker.kind is OrganizationKind.COURT
    ordinary = ask.item.category is not NOTES and ask.purpose is Purpose.LAW_ENFORCEMENT
    return ask.part2_consent(Form.CRIMINAL_JUSTICE) if monitors and ordinary else None


@allows(
    "42 CFR 2.24",
    "42 CFR 2.31(a)(4)(ii)",
    id="P2-23",
    since=AMENDED,
    obligations=(*WITH_CONSENT, Must.INTERMEDIARY_LIST),
)
def through_an_exchange(ask: Ask) -> Authority | None:
    """The consent names the exchange, and limits it to members who treat the person."""
    if ask.purpose is not Purpose.TREATMENT or ask.item.category is NOTES:
        return None
    exchange = ask.asker.kind is OrganizationKind.HEALTH_EXCHANGE
    paper = ask.part2_consent(Form.SPECIFIC, Form.TPO) if exchange or ask.by_provider else None
    return paper if paper and TREATING_MEMBERS in paper.recipients else None


@allows("42 CFR 2.36", id="P2-24", limits=("the dispensing report that state law asks for",), obligations=WITH_CONSENT)
def prescription_monitoring(ask: Ask) -> Authority | None:
    """State law asks for the dispensing report, and the person consented to it."""
    if ask.asker.kind is not OrganizationKind.PRESCRIPTION_MONITOR or ask.paper(Kind.STATE_LAW) is None:
        return None
    return ask.part2_consent(Form.SPECIFIC)


@allows("42 CFR 2.15(a)(2)", id="P2-27", limits=("payment information",), obligations=WITH_CONSENT)
def directors_consent_for_payment(ask: Ask) -> Authority | None:
    """The person is too ill to decide, and the program's director consented so that the plan can pay."""
    plan = ask.asker.kind is OrganizationKind.HEALTH_PLAN and ask.purpose is Purpose.PAYMENT
    paper = ask.part2_consent(Form.SPECIFIC) if plan else None
    return paper if paper and Signer.DIRECTOR in paper.signers else None


@allows(
    "42 CFR 2.34",
    id="P2-29",
    limits=("identity", "drug type and dosage", "relevant dates"),
    obligations=(Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.LOG_PART2),
)
def central_registry(ask: Ask) -> Authority | None:
    """A registry that prevents double enrollment gets what it needs, with the person's consent."""
    return ask.part2_consent(Form.SPECIFIC) if ask.asker.role == "central_registry" else None


# ── what no consent of another sort opens ────────────────────────────────────


@denies(
    "42 CFR 2.31(b)",
    id="D-06",
    confidence=Confidence.VERIFIED,
    opens="A separate consent for the counseling notes that names {asker} and the purpose of {purpose}.",
)
def counseling_notes_need_their_own_consent(ask: Ask) -> bool:
    """Counseling notes need their own consent; no other consent reaches them."""
    if ask.item.category is not NOTES or ask.to_self or ask.by_own_program:
        return False
    defense = ask.asker.role == "program_counsel" and ask.purpose is Purpose.COURT_PROCEEDING_OTHER
    order = ask.paper(Kind.COURT_ORDER)
    return not (defense or order) and ask.part2_consent(Form.COUNSELING_NOTES) is None


# ── what the law says where nothing allows it ────────────────────────────────


@withholds(
    "42 CFR 2.31",
    "42 CFR 2.13(a)",
    id="P2-00",
    confidence=Confidence.VERIFIED,
    opens="A consent that names {asker}, {record} and the purpose of {purpose}.",
)
def silence(ask: Ask) -> bool:
    """Treatment records stay in the program unless the person consents in writing or the law makes an exception."""
    return True


@withholds("42 CFR 2.13(c)", id="D-03", obligations=(Must.NO_CONFIRMATION,))
def neither_confirm_nor_deny(ask: Ask) -> bool:
    """A treatment program does not even say whether someone is, or ever was, a patient."""
    outside = ask.asker.kind in NOT_HEALTH_CARE | COMMUNITY | LAWYERS or isinstance(ask.asker.kind, Standing)
    return outside and ask.item.at_source and not _is_named(ask) and ask.paper_held(Kind.MANDATED_REPORT) is None


def _is_named(ask: Ask) -> bool:
    return any(Gap.RECIPIENT not in short for _, _, short in ask.consents) or any(
        consent.form is Form.TPO for consent, _, _ in ask.consents
    )


@withholds(
    "42 CFR 2.31(a)(4)(i)",
    "42 CFR 2.33(a)(2)",
    "45 CFR 164.501",
    id="D-05",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
)
def single_consent_is_for_health_care(ask: Ask) -> bool:
    """A consent for treatment, payment and operations reaches health care only, not child welfare, courts or others."""
    outside = not ask.by_health_care
    return outside and any(consent.form is Form.TPO for consent, _, _ in ask.consents)


@withholds("42 CFR 2.31", "42 CFR 2.13(a)", id="D-11", confidence=Confidence.VERIFIED)
def consent_is_not_good(ask: Ask) -> bool:
    """There is a consent on file for this, but it may not be relied on today."""
    return any(wrong and Gap.RECIPIENT not in short for _, wrong, short in ask.consents)


@withholds(
    "42 CFR 2.31(d)",
    id="D-07",
    confidence=Confidence.VERIFIED,
    review=True,
    opens="Two separate forms: one for court, one for the rest.",
)
def court_and_care_on_one_form(ask: Ask) -> bool:
    """One form cannot serve both court and care; until both parts are signed again, neither counts."""
    return any(Defect.LEGAL_COMBINED in wrong for _, wrong, _ in ask.consents)


@withholds("42 CFR 2.31(c)(4)", "45 CFR 164.508(b)(4)", id="D-30", review=True)
def consent_was_forced(ask: Ask) -> bool:
    """A consent that someone was pressed into is no consent; the privacy officer and counsel look at it."""
    return any(wrong & {Defect.KNOWN_FALSE, Defect.CONDITIONED} for _, wrong, _ in ask.consents)


@withholds(
    "42 CFR 2.64",
    "42 CFR 2.31",
    id="D-19",
    opens="The parent's consent that names {asker}, or a court order under 42 CFR 2.64.",
)
def appointment_opens_the_childs_record_only(ask: Ask) -> bool:
    """Being appointed or caring for the child opens the child's record, never the parent's treatment record."""
    childs = CHILDS_VOICE | {Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER, Standing.RELATIVE}
    return ask.asker.kind in childs and ask.item.subject_role not in (Subject.INFANT, Subject.CHILD)


@withholds(
    "42 CFR 2.31",
    "42 CFR 2.13(a)",
    id="D-29",
    opens="A consent that names {asker} and ticks toxicology or medication by name.",
)
def toxicology_and_doses_need_a_tick(ask: Ask) -> bool:
    """Test results and medication doses go outside health care only where the consent ticks them by name."""
    narrow = ask.item.category in (Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION)
    return narrow and any(short == (Gap.CATEGORY,) for _, _, short in ask.consents)


@withholds("42 CFR 2.36", id="P2-24n", opens="A consent that names the monitoring program.")
def monitoring_needs_consent(ask: Ask) -> bool:
    """A report to a prescription monitoring program needs the person's consent, even where state law asks for it."""
    return ask.asker.kind is OrganizationKind.PRESCRIPTION_MONITOR


RULES: tuple[Rule, ...] = (
    single_consent_for_treatment,
    single_consent_for_payment,
    single_consent_to_another_program,
    specific_consent,
    counseling_notes_consent,
    consent_for_a_proceeding,
    criminal_justice_consent,
    through_an_exchange,
    prescription_monitoring,
    directors_consent_for_payment,
    central_registry,
    counseling_notes_need_their_own_consent,
    silence,
    neither_confirm_nor_deny,
    single_consent_is_for_health_care,
    consent_is_not_good,
    court_and_care_on_one_form,
    consent_was_forced,
    appointment_opens_the_childs_record_only,
    toxicology_and_doses_need_a_tick,
    monitoring_needs_consent,
)
