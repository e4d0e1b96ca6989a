"""Medicaid, TANF, SNAP, WIC and homeless services: 42 CFR 431, 45 CFR 205.50, 7 CFR 272.1 and 246.26, 69 FR 45888."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, OrganizationKind, Purpose
from kinbridge.disclosure.rules.access import acts_for_the_person
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import HEALTH_CARE
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, withholds

NEEDS_BASED = frozenset(
    {
        OrganizationKind.BENEFITS,
        OrganizationKind.MEDICAID_AGENCY,
        OrganizationKind.WIC,
        OrganizationKind.CHILD_WELFARE_AGENCY,
    }
)
FOR_CHILDREN = frozenset({Purpose.CASE_PLANNING, Purpose.FOSTER_CARE_HEALTH, Purpose.CARE_COORDINATION})
RUNNING_IT = frozenset({Purpose.OPERATIONS, Purpose.PAYMENT, Purpose.TREATMENT, Purpose.CARE_COORDINATION})
WIC = OrganizationKind.WIC


def _is_wic(ask: Ask) -> bool:
    return ask.item.source_kind is WIC


# ── Medicaid ─────────────────────────────────────────────────────────────────


@allows(
    "42 CFR 431.302",
    "42 CFR 431.306",
    "42 USC 1396a(a)(7)",
    id="BN-01",
    limits=("what running the plan needs",),
    obligations=(Must.MINIMUM,),
)
def plan_administration(ask: Ask) -> Held:
    """The plan, its providers or its partners under agreement need this to run Medicaid."""
    if ask.purpose not in RUNNING_IT:
        return None
    own = ask.by_own_organization or (ask.asker.kind in HEALTH_CARE and ask.asker.treats)
    return ask.paper(Kind.DATA_USE) or ask.paper(Kind.CONTRACT) or own


@allows(
    "42 CFR 431.302",
    "42 CFR 431.306",
    "42 USC 622(b)(15)",
    id="BN-01c",
    limits=("child in custody only; no parent claims",),
    obligations=(Must.MINIMUM,),
)
def health_of_a_child_in_care(ask: Ask) -> Authority | None:
    """The child welfare agency oversees the health of a child in its care, under an agreement with Medicaid."""
    agency = ask.asker.kind in CHILD_WELFARE and ask.purpose is Purpose.FOSTER_CARE_HEALTH
    return ask.paper(Kind.DATA_USE) if agency and ask.item.subject_role in CHILDREN else None


@allows("42 CFR 431.306(d)", id="BN-01r", obligations=(Must.MINIMUM, Must.ENDS))
def beneficiarys_release(ask: Ask) -> Authority | None:
    """The person on Medicaid signed a release that names you and the purpose."""
    return ask.consent(Form.SPECIFIC, Form.HIPAA_ONLY)


@allows(
    "42 CFR 431.306(b)", "45 CFR 164.512(d)", id="BN-01a", limits=("what the audit needs",), obligations=(Must.MINIMUM,)
)
def plan_audit(ask: Ask) -> Held:
    """An auditor or fraud unit looks into the plan or its providers."""
    return ask.purpose is Purpose.AUDIT_EVALUATION and (
        ask.paper(Kind.AUDIT) or ask.asker.role == "medicaid_fraud_unit"
    )


@withholds("42 CFR 431.301", id="BN-10", opens="The person's release, or an agreement tied to running the plan.")
def medicaid_silence(ask: Ask) -> bool:
    """What Medicaid knows is used to run Medicaid, and for nothing else."""
    return True


# ── TANF, SNAP, WIC, homeless services ───────────────────────────────────────


@allows(
    "45 CFR 205.50",
    "7 CFR 272.1(c)",
    id="BN-02",
    limits=("what the other program needs to decide",),
    obligations=(Must.MINIMUM,),
)
def related_program(ask: Ask) -> Held:
    """Another needs-based program needs this to run, under an agreement or the law."""
    decides = ask.asker.role == "eligibility_worker"
    related = ask.asker.kind in NEEDS_BASED
    if not (related or decides) or _is_wic(ask) or ask.purpose not in (Purpose.OPERATIONS, Purpose.PAYMENT):
        return None
    return ask.paper(Kind.DATA_USE) or ask.paper(Kind.STATE_LAW) or (related and decides)


@allows(
    "45 CFR 205.50(a)(1)(i)(A)",
    id="BN-02c",
    limits=("what the child's case needs",),
    obligations=(Must.MINIMUM,),
)
def child_welfare_services(ask: Ask) -> Held:
    """A child welfare agency needs this for services under titles IV-B and IV-E, as a law or an agreement says."""
    needs = ask.asker.kind in CHILD_WELFARE and ask.purpose in FOR_CHILDREN and ask.item.source_kind is None
    return needs and (ask.paper(Kind.DATA_USE) or ask.paper(Kind.STATE_LAW))


@allows(
    "42 USC 608(a)(9)(B)",
    "7 USC 2020(e)(8)",
    id="BN-02f",
    limits=("address",),
    obligations=(Must.MINIMUM,),
)
def fugitive(ask: Ask) -> bool:
    """The police asked in writing for the address of a named person who flees a felony charge."""
    police = ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT and ask.purpose is Purpose.LAW_ENFORCEMENT
    return police and not _is_wic(ask) and ask.facts.fugitive_felon_request is True


@allows(
    "7 CFR 246.26(d)",
    id="BN-03",
    limits=("what the agreement names",),
    obligations=(Must.MINIMUM,),
)
def wic_partner(ask: Ask) -> Held:
    """The chief state health officer named your program in writing, and an agreement with WIC is signed."""
    named = _is_wic(ask) and ask.facts.chief_health_officer_designation is True
    return named and (ask.paper(Kind.DATA_USE) or ask.paper(Kind.CONTRACT))


@allows("7 CFR 246.26(d)(2)", id="BN-03o", limits=("what running WIC needs",), obligations=(Must.MINIMUM,))
def wic_itself(ask: Ask) -> bool:
    """You help to run WIC, and need this for that."""
    return _is_wic(ask) and ask.asker.kind is WIC and ask.purpose in RUNNING_IT


@allows(
    "69 FR 45888",
    "24 CFR 578.103",
    id="BN-04",
    limits=("what the service needs",),
    obligations=(Must.MINIMUM,),
)
def homeless_services_partner(ask: Ask) -> Held:
    """A partner in homeless services needs this to house the person, as the posted notice says."""
    partner = ask.asker.kind in (OrganizationKind.HOMELESS_COC, OrganizationKind.HOUSING)
    homeless = ask.item.source_kind in (OrganizationKind.HOMELESS_COC, OrganizationKind.HOUSING)
    return partner and homeless and ask.paper_held(Kind.PARTICIPATION)


@allows("45 CFR 205.50", "7 CFR 246.26(d)(4)", id="BN-05", obligations=(Must.MINIMUM, Must.ENDS))
def release(ask: Ask) -> Authority | None:
    """The person signed a release that names you, this kind of record and this purpose."""
    return ask.consent(Form.SPECIFIC)


@allows("45 CFR 205.50", id="BN-06", obligations=(Must.MINIMUM,))
def own_agency(ask: Ask) -> bool:
    """You work for the agency that runs this program."""
    return ask.by_own_organization and not ask.in_court


@allows(
    "45 CFR 205.50(a)(1)(i)(A)",
    "7 CFR 246.26(d)(3)",
    id="BN-07",
    must=True,
    limits=("facts required by state reporting law",),
    obligations=(Must.MINIMUM,),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """Benefits staff make a report of suspected child abuse that the law asks for."""
    return takes_reports(ask)


@allows("45 CFR 205.50", id="BN-08", obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> Held:
    """The person, or someone who acts for them, asks for their own record."""
    return ask.to_self or acts_for_the_person(ask)


@withholds("45 CFR 205.50", "7 CFR 272.1(c)", id="BN-11", opens="A release signed by the person that names {asker}.")
def silence(ask: Ask) -> bool:
    """What a benefit program knows is used to run that program, and for nothing else."""
    return not _is_wic(ask)


@withholds("7 CFR 246.26(d)", id="BN-12", opens="A release signed by the person that names {asker}.")
def wic_silence(ask: Ask) -> bool:
    """WIC records go only to those who run WIC, to programs the state names, or as the person's release says."""
    return _is_wic(ask)


@withholds("7 CFR 246.26(i)", "45 CFR 205.50(a)(1)(iv)", id="BN-13", obligations=(Must.NOTIFY_COURT,))
def tell_the_court(ask: Ask) -> bool:
    """Where a court or lawyer asks, the court is told of the law that protects this."""
    return ask.in_court


MEDICAID: tuple[Rule, ...] = (
    plan_administration,
    health_of_a_child_in_care,
    beneficiarys_release,
    plan_audit,
    report_of_child_abuse,
    own_record,
    medicaid_silence,
    tell_the_court,
)
RULES: tuple[Rule, ...] = (
    related_program,
    child_welfare_services,
    fugitive,
    wic_partner,
    wic_itself,
    homeless_services_partner,
    release,
    own_agency,
    report_of_child_abuse,
    own_record,
    silence,
    wic_silence,
    tell_the_court,
)
