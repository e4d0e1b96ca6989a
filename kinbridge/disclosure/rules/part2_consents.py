"""Treatment records: what the patient's consent allows. 42 CFR part 2, subpart C."""

from __future__ import annotations

from kinbridge.consents.rules import TREATING_MEMBERS, Authority, Form, Kind, Signer, names_recipient
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import MINORS, OrganizationKind, Purpose, Relation, Standing
from kinbridge.disclosure.rules.access import names_no_one, threat_to_a_young_person
from kinbridge.disclosure.rules.ask import Ask, first
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import AMENDED, COMMUNITY, NOT_HEALTH_CARE, NOTES, is_intermediary
from kinbridge.disclosure.rules.parties import FOR_STUDY, MONITORS
from kinbridge.disclosure.rules.rule import Rule, allows, denies

WITH_CONSENT = (Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.NO_PROCEEDINGS, Must.LOG_PART2)
TO_ONE_NAMED = (*WITH_CONSENT, Must.NO_REDISCLOSURE, Must.ENDS)
OUTSIDERS = frozenset({Standing.LANDLORD, Standing.EMPLOYER, Standing.PUBLIC})
PARENTS = frozenset({Standing.PARENT, Standing.OTHER_PARENT, Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER})
MONITORED = ("attendance", "progress", "toxicology_results")
SIGN_FOR_ANOTHER = frozenset({Signer.GUARDIAN, Signer.REPRESENTATIVE})
NO_ONE: frozenset[Signer] = frozenset()
OPERATIONS = frozenset({Purpose.PAYMENT, Purpose.OPERATIONS, Purpose.QUALITY_MEASUREMENT})


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
    return None if _is_no_treatment(ask) else _single_consent(ask)


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
    return _single_consent(ask) if _is_no_treatment(ask) else None


def _is_no_treatment(ask: Ask) -> bool:
    """Payment or operations; coordinating care is that where a plan does it (45 CFR 164.501)."""
    plan = ask.asker.kind is OrganizationKind.HEALTH_PLAN and ask.purpose is Purpose.CARE_COORDINATION
    return plan or ask.purpose in OPERATIONS


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
    "42 CFR 2.31",
    "42 CFR 2.33(a)(1)",
    "42 CFR 2.13(a)",
    "42 CFR 2.32",
    id="P2-03",
    confidence=Confidence.VERIFIED,
    obligations=TO_ONE_NAMED,
)
def specific_consent(ask: Ask) -> Authority | None:
    """The person signed a consent that names you, this kind of record and this purpose."""
    plain = ask.item.subject_role is not Relation.YOUTH and ask.purpose is not Purpose.PLAN_OF_SAFE_CARE
    return _specific(ask, without=SIGN_FOR_ANOTHER) if plain else None


@allows(
    "42 CFR 2.31",
    "42 CFR 2.33(a)(1)",
    "42 CFR 2.32",
    "42 USC 5106a(b)(2)(B)(iii)",
    id="P2-03s",
    confidence=Confidence.VERIFIED,
    obligations=TO_ONE_NAMED,
)
def consent_for_the_plan_of_safe_care(ask: Ask) -> Authority | None:
    """The person signed a consent that names you as one of those who make or carry out the plan of safe care."""
    plan = ask.item.subject_role is not Relation.YOUTH and ask.purpose is Purpose.PLAN_OF_SAFE_CARE
    return _specific(ask, without=SIGN_FOR_ANOTHER) if plan else None


@allows(
    "42 CFR 2.15(a)(1)",
    "42 CFR 2.31",
    "42 CFR 2.33(a)(1)",
    id="P2-03g",
    confidence=Confidence.VERIFIED,
    obligations=TO_ONE_NAMED,
)
def guardian_signed(ask: Ask) -> Authority | None:
    """The guardian a court appointed signed, for someone who cannot decide, a consent that names you and this."""
    grown = ask.item.subject_role not in MINORS and not ask.facts.deceased
    return _specific(ask, by=SIGN_FOR_ANOTHER) if grown else None


