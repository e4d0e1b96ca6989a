"""Health records: 45 CFR part 164, subpart E. Treatment, payment, operations, authorizations and access."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Gap, Kind, Term
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import CHILDREN, Category, OrganizationKind, Purpose, Relation, Standing
from kinbridge.disclosure.rules.access import (
    FEDERAL_REVIEWER,
    acts_for_the_person,
    plain_care_of_a_young_person,
    signed_by_parent,
)
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import NOT_OVERSIGHT, PROVIDERS
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

NOTES = Category.PSYCHOTHERAPY_NOTES
TREATMENT = frozenset({Purpose.TREATMENT, Purpose.MEDICAL_EMERGENCY})
AMONG_PROVIDERS = TREATMENT | {Purpose.CARE_COORDINATION, Purpose.PLAN_OF_SAFE_CARE, Purpose.FOSTER_CARE_HEALTH}
"""Between providers, coordinating care is treatment (45 CFR 164.501)."""
SERVICES = AMONG_PROVIDERS | {
    Purpose.PAYMENT,
    Purpose.OPERATIONS,
    Purpose.QUALITY_MEASUREMENT,
    Purpose.AUDIT_EVALUATION,
}
"""What others do for a provider or a plan under a business associate agreement."""
OPERATIONS = frozenset({Purpose.OPERATIONS, Purpose.QUALITY_MEASUREMENT, Purpose.CARE_COORDINATION})
OWN_WORK = (
    AMONG_PROVIDERS
    | OPERATIONS
    | {Purpose.PAYMENT, Purpose.CASE_PLANNING, Purpose.STAFFING_MEETING, Purpose.MANDATED_REPORT}
)
AUTHORIZATIONS = (Form.SPECIFIC, Form.HIPAA_ONLY, Form.TPO, Form.PROCEEDING)


@allows("45 CFR 164.506(c)", id="HP-01", obligations=(Must.VERIFY_RECIPIENT,))
def treatment(ask: Ask) -> bool:
    """You are a health care provider who treats the person, and need this to treat them."""
    return _to_treat(ask) and not (_of_substance_use(ask) and ask.facts.part2_program is False)


@allows(
    "45 CFR 164.506(c)", "42 CFR 2.11 (program)", "42 CFR 2.12(e)(1)", id="HP-01p", obligations=(Must.VERIFY_RECIPIENT,)
)
def treatment_outside_a_program(ask: Ask) -> bool:
    """You treat the person, and this was recorded where substance use treatment is not held out as the work."""
    outside = ask.facts.part2_program is False and ask.facts.federally_assisted is not False
    return _to_treat(ask) and _of_substance_use(ask) and outside


@allows(
    "45 CFR 164.506(c)",
    "42 CFR 2.12(b)",
    id="HP-01f",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    obligations=(Must.VERIFY_RECIPIENT, Must.CHECK_STATE_LAW),
)
def treatment_without_federal_help(ask: Ask) -> bool:
    """You treat the person, and part 2 does not reach a clinic without any federal help; state law may."""
    outside = ask.facts.part2_program is False and ask.facts.federally_assisted is False
    return _to_treat(ask) and _of_substance_use(ask) and outside


def _to_treat(ask: Ask) -> bool:
    return ask.by_provider and ask.asker.treats and ask.purpose in AMONG_PROVIDERS and ask.item.category is not NOTES


def _of_substance_use(ask: Ask) -> bool:
    return ask.item.category is not None and ask.item.category.broader is Category.SUD_TREATMENT


@allows("45 CFR 164.506(c)(1)", "45 CFR 164.502(b)", id="HP-01o", obligations=(Must.MINIMUM,))
def own_organization(ask: Ask) -> bool:
    """You work for the provider or plan that holds this record, and need it for that work."""
    return ask.by_own_organization and ask.purpose in OWN_WORK and ask.item.category is not NOTES


@allows(
    "45 CFR 164.506(c)(3)",
    "45 CFR 164.502(b)",
    id="HP-02",
    limits=("claims data needed for payment",),
    obligations=(Must.MINIMUM,),
)
def payment(ask: Ask) -> bool:
    """A plan or provider needs this to pay, or be paid, for the person's care."""
    pays = ask.asker.kind in PROVIDERS or ask.asker.is_covered
    return ask.purpose is Purpose.PAYMENT and pays and ask.item.category is not NOTES


@allows(
    "45 CFR 164.506(c)(4)",
    "45 CFR 164.502(b)",
    id="HP-03",
    limits=("minimum necessary for the operation",),
    obligations=(Must.MINIMUM,),
)
def operations(ask: Ask) -> bool:
    """A provider or plan that knows the person needs this to check quality or manage care."""
    knows = ask.asker.is_covered and ask.asker.treats
    return ask.purpose in OPERATIONS and knows and ask.item.category is not NOTES


