"""Education records: 20 USC 1232g, 34 CFR part 99."""

from __future__ import annotations

from datetime import date

from kinbridge.consents.rules import Authority, Form, Kind, Term
from kinbridge.core.vocabulary import CHILD_WELFARE, MINORS, Category, OrganizationKind, Purpose, Relation, Standing
from kinbridge.disclosure.rules.access import is_the_subject, signed_by_parent
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import PROVIDERS, ReceivedUnder
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

CASEWORK = frozenset(
    {
        Purpose.CASE_PLANNING,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.SCHOOL_ENROLLMENT,
        Purpose.CARE_COORDINATION,
        Purpose.STAFFING_MEETING,
    }
)
RAISING = frozenset({Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER})
FOR_WHO_RAISES = frozenset({Purpose.SCHOOL_ENROLLMENT, Purpose.FOSTER_CARE_HEALTH})
"""The agency gives the caregiver the child's health and school record (42 USC 675(5)(D))."""
SCHOOLING = frozenset({"tutor", "special_education", "registrar", "education_advocate"})


def responsible_agency(ask: Ask) -> Held:
    """A child welfare agency that a court or the law made responsible for the child's care (1232g(b)(1)(L))."""
    if ask.asker.kind not in CHILD_WELFARE or ask.purpose not in CASEWORK:
        return None
    if ask.facts.agency_legally_responsible is False or ask.facts.in_home_case is True:
        return None
    return ask.paper_held(Kind.CUSTODY_ORDER) or ask.facts.agency_legally_responsible is True


@allows("34 CFR 99.30", id="ED-01", obligations=(Must.FERPA_RECORD, Must.FERPA_LABEL))
def consent(ask: Ask) -> Authority | None:
    """The parent, or a student of 18, signed a consent that names the record, the purpose and you."""
    young = ask.item.subject_role is Relation.YOUTH
    return signed_by_parent(ask, Form.SPECIFIC) if young else ask.consent(Form.SPECIFIC)


@allows(
    "20 USC 1232g(b)(1)(L)",
    id="ED-02",
    since=date(2013, 1, 14),
    obligations=(Must.FERPA_RECORD, Must.FERPA_LABEL),
)
def child_in_the_agencys_care(ask: Ask) -> Held:
    """You work for the child welfare agency that is legally responsible for this student."""
    return responsible_agency(ask) if ask.item.at_source else None


@allows(
    "34 CFR 99.36",
    "34 CFR 99.31(a)(10)",
    id="ED-03",
    limits=("what the emergency needs",),
    obligations=(Must.FERPA_RECORD, Must.MINIMUM),
)
def health_or_safety_emergency(ask: Ask) -> Held:
    """There is a plain and serious threat to someone's health or safety, and you can help to meet it."""
    helps = ask.asker.kind in PROVIDERS | CHILD_WELFARE | {OrganizationKind.LAW_ENFORCEMENT}
    threat = ask.paper_held(Kind.EMERGENCY) or ask.facts.safety_concern is True
    return helps and ask.purpose is Purpose.MEDICAL_EMERGENCY and threat