@allows(
    "42 CFR 2.15(b)(2)",
    "42 CFR 2.31",
    "42 CFR 2.33(a)(1)",
    id="P2-03d",
    confidence=Confidence.VERIFIED,
    obligations=TO_ONE_NAMED,
)
def signed_for_one_who_died(ask: Ask) -> Authority | None:
    """Whoever the law lets act for the one who died signed a consent that names you and this."""
    return _specific(ask, by=SIGN_FOR_ANOTHER) if ask.facts.deceased else None


@allows(
    "42 CFR 2.31(a)(4)(i)",
    "42 CFR 2.33(a)(1)",
    "42 CFR 2.32",
    id="P2-03n",
    since=AMENDED,
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    obligations=TO_ONE_NAMED,
)
def named_beside_the_class(ask: Ask) -> Authority | None:
    """The person's consent for treatment, payment and operations also names your community organization."""
    if ask.asker.kind not in COMMUNITY or ask.item.category is NOTES:
        return None
    return first(paper for paper in ask.part2_consents(Form.TPO) if names_recipient(paper, ask.wanted))


@allows("42 CFR 2.14(a)", "42 CFR 2.31", id="P2-03y", confidence=Confidence.VERIFIED, obligations=TO_ONE_NAMED)
def young_person_alone(ask: Ask) -> Authority | None:
    """A young person who may consent to treatment alone signed a consent that names you and this purpose."""
    alone = ask.item.subject_role is Relation.YOUTH and ask.facts.minor_signs_alone is True
    return _specific(ask) if alone else None


@allows("42 CFR 2.14(b)", "42 CFR 2.31", id="P2-03p", confidence=Confidence.VERIFIED, obligations=TO_ONE_NAMED)
def young_person_and_parent(ask: Ask) -> Authority | None:
    """The young person and a parent both signed, as this state asks, a consent that names you and this purpose."""
    both = ask.item.subject_role is Relation.YOUTH and ask.facts.minor_signs_alone is not True
    return _specific(ask) if both else None


def _specific(
    ask: Ask, *, by: frozenset[Signer] | None = None, without: frozenset[Signer] = NO_ONE
) -> Authority | None:
    """An ordinary consent, where no rule of its own governs the record, the purpose, the asker or the signer."""
    own_rule = ask.item.category is NOTES or ask.in_court or ask.asker.role == "central_registry"
    if (
        own_rule
        or ask.item.received_under in FOR_STUDY
        or ask.asker.kind is OrganizationKind.PRESCRIPTION_MONITOR
        or is_intermediary(ask)
    ):
        return None
    signed = (paper for paper in ask.part2_consents(Form.SPECIFIC) if Signer.DIRECTOR not in paper.signers)
    return first(paper for paper in signed if paper.signers.isdisjoint(without) and (by is None or paper.signers & by))


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
    "42 CFR 2.35(c)",
    id="P2-06c",
    limits=MONITORED,
    obligations=(*WITH_CONSENT, Must.NO_REDISCLOSURE),
)
def criminal_justice_consent_holds(ask: Ask) -> Authority | None:
    """The person took this consent back, but agreed that it holds until the criminal case is decided."""
    return _monitoring(ask, taken_back=True)


@allows(
    "42 CFR 2.35",
    id="P2-06",
    limits=MONITORED,
    obligations=(*WITH_CONSENT, Must.NO_REDISCLOSURE),
)
def criminal_justice_consent(ask: Ask) -> Authority | None:
    """Treatment is a condition in the criminal case, the person consented, and you monitor that condition."""
    return _monitoring(ask, taken_back=False)