@allows("45 CFR 164.508", id="HP-04", obligations=(Must.VERIFY_RECIPIENT, Must.ENDS))
def authorization(ask: Ask) -> Authority | None:
    """The person signed an authorization that names you, this kind of record and this purpose."""
    if ask.item.category is NOTES:
        return None
    by_parent = signed_by_parent(ask, *AUTHORIZATIONS) if plain_care_of_a_young_person(ask) else None
    return by_parent or ask.consent(*AUTHORIZATIONS)


@allows("45 CFR 164.508(a)(2)", id="HP-05", review=True, obligations=(Must.SEGREGATE,))
def psychotherapy_notes_authorization(ask: Ask) -> Authority | None:
    """The person signed a separate authorization for the psychotherapy notes that names you and this purpose."""
    return ask.consent(Form.PSYCHOTHERAPY_NOTES) if ask.item.category is NOTES else None


@allows("45 CFR 164.508(a)(2)(i)(A)", id="HP-05o", obligations=(Must.SEGREGATE,))
def originator_of_the_notes(ask: Ask) -> bool:
    """The therapist who wrote the psychotherapy notes uses them to treat the person."""
    return ask.item.category is NOTES and by_originator(ask)


@allows(
    "45 CFR 164.508(a)(2)(i)(B)",
    "45 CFR 164.508(a)(2)(i)(C)",
    id="HP-05t",
    review=True,
    limits=("what the training or the defense needs",),
    obligations=(Must.MINIMUM, Must.SEGREGATE),
)
def training_or_defense(ask: Ask) -> bool:
    """The provider's own trainees learn from the notes, or it defends itself in a case the person brought."""
    return ask.item.category is NOTES and trains_or_defends(ask)


def trains_or_defends(ask: Ask) -> bool:
    learns = ask.by_own_organization and ask.asker.role == "trainee" and ask.purpose is Purpose.OPERATIONS
    defends = ask.asker.role == "program_counsel" and ask.purpose is Purpose.COURT_PROCEEDING_OTHER
    return ask.item.at_source and (learns or defends)


def by_originator(ask: Ask) -> bool:
    wrote = ask.asker.role == "originating_counselor" and ask.item.at_source
    return wrote and ask.by_provider and ask.purpose is Purpose.TREATMENT


@allows(
    "45 CFR 164.502(e)",
    "45 CFR 164.504(e)",
    "45 CFR 164.502(b)",
    id="HP-06",
    limits=("minimum necessary for the operations function",),
    obligations=(Must.MINIMUM,),
)
def business_associate(ask: Ask) -> Authority | None:
    """You work for the provider or plan under a business associate agreement, and need this for that work."""
    serves = ask.purpose in SERVICES and ask.asker.kind not in NOT_OVERSIGHT and ask.item.category is not NOTES
    return ask.paper(Kind.BUSINESS_ASSOCIATE) if serves else None


@allows(
    "45 CFR 164.508",
    "42 USC 5106a(b)(2)(B)(iii)",
    id="HP-10",
    limits=("what the plan of safe care needs",),
    obligations=(Must.MINIMUM, Must.ENDS),
)
def plan_of_safe_care(ask: Ask) -> Authority | None:
    """The mother signed an authorization for those who make and carry out the plan of safe care."""
    return ask.consent(*AUTHORIZATIONS) if ask.purpose is Purpose.PLAN_OF_SAFE_CARE and _of_dyad(ask) else None


def _of_dyad(ask: Ask) -> bool:
    return ask.item.subject_role in (Relation.MOTHER, Relation.INFANT) and ask.item.category is not NOTES


@allows("45 CFR 164.510(b)", id="HP-16", limits=("what bears on their part in the care",), obligations=(Must.MINIMUM,))
def involved_in_care(ask: Ask) -> bool:
    """A relative or caregiver helps with the child's care, and nobody who may object has objected."""
    helps = ask.asker.kind in (Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER)
    plain = ask.item.category in (Category.GENERAL_HEALTH, Category.CONTACT, Category.DEMOGRAPHIC)
    return helps and plain and ask.item.subject_role in CHILDREN and ask.purpose in AMONG_PROVIDERS