@allows(
    "42 USC 5106a(b)(2)(B)(i)",
    "34 CFR 99.36",
    id="ED-03r",
    must=True,
    limits=("facts required by state reporting law",),
    obligations=(Must.FERPA_RECORD, Must.MINIMUM),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """School staff make a report that state law asks for: what they saw, and records only where safety needs them."""
    return takes_reports(ask)


@allows(
    "34 CFR 99.31(a)(9)",
    id="ED-04",
    limits=("records named in the order",),
    obligations=(Must.NOTIFY_PARENT, Must.FERPA_RECORD),
)
def order_or_subpoena(ask: Ask) -> Authority | None:
    """A court order or lawful subpoena asks for it, and the parent is told first."""
    return ask.paper(Kind.COURT_ORDER, without=Term.PARENT_IS_PARTY) or ask.paper(Kind.SUBPOENA)


@allows(
    "34 CFR 99.31(a)(9)(ii)(B)",
    "20 USC 1232g(b)(2)(B)",
    id="ED-04p",
    limits=("records named in the order",),
    obligations=(Must.FERPA_RECORD,),
)
def order_in_a_dependency_case(ask: Ask) -> Authority | None:
    """A court ordered it in an abuse, neglect or dependency case to which the parent is a party."""
    return ask.paper(Kind.COURT_ORDER, Term.PARENT_IS_PARTY)


@allows("34 CFR 99.31(a)(1)", id="ED-05", obligations=(Must.MINIMUM,))
def school_official(ask: Ask) -> bool:
    """You work for the school and need this for your work with the student."""
    return ask.by_own_organization and ask.item.at_source and not ask.in_court


@allows("34 CFR 99.3 (parent)", "34 CFR 99.10", id="ED-06", must=True, obligations=(Must.VERIFY_IDENTITY,))
def parent(ask: Ask) -> Held:
    """A parent, or someone who acts as a parent where there is none, sees the child's education record."""
    if ask.facts.parental_rights_ended is True or not (_student(ask) or is_the_subject(ask)):
        return False
    acts = ask.asker.kind in (Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER) and ask.facts.acting_as_parent is True
    return ask.to_self or ask.asker.kind is Standing.PARENT or acts


@allows(
    "34 CFR 99.31(a)(3)",
    "34 CFR 99.35",
    id="ED-07",
    limits=("what the audit or study needs",),
    obligations=(Must.DESTROY, Must.FERPA_RECORD),
)
def audit_or_study(ask: Ask) -> Held:
    """An education program is audited or studied under a written agreement."""
    if ask.purpose not in (Purpose.AUDIT_EVALUATION, Purpose.RESEARCH):
        return None
    return ask.paper(Kind.AUDIT) or ask.paper(Kind.DATA_USE)


@allows("34 CFR 99.34", "20 USC 6311(g)(1)(E)", id="ED-08", obligations=(Must.FERPA_RECORD,))
def another_school(ask: Ask) -> bool:
    """The school where the student enrolls gets the record from the last one."""
    enrolls = ask.asker.kind is OrganizationKind.SCHOOL and ask.purpose is Purpose.SCHOOL_ENROLLMENT
    return enrolls and _student(ask) and ask.item.category is not Category.DV_LOCATION


def _student(ask: Ask) -> bool:
    return ask.item.subject_role in MINORS


@allows(
    "20 USC 1232g(b)(1)(L)",
    "34 CFR 99.33",
    id="ED-10",
    limits=("what the student's schooling needs",),
    obligations=(Must.FERPA_RECORD, Must.FERPA_LABEL),
)
def those_who_help_with_school(ask: Ask) -> bool:
    """The agency that has the child in care authorized you to help with the student's schooling."""
    received = ask.item.received_under is ReceivedUnder.FERPA_CUSTODY
    raises = ask.asker.kind in RAISING and ask.purpose in FOR_WHO_RAISES
    helps = raises or ask.asker.role in SCHOOLING or ask.asker.kind is OrganizationKind.SCHOOL
    return received and helps and ask.purpose in CASEWORK and ask.facts.contracted_provider is not False


@denies(
    "20 USC 1232g(b)(1)(L)",
    "34 CFR 99.30",
    id="D-21",
    opens="The parent's consent, a court order, or an order that gives the agency care of the child.",
)
def not_while_only_investigating(ask: Ask) -> bool:
    """While the child is at home, or the case is only under investigation, the agency may not see school records."""
    if ask.asker.kind not in CHILD_WELFARE or takes_reports(ask) or ask.purpose is Purpose.MEDICAL_EMERGENCY:
        return False
    at_home = ask.facts.agency_legally_responsible is False or ask.facts.in_home_case is True
    opened = ask.consent(Form.SPECIFIC) or ask.paper(Kind.COURT_ORDER)
    return (at_home or ask.purpose is Purpose.CHILD_PROTECTION_INVESTIGATION) and not opened


@withholds("34 CFR 99.30", "20 USC 1232g(b)(1)(L)", id="ED-00", opens="A consent by the parent that names {asker}.")
def silence(ask: Ask) -> bool:
    """Education records go to others only with the parent's consent or on a ground that the law names."""
    return True


@withholds("34 CFR 99.33", id="ED-09", opens="A consent by the parent that names {asker}.")
def not_passed_on(ask: Ask) -> bool:
    """Whoever received an education record may not pass it on."""
    return ask.item.received_under is ReceivedUnder.FERPA_CUSTODY


RULES: tuple[Rule, ...] = (
    consent,
    child_in_the_agencys_care,
    health_or_safety_emergency,
    report_of_child_abuse,
    order_or_subpoena,
    order_in_a_dependency_case,
    school_official,
    parent,
    audit_or_study,
    another_school,
    those_who_help_with_school,
    not_while_only_investigating,
    silence,
    not_passed_on,
)