def _monitoring(ask: Ask, *, taken_back: bool) -> Authority | None:
    if ask.item.category is NOTES or ask.purpose is not Purpose.LAW_ENFORCEMENT or ask.asker.kind not in MONITORS:
        return None
    papers = ask.part2_consents(Form.CRIMINAL_JUSTICE)
    return first(paper for paper in papers if (paper.revoked is not None and paper.revoked <= ask.day) is taken_back)


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
    if ask.asker.kind is not OrganizationKind.HEALTH_EXCHANGE and not ask.by_provider:
        return None
    # The limit to members who treat the person stands in the form, or in the exchange's agreement with the program.
    agreed = is_intermediary(ask) and ask.paper(Kind.INTERMEDIARY) is not None
    both = ask.part2_consents(Form.SPECIFIC, Form.TPO)
    return first(paper for paper in both if agreed or TREATING_MEMBERS in paper.recipients)


@allows(
    "42 CFR 2.36",
    id="P2-24",
    limits=("the dispensing report that state law asks for",),
    obligations=(*WITH_CONSENT, Must.CHECK_STATE_LAW),
)
def prescription_monitoring(ask: Ask) -> Authority | None:
    """State law asks for the dispensing report, and the person consented to it. No more than that report goes."""
    monitor = ask.asker.kind is OrganizationKind.PRESCRIPTION_MONITOR and ask.item.category is not NOTES
    return ask.part2_consent(Form.SPECIFIC) if monitor else None


@allows("42 CFR 2.15(a)(2)", id="P2-27", limits=("payment information",), obligations=WITH_CONSENT)
def directors_consent_for_payment(ask: Ask) -> Authority | None:
    """The person is too ill to decide, and the program's director consented so that the plan can pay."""
    if ask.asker.kind is not OrganizationKind.HEALTH_PLAN or ask.purpose is not Purpose.PAYMENT:
        return None
    return first(paper for paper in ask.part2_consents(Form.SPECIFIC) if Signer.DIRECTOR in paper.signers)


@allows(
    "42 CFR 2.34",
    id="P2-29",
    limits=("identity", "drug type and dosage", "relevant dates"),
    obligations=(Must.NOTICE, Must.CONSENT_COPY, Must.MINIMUM, Must.LOG_PART2),
)
def central_registry(ask: Ask) -> Authority | None:
    """A registry that prevents double enrollment gets what it needs, with the person's consent."""
    return ask.part2_consent(Form.SPECIFIC) if ask.asker.role == "central_registry" else None


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


@denies(
    "42 CFR 2.13(a)",
    "45 CFR 164.508(a)(3)",
    id="D-15",
    opens="A consent signed by the person that names {asker} and says what the letter may say.",
)
def not_for_business_or_immigration(ask: Ask) -> bool:
    """Employers, landlords, immigration officers and the press get no treatment record without the person's consent."""
    return ask.asker.kind in OUTSIDERS and not names_no_one(ask) and not ask.has_part2_consent


@denies("42 CFR 2.14", id="D-23", confidence=Confidence.VERIFIED, opens="The young person's own written consent.")
def young_persons_own_treatment(ask: Ask) -> bool:
    """A young person who may consent to treatment alone decides alone whether a parent sees the record."""
    alone = ask.facts.minor_signs_alone is not False and not threat_to_a_young_person(ask)
    young = ask.item.subject_role is Relation.YOUTH
    return young and alone and ask.asker.kind in PARENTS and not ask.has_part2_consent


RULES: tuple[Rule, ...] = (
    single_consent_for_treatment,
    single_consent_for_payment,
    single_consent_to_another_program,
    specific_consent,
    consent_for_the_plan_of_safe_care,
    guardian_signed,
    signed_for_one_who_died,
    named_beside_the_class,
    young_person_alone,
    young_person_and_parent,
    counseling_notes_consent,
    consent_for_a_proceeding,
    criminal_justice_consent_holds,
    criminal_justice_consent,
    through_an_exchange,
    prescription_monitoring,
    directors_consent_for_payment,
    central_registry,
    counseling_notes_need_their_own_consent,
    not_for_business_or_immigration,
    young_persons_own_treatment,
)