@allows("45 CFR 164.524", id="HP-17", must=True, obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> bool:
    """The person asks for their own health record."""
    whole = ask.item.category not in (NOTES, Category.REPORTER_IDENTITY) and not ask.facts.deceased
    return ask.to_self and ask.sought is Sought.RECORD and whole


@allows("45 CFR 164.502(g)(3)", "45 CFR 164.524", id="HP-17r", obligations=(Must.VERIFY_IDENTITY,))
def representative(ask: Ask) -> Held:
    """A parent, guardian or other person whom the law lets act for the patient asks for the record."""
    return ask.purpose is Purpose.SELF_ACCESS and ask.item.category is not NOTES and acts_for_the_person(ask)


def _custody(ask: Ask) -> Authority | None:
    """An order that gives someone the child, unless it says that health care is still for others to decide."""
    return ask.paper_held(Kind.CUSTODY_ORDER, without=Term.NO_HEALTH_DECISIONS)


@allows(
    "45 CFR 164.506",
    "42 USC 675(5)(D)",
    id="HP-18",
    limits=("child's health and medication record",),
    obligations=(Must.MINIMUM,),
)
def foster_parent(ask: Ask) -> Held:
    """The agency or the court placed the child with you, and you need this to care for the child."""
    cares = ask.asker.kind in (Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER)
    child = ask.item.subject_role in CHILDREN and ask.item.category is not NOTES
    return child and cares and ask.purpose is Purpose.FOSTER_CARE_HEALTH and _custody(ask)


@allows(
    "45 CFR 164.502(g)",
    id="HP-18a",
    limits=("the child's own record",),
    obligations=(Must.MINIMUM, Must.VERIFY_RECIPIENT),
)
def agency_with_custody(ask: Ask) -> Held:
    """A court gave the agency the power to decide on the child's health care."""
    child = ask.item.subject_role in CHILDREN and ask.item.category is not NOTES
    return child and not ask.in_court and _custody(ask)


@denies(
    "45 CFR 164.508(a)(2)",
    "45 CFR 164.508(b)(3)(ii)",
    id="D-08",
    opens="A separate authorization for the psychotherapy notes that names {asker}.",
)
def psychotherapy_notes_need_their_own(ask: Ask) -> bool:
    """Psychotherapy notes need their own authorization, unless the law itself asks for what is in them."""
    if ask.item.category is not NOTES or by_originator(ask) or trains_or_defends(ask) or _by_law(ask):
        return False
    return ask.consent(Form.PSYCHOTHERAPY_NOTES) is None


def _by_law(ask: Ask) -> bool:
    """A report that must be made, the federal office that enforces these rules, or danger someone can prevent."""
    reviews = ask.asker.role == FEDERAL_REVIEWER and ask.purpose is Purpose.AUDIT_EVALUATION
    return reviews or takes_reports(ask) is not None or ask.paper(Kind.EMERGENCY) is not None


@withholds("45 CFR 164.502(g)(5)", id="HP-17e", opens="Another adult whom the law lets act for the child.")
def feared_for_the_child(ask: Ask) -> bool:
    """The provider believes that treating this parent as the child's representative could put the child in danger."""
    return ask.asker.kind in (Standing.PARENT, Standing.REPRESENTATIVE) and ask.facts.endangerment_believed is True


@withholds("45 CFR 164.502(g)(3)", id="HP-17n", opens="A court order that gives {asker} the power to decide.")
def no_longer_represents(ask: Ask) -> bool:
    """A court ended this parent's rights, or a young person may decide on this care alone."""
    ended = ask.facts.parental_rights_ended is True or ask.item.subject_role is Relation.YOUTH
    return ask.asker.kind is Standing.PARENT and ended


@withholds(
    "45 CFR 164.502(a)",
    "45 CFR 164.508(a)",
    id="HP-00",
    opens="An authorization that names {asker}, {record} and the purpose of {purpose}.",
)
def silence(ask: Ask) -> bool:
    """A health record goes to others only for treatment, payment and operations, or as the person or the law allows."""
    return True


@withholds(
    "state reporter-confidentiality law",
    "45 CFR 164.524(a)(3)(ii)",
    id="HP-17i",
    obligations=(Must.REDACT_REPORTER,),
    opens="The rest of the record, with what could identify the person who reported taken out.",
)
def reporter_in_a_chart(ask: Ask) -> bool:
    """The person may see the rest of the chart; who made a report is taken out of it first."""
    return ask.item.category is Category.REPORTER_IDENTITY


@withholds("45 CFR 164.524(a)(1)(i)", id="HP-17p", opens="The rest of the record.")
def own_notes_are_kept_apart(ask: Ask) -> bool:
    """The person may see the rest of their record; the therapist's separate notes are no part of that right."""
    return ask.to_self and ask.item.category is NOTES


@withholds("45 CFR 164.508(b)(2)", id="D-11h")
def authorization_is_not_good(ask: Ask) -> bool:
    """There is an authorization on file for this, but it may not be relied on today."""
    return any(wrong and Gap.RECIPIENT not in short for _, wrong, short in ask.consents)


@withholds(
    "45 CFR 164.512(f)",
    "Ferguson v. City of Charleston, 532 U.S. 67 (2001)",
    id="HP-14n",
    opens="A warrant, a court order, or a written request that meets the law.",
)
def police_need_process(ask: Ask) -> bool:
    """The police get a health record only by warrant, court order or a request that meets the law."""
    return ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT


WITHIN_HEALTH_CARE: tuple[Rule, ...] = (treatment, own_organization)

RULES: tuple[Rule, ...] = (
    treatment,
    treatment_outside_a_program,
    treatment_without_federal_help,
    own_organization,
    payment,
    operations,
    authorization,
    psychotherapy_notes_authorization,
    originator_of_the_notes,
    training_or_defense,
    business_associate,
    plan_of_safe_care,
    involved_in_care,
    own_record,
    representative,
    foster_parent,
    agency_with_custody,
    psychotherapy_notes_need_their_own,
    feared_for_the_child,
    no_longer_represents,
    silence,
    reporter_in_a_chart,
    own_notes_are_kept_apart,
    authorization_is_not_good,
    police_need_process,
)
